"""Statements that people added, against the lists they come from: source, file, address, and permission."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from analysis.checking.addresses import find_broken_addresses, is_sound, looks_like_address
from analysis.drafting.blocks import StatementReference
from analysis.drafting.figures import write_date
from consult.models.attachments import AttachedFile
from consult.models.evidence_kinds import BrokenKind
from consult.models.sources import PartnerFact, Source
from consult.services.evidence.broken import Broken
from consult.services.evidence.cited_keys import FACT, SOURCE, read_key
from consult.services.evidence.citing import cite_fact, cite_source
from consult.services.evidence.looking import Look
from consult.services.evidence.naming_partners import find_citable_returns

REMOVED = "it was taken off the list of sources"
REWRITTEN = "the list of sources has other words for it now"
INCOMPLETE = "its source lacks {missing}"
NO_PLACE = "its source gives neither a page, an address nor a file"
BAD_ADDRESS = "“{address}” is no address as it is written"
OVER = "its source was valid until {day}"
NO_FILE = "the file that was attached to its source has been deleted"
OTHER_FILE = "the file attached to its source is not what was attached: its bytes have changed"
NOT_NAMED = "the organisation may not be named with it: its return is withdrawn, or permission has changed"
NEEDED = {"publisher": "a publisher", "title": "a title", "published": "a date"}
Why = Iterator[tuple[BrokenKind, str]]


def list_wrong_sources(look: Look) -> Iterator[Broken]:
    """Sourced statements without a source that holds, and facts whose organisation may not be named."""
    named: set[str] | None = None
    for section, block in look.list_standing():
        key = read_key(block.statement_id) if isinstance(block, StatementReference) else None
        if not isinstance(block, StatementReference) or key is None:
            continue
        about = (section.key, section.title, block.statement_id, block.text)
        if key[0] == SOURCE:
            yield from (Broken(kind, *about, why) for kind, why in _check_source(look, key[1], block.text))
        elif key[0] == FACT:
            named = (
                find_citable_returns(look.session, look.draft, today=look.today) if named is None else named
            )
            yield from (
                Broken(kind, *about, why) for kind, why in _check_fact(look, key[1], block.text, named)
            )


def list_wrong_addresses(look: Look) -> Iterator[Broken]:
    """Addresses that somebody typed and that cannot be right as they are written; none is ever opened."""
    for section, block, text in look.typed:
        for address in find_broken_addresses(text):
            said = BAD_ADDRESS.format(address=address)
            yield Broken(BrokenKind.ADDRESS, section.key, section.title, block.id, text, said)


def _check_source(look: Look, number: int, text: str) -> Why:
    row = _find(look, Source, number)
    if row is None or row.removed_at is not None:
        yield BrokenKind.UNSOURCED, REMOVED
        return
    missing = [words for name, words in NEEDED.items() if not getattr(row, name).strip()]
    if missing:
        yield BrokenKind.UNSOURCED, INCOMPLETE.format(missing=" and ".join(missing))
    if not (row.place.strip() or row.file_sha256):
        yield BrokenKind.UNSOURCED, NO_PLACE
    if not missing and cite_source(row).text != text:
        yield BrokenKind.UNSOURCED, REWRITTEN
    if looks_like_address(row.place) and not is_sound(row.place.strip()):
        yield BrokenKind.ADDRESS, BAD_ADDRESS.format(address=row.place.strip())
    if row.valid_until_on is not None and row.valid_until_on < look.today:
        yield BrokenKind.UNSOURCED, OVER.format(day=write_date(row.valid_until_on))
    yield from _check_file(look, row)


def _check_file(look: Look, row: Source) -> Why:
    if row.file_sha256 and row.file_id is None:
        yield BrokenKind.FILE, NO_FILE
    elif row.file_id is not None:
        wanted = select(AttachedFile.content).where(AttachedFile.id == row.file_id)
        content = look.session.scalars(wanted).one()
        if hashlib.sha256(content).hexdigest() != row.file_sha256:
            yield BrokenKind.FILE, OTHER_FILE


def _check_fact(look: Look, number: int, text: str, named: set[str]) -> Why:
    """A fact whose row is gone went with its return, when that was withdrawn."""
    row = _find(look, PartnerFact, number)
    if row is None or row.response_id not in named:
        yield BrokenKind.PERMISSION, NOT_NAMED
    elif row.removed_at is not None:
        yield BrokenKind.UNSOURCED, REMOVED
    elif cite_fact(row).text != text:
        yield BrokenKind.UNSOURCED, REWRITTEN


def _find(look: Look, model: type[Any], number: int) -> Any:
    wanted = select(model).filter_by(consultation_id=look.draft.consultation_id, number=number)
    return look.session.scalars(wanted).one_or_none()
