"""Add a tag to the codebook that a person describes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.coding import Code, Codebook
from consult.services.themes.naming import LONGEST_NAME
from consult.vocabulary import Facet

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_BETWEEN = re.compile(r"[|,\n]")
_LONGEST_KEY = 40
_NAMELESS = "theme"


@dataclass(frozen=True)
class NewTag:
    """What a person says of the tag: its name, when it fits, and phrases, separated by commas."""

    label: str
    description: str
    phrases: str
    facet: Facet = Facet.DOMAIN


def add_code(session: Session, tag: NewTag) -> Code:
    """Put a new tag at the end of the codebook.

    Raises: Conflict (C416 without a name or what it is for, C429 where there is one of this name).
    """
    label, description = " ".join(tag.label.split()), " ".join(tag.description.split())
    phrases = list(
        dict.fromkeys(filter(None, (" ".join(one.split()) for one in _BETWEEN.split(tag.phrases))))
    )
    if not 0 < len(label) <= LONGEST_NAME or not (description or phrases):
        raise Conflict("C416", most=LONGEST_NAME)
    from consult.services.tags.coding_so_far import get_codebook  # noqa: PLC0415  (heavy: pandas)

    codebook = get_codebook(session)
    if label.casefold() in {one.label.casefold() for one in codebook.codes}:
        raise Conflict("C429", label=label)
    code = Code(
        codebook_id=codebook.id,
        key=_make_key(label, codebook),
        label=label,
        facet=tag.facet,
        description=description,
        key_phrases=phrases,
        position=max((one.position for one in codebook.codes), default=0) + 1,
    )
    session.add(code)
    session.flush()
    session.expire(codebook, ["codes"])
    return code


def _make_key(label: str, codebook: Codebook) -> str:
    start = _NO_LETTER.sub("_", label.lower()).strip("_")[:_LONGEST_KEY] or _NAMELESS
    taken = {code.key for code in codebook.codes}
    return next(key for key in _list_keys(start, len(taken) + 1) if key not in taken)


def _list_keys(start: str, most: int) -> Sequence[str]:
    more: Iterable[str] = (f"{start}_{number}" for number in range(2, most + 2))
    return [start, *more]
