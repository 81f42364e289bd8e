"""Use cases of what a draft rests on: what no longer holds, who lets it stand, and what may be cited."""
