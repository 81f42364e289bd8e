"""Tables handed out: kept as they were shown, and guarded against what a reader could subtract."""
