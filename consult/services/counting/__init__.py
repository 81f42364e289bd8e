"""Tables of themes, tags and closed answers, with small numbers protected."""
