"""Builders of rows for tests: the same calls give the same rows."""
