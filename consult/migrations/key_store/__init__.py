"""Alembic's scripts for the key store, which has its own line of revisions."""

VERSION_TABLE = "key_store_version"
