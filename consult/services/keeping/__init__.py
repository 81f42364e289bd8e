"""How long things are kept: withdrawn, deleted in time, held, and what dies with them."""
