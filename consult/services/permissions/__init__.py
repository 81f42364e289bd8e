"""What people allow with their words, asked at the moment of use, and what used them."""
