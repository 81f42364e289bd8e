"""Alembic's scripts for the key store, which has its own line of revisions."""
