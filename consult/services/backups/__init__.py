"""Backups: made while others write, unpacked, made ready, put in place."""
