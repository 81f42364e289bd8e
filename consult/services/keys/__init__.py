"""The keys of experiences: kept apart, moved, locked anew, reconciled with the data."""
