"""How small a number of people may be that is still shown; the region sets its own, never below the least."""

LEAST_SMALL_NUMBER = 3
"""Below this a hidden count could only be 1."""

USUAL_SMALL_NUMBER = 5
"""What holds until a region sets its own."""

MOST_OF_ONE = 0.9
"""Above this share of a sum, the number that one gave could be told from it."""

ALL = "(all)"
"""Stands for all labels or all groups in a table of counts."""
