"""Sign-off of one exact version by a forum: as its terms allow, with its quorum, on a record."""
