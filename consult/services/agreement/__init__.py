"""Agreement of organisations to an exact version: links and codes, positions by section, tallies."""
