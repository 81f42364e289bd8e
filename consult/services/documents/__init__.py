"""Documents that people upload, read as lines."""
