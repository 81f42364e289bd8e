"""Tags on passages: suggested, decided, learnt from, looked at next."""
