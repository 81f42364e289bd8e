"""The draft of the regional response: gathered, counted, written, edited, checked."""
