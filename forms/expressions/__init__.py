"""Expressions of questionnaires: read with their own grammar, worked out within bounds, never as code."""
