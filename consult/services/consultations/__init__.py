"""Consultations: set up, protected, published, opened, closed and concluded."""
