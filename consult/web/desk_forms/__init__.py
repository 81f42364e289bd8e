"""Forms of the staff area, one file for each part; words in English."""
