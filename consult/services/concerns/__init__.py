"""Concerns for somebody's safety, and people kept away from an experience."""
