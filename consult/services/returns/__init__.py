"""Returns: written together, sent, entered by hand, taken back and handed over."""
