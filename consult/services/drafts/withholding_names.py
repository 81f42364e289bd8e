"""Which organisations may be named at this moment, and where a draft names them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.drafting.block_reading import from_list
from analysis.drafting.blocks import Block, BulletList, StatementReference
from analysis.drafting.figures import start_sentence
from analysis.drafting.positions_said import OF_PARTNERS
from analysis.drafting.statements import PARTNER_FACT, POSITION
from consult.models.draft import Draft, Section, Statement
from consult.models.region import Organisation
from consult.models.response import Response
from consult.models.revision import Revision
from consult.services.drafts.carrying_over import is_personal
from consult.services.permissions.consenting import Moment, Source, allows, find_consents
from consult.vocabulary import Purpose, ResponseKind, StatementKind, SubjectKind

CONTRIBUTORS = "annex-contributors"
LIST_OF_NAMES = (f"{CONTRIBUTORS}.", ".names")
CHANGES = "annex-method.process.changes"
"""The list of what changed because of partners; each item ends with because of whom."""
BECAUSE = " (because of {name})"
NAMING = (StatementKind(POSITION), StatementKind(PARTNER_FACT))
WITHHELD = "[An organisation that no longer agrees to be named]"


def find_unnamed(session: Session, consultation_id: str, *, today: date) -> frozenset[str]:
    """The names of organisations that answered and do not agree, or no longer agree, to be named.

    A return that was withdrawn keeps no name that was typed, so those that a draft listed count as well.
    """
    told = _list_told(session, consultation_id, today)
    every = _find_listed(session, consultation_id) | {name for name, _ in told}
    return frozenset(every - find_agreed(told) - {""})


def find_named(session: Session, consultation_id: str, *, today: date) -> frozenset[str]:
    """The names of organisations that answered and agree to be named."""
    return find_agreed(_list_told(session, consultation_id, today)) - {""}


def find_agreed(told: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The names of which one return at least may be told."""
    return frozenset(name for name, may_tell in told if may_tell)


def _list_told(session: Session, consultation_id: str, today: date) -> list[tuple[str, bool]]:
    """Of every return the name, and whether it may be told."""
    of_these = select(Response.id).where(
        Response.consultation_id == consultation_id, Response.kind == ResponseKind.RETURN
    )
    consents = find_consents(session, of_these)
    name = func.coalesce(Organisation.name, Response.organisation_name)
    columns = select(Response.id, Response.kind, Response.state, name).outerjoin(Response.organisation)
    moment, found = Moment(today, consultation_id), []
    for id, kind, state, told in session.execute(columns.where(Response.id.in_(of_these))):
        source = Source(kind, state, consultation_id)
        may_tell = allows(source, consents.get(id, {}), Purpose.ATTRIBUTE, moment)
        found.append((" ".join(told.split()), may_tell))
    return found


def _find_listed(session: Session, consultation_id: str) -> set[str]:
    """Every organisation that the program put into a list of contributors, in any draft."""
    revisions = (
        select(Revision)
        .join(Section, Section.id == Revision.subject_id)
        .join(Draft, Draft.id == Section.draft_id)
        .where(Revision.subject_kind == SubjectKind.SECTION, Section.key == CONTRIBUTORS)
        .where(Draft.consultation_id == consultation_id)
    )
    bodies = [from_list(one.body) for one in session.scalars(revisions) if not is_personal(one)]
    lists = (block for body in bodies for block in body if isinstance(block, BulletList))
    return {name for block in lists if _is_list_of_names(block) for name in block.items}


def withhold_names(block: Block, statement: Statement | None, unnamed: Collection[str]) -> tuple[Block, bool]:
    """Take out names that the draft gave and may give no longer; says whether any was.

    Only this names an organisation because it agreed: the list of contributors, dissent, facts of partners,
    and because of whom something changed. A position on a version was given to be printed with the name.
    """
    if isinstance(block, BulletList) and _is_list_of_names(block):
        kept = tuple(item for item in block.items if item not in unnamed)
        return replace(block, items=kept), len(kept) < len(block.items)
    if isinstance(block, BulletList) and block.id == CHANGES:
        items = tuple(_withhold_whom(item, unnamed) for item in block.items)
        return replace(block, items=items), items != block.items
    if isinstance(block, StatementReference) and _names_one_of(statement, unnamed):
        if block.statement_id.startswith(OF_PARTNERS):
            return block, False
        return replace(block, text=_replace_all(block.text, unnamed)), True
    return block, False


def _withhold_whom(item: str, unnamed: Collection[str]) -> str:
    """Because of whom something changed, at the end of an item; what a person wrote before it stays."""
    gone = next((name for name in sorted(unnamed) if item.endswith(BECAUSE.format(name=name))), None)
    return item.removesuffix(BECAUSE.format(name=gone)) + BECAUSE.format(name=WITHHELD) if gone else item


def _is_list_of_names(block: BulletList) -> bool:
    start, end = LIST_OF_NAMES
    return block.id.startswith(start) and block.id.endswith(end)


def _names_one_of(statement: Statement | None, unnamed: Iterable[str]) -> bool:
    if statement is None or statement.kind not in NAMING:
        return False
    return any(name in statement.text or start_sentence(name) in statement.text for name in unnamed)


def _replace_all(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, WITHHELD).replace(start_sentence(name), WITHHELD)
    return text
