"""Tags of languages as readers of files know them: by country for spelling, by script for Chinese."""

READERS_TAGS = {"en": "en-GB", "cy": "cy-GB"}
"""Spelling is looked up by country; other languages keep the tag they were given in."""


def tag_for_readers(language: str) -> str:
    """Give the tag (BCP 47) under which a reader finds a language."""
    return READERS_TAGS.get(language, language)
