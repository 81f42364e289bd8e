"""Work in the background and messages that go out."""
