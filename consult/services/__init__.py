"""Use cases: what people can have the product do, each a function that takes a session first."""
