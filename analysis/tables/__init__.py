"""Counts by theme or code and group, small numbers protected, and the words that shares are given."""
