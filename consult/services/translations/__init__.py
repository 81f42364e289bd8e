"""Translations of experiences: planned, given out, made, checked and quoted."""
