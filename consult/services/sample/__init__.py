"""The demonstration's fictional region and everything in it."""
