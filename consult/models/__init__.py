"""What is stored: SQLAlchemy models, one aggregate a file."""
