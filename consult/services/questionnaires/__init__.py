"""Questionnaires as they are made: from what government sends to a draft version."""
