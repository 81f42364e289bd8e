"""What is asked of somebody now: which pages and questions, with which choices, and what may be answered."""
