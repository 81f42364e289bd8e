"""Tables read from files, and the returns taken in from them."""
