"""The region: its partnership, directory, councils, staff, and what is due."""
