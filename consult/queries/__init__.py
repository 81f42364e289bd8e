"""What may be seen: selections that take the viewer first, shared by counts, pages and exports."""
