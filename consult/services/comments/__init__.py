"""Comments of the staff on the draft."""
