"""Trends across half-years, and gaps in provision and training."""
