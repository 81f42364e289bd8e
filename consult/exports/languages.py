"""Tags of languages as readers of files know them: by country for spelling, by script for Chinese."""

import re

READERS_TAGS = {"en": "en-GB", "cy": "cy-GB"}
"""Spelling is looked up by country; other languages keep the tag they were given in."""


def tag_for_readers(language: str) -> str:
    """Give the tag (BCP 47) under which a reader finds a language."""
    return READERS_TAGS.get(language, language)


_COUNTRIES = {"Hans": "CN", "Hant": "TW"}
"""Where a script of Chinese is usual, for files that name a country and no script."""
_TAG = re.compile(r"(?P<code>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<country>[A-Za-z]{2}))?\b.*")
UNKNOWN = "und"


def split_tag(language: str) -> tuple[str, str]:
    """Split a tag into the language's code and a country, which may be empty; "und" for what is no tag."""
    found = _TAG.fullmatch(tag_for_readers(language))
    if not found:
        return UNKNOWN, ""
    return found["code"].lower(), (found["country"] or _COUNTRIES.get(found["script"] or "", "")).upper()
