"""Blind samples: drawn, tagged by two, compared and settled."""
