"""The `consult` command: one file a family of commands."""
