"""How far people who tagged the same passages, each without seeing the other's work, agree."""
