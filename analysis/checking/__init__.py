"""Checks of what people type into a draft, against the figures that the draft gives."""
