"""A questionnaire as a sheet of paper: what stands on it, in what order, in one language."""
