"""Exact versions of a response: frozen from a draft, shown as they stand, less what was withdrawn since."""
