"""From the lines of a consultation document to questions that a person confirms."""
