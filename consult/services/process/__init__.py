"""How a response came about: returns read in full, days, late returns, what partners changed."""
