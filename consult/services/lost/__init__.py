"""Somebody has lost the number of their experience: looked for, found, withdrawn."""
