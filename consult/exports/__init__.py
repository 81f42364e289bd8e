"""Writers of files: tables, Word and charts. They take loaded values and open no session.

Every file is written beside its target and renamed, so that nothing half-written is ever left in its place.
"""
