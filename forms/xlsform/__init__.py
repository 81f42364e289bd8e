"""From an XLSForm file to a questionnaire, with a report on every row that cannot be read."""
