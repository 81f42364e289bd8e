"""Seal and open the words of answers, each for the revision that they are in."""

from typing import Any

from consult.sealing.errors import SealBroken
from consult.sealing.payloads import SealingKey, open_json, seal_json
from consult.sealing.places import place_of_answer, place_of_any_revision


def seal_answer(key: SealingKey, value: Any, answer_id: str, revision_id: str) -> bytes:
    """Seal what one revision of an answer says: it opens as no other answer's, nor as a later revision's."""
    return seal_json(key, value, place_of_answer(answer_id, revision_id))


def open_answer(key: SealingKey, sealed: bytes, answer_id: str, revision_id: str | None) -> Any:
    """Open what one revision of an answer says. Raises: SealBroken.

    What was sealed before revisions were told apart opens too; no account has both.
    """
    try:
        return open_json(key, sealed, place_of_answer(answer_id, revision_id or ""))
    except SealBroken:
        return open_json(key, sealed, place_of_any_revision(answer_id))
