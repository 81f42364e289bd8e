"""What the region already holds when government asks: for each question earlier material, and the gaps."""
