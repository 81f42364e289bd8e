"""Published figures: taken in, kept in versions, summed and cited."""
