"""What tells whether a section reads as it did: a digest of its text, so that a position holds for that text.

What a sentence rests on is left out: a position is on what is said. Words taken back later change nothing.
"""

from typing import Any

from consult.models.versions import DraftVersion
from consult.services.versions.version_bodies import Body, make_digest


def make_section_digests(body: Body) -> dict[str, Any]:
    """The SHA-256 of each section of a body as made, in hex, by its key."""
    return {section["key"]: make_digest(_strip(section)) for section in body["sections"]}


def find_section_digests(version: DraftVersion) -> dict[str, Any]:
    """The digests of a version's sections; of one from before they were kept, of what is kept of it now."""
    return version.section_digests or make_section_digests(version.body)


def _strip(section: Body) -> Body:
    said = {key: one["text"] for key, one in section["statements"].items()}
    return {**{name: section[name] for name in ("title", "blocks", "quotations")}, "statements": said}
