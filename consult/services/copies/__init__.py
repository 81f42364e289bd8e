"""Copies of experiences for people outside: made, shared, filled in, taken back."""
