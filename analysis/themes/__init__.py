"""Themes: patterns across segments, found by machine, numbered by stability, named by their own phrases."""
