"""Themes: found, continued, decided about, compared and undone."""
