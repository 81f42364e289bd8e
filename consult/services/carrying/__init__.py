"""What is carried over from earlier consultations: proposed, confirmed by its organisation, and used."""
