"""How scores are rounded before they are compared, sorted or written."""

SCORE_DECIMALS = 6
