"""Personal data in words: found, judged, covered, taken out, and given stand-ins."""
