"""Experiences: given, passed on, read, put right and talked about."""
