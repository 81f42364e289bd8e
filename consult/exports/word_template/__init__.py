"""The Word template that comes with the product, and the script that makes it."""
