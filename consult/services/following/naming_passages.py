"""Name a passage to whoever was sent the response: where it stands, never whose it is nor what it says.

The holder has the words, and finds them by section and order. Not even the first of them are given: nobody
may quote them any more, in a letter either. What the region itself wrote before them helps instead.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, BulletList, Paragraph, StatementReference
from analysis.drafting.footnotes import leave_out_marks
from analysis.drafting.opening import UNSIGNED
from consult.models.draft_kinds import WithdrawnKind
from consult.models.submissions import Submission
from consult.services.following.passages_since import (
    list_gone_since,
    list_sent_carried,
    list_sent_quotations,
    update_ledger,
)
from consult.services.versions.version_bodies import FrozenBody

ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
BEFORE_WORDS = 8
CARRIED, A_NAME = "passage that an organisation confirmed", "a name in the text"
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
    named = _name_kept(row)
    keys = [one.key for one in body.sections]
    gone = {(one.section_key, one.place, one.kind) for one in list_gone_since(session, row)}
    whole = {(key, place) for key, place, kind in gone if kind is WithdrawnKind.QUOTATION}
    told = [one for one in gone if one[2] is WithdrawnKind.QUOTATION or one[:2] not in whole]
    ordered = sorted(told, key=lambda one: (keys.index(one[0]), one[1], one[2]))
    return [
        _name(body, keys.index(key), place, PARTS[kind].format(which=named[key, place]))
        if (key, place) in named
        else _name(body, keys.index(key), place, A_NAME)
        for key, place, kind in ordered
    ]


def _name_kept(row: Submission) -> dict[tuple[str, int], str]:
    """What of its section each passage was that stood in what was sent, by key and place of its block."""
    quoted = {
        (one.quoted.spot.section_key, one.quoted.spot.place): _order(one.place, "quotation")
        for one in list_sent_quotations(row)
    }
    carried = list_sent_carried(row)
    return quoted | {(spot.section_key, spot.place): _order(number, CARRIED) for spot, number in carried}


def _name(body: FrozenBody, number: int, place: int, part: str) -> str:
    section = body.sections[number]
    before = next(filter(None, _list_texts(section.blocks[:place][::-1])), "")
    return f"Section {number + 1}, “{section.title}”: {part}{f', after “{before}”' if before else ''}"


def _order(place: int, what: str) -> str:
    return f"the {ORDER[place - 1]} {what}" if place <= len(ORDER) else f"{what} number {place}"


def _list_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """How the texts of the region itself begin, the nearest first.

    Whether it is signed off is passed over: what a holder has says so as it was when it was written.
    """
    for block in blocks:
        if isinstance(block, Paragraph) and block.text == UNSIGNED:
            continue
        if isinstance(block, Paragraph | StatementReference):
            yield _shorten(block.text)
        elif isinstance(block, BulletList) and block.items:
            yield _shorten(block.items[-1])


def _shorten(text: str) -> str:
    words = leave_out_marks(text).split()
    return " ".join(words[:BEFORE_WORDS]) + (" …" if len(words) > BEFORE_WORDS else "")
