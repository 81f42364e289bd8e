"""Analyses: what was said, read, cut into passages, and what was found in it."""
