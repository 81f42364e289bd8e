"""What can go wrong, one file for each family of codes; consult/errors.py puts them together."""
