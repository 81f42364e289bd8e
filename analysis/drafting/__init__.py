"""Drafting: counts and chosen quotations become sections of JSON blocks and statements with their evidence.

Start at `collated.draft_collated`; `material` says what it is given, `blocks` and `statements` what it gives.
"""
