"""Shared wording: kept, shown, and decided about by people."""
