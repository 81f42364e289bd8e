"""Regional Consult: consultations and lived experience, themed into one regional response."""
