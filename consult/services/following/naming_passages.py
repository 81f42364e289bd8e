"""Name a passage to whoever was sent the response: where it stands, never whose it is nor what it says.

The holder has the words, and finds them by section and order. Not even the first of them are given: nobody
may quote them any more, in a letter either. What the region itself wrote before them helps instead.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, BulletList, Paragraph, StatementReference
from analysis.drafting.footnotes import leave_out_marks
from consult.models.draft_kinds import WithdrawnKind
from consult.models.submissions import Submission
from consult.services.following.passages_since import (
    SentQuotation,
    list_gone_since,
    list_sent_quotations,
    update_ledger,
)
from consult.services.versions.version_bodies import FrozenBody

ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
BEFORE_WORDS = 8
PARTS = {
    WithdrawnKind.QUOTATION: "{which}",
    WithdrawnKind.TRANSLATION: "the translation of {which}",
    WithdrawnKind.NAME: "how {which} says whose words it has",
}


def name_passages(session: Session, row: Submission, *, today: date) -> list[str]:
    """Each place of what was sent that may not be used any more, in the order of the response."""
    body = update_ledger(session, row, today=today)
    if body is None:
        return []
    quotations = {
        (one.quoted.spot.section_key, one.quoted.spot.place): one for one in list_sent_quotations(row)
    }
    keys = [one.key for one in body.sections]
    gone = {(one.section_key, one.place, one.kind) for one in list_gone_since(session, row)}
    whole = {(key, place) for key, place, kind in gone if kind is WithdrawnKind.QUOTATION}
    told = [one for one in gone if one[2] is WithdrawnKind.QUOTATION or one[:2] not in whole]
    ordered = sorted(told, key=lambda one: (keys.index(one[0]), one[1], one[2]))
    named = (
        _name(body, keys.index(key), quotations.get((key, place)), place, kind)
        for key, place, kind in ordered
    )
    return list(dict.fromkeys(named))


def _name(
    body: FrozenBody, number: int, quoted: SentQuotation | None, place: int, kind: WithdrawnKind
) -> str:
    section = body.sections[number]
    where = f"Section {number + 1}, “{section.title}”"
    if quoted is None:
        is_words = kind is WithdrawnKind.QUOTATION
        return f"{where}: {'words that an organisation confirmed' if is_words else 'a name in the text'}"
    part = PARTS[kind].format(which=_order(quoted.place))
    before = next(_list_texts(section.blocks[:place][::-1]), "")
    return f"{where}: {part}{f', after “{before}”' if before else ''}"


def _order(place: int) -> str:
    return f"the {ORDER[place - 1]} quotation" if place <= len(ORDER) else f"quotation number {place}"


def _list_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """How the texts of the region itself begin, the nearest first."""
    for block in blocks:
        if isinstance(block, Paragraph | StatementReference):
            yield _shorten(block.text)
        elif isinstance(block, BulletList) and block.items:
            yield _shorten(block.items[-1])


def _shorten(text: str) -> str:
    words = leave_out_marks(text).split()
    return " ".join(words[:BEFORE_WORDS]) + (" …" if len(words) > BEFORE_WORDS else "")
