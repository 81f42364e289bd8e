"""Quotations: proposed by what they show of all voices, attributed, and barred where they must be."""
