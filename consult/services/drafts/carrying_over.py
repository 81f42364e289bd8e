"""A rebuilt section: what people wrote comes along word for word, and what is computed is brought up to date.

Where the machine would now write something else, that is offered beside it, for a person to join or leave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis.drafting.block_reading import from_list
from analysis.drafting.blocks import Block, Heading, Quotation, StatementReference, Table, to_list
from consult.models.draft import Excerpt, Section, Statement
from consult.models.revision import Revision
from consult.services.drafts.draft_notation import write_text
from consult.services.returns.revising import Author, list_heads, list_history, save_revision
from consult.vocabulary import SubjectKind

DRAFTED, OFFERED = "drafted", "offered by a rebuild"


def is_personal(revision: Revision) -> bool:
    """Tell whether a person wrote this text, and not the machine."""
    return bool(revision.author_id or revision.author_name)


def write_first(session: Session, section: Section, made: Sequence[Block], *, now: datetime) -> None:
    """Give a new section the machine's text."""
    _save(session, section, to_list(tuple(made)), None, DRAFTED, now)


def carry_over(
    session: Session, previous: Section, section: Section, made: Sequence[Block], *, now: datetime
) -> bool:
    """Give a rebuilt section the texts that people left in the previous one; False where there are none."""
    personal = _list_personal(session, previous)
    if not personal:
        write_first(session, section, made, now=now)
        return False
    base = _get_machine_text(session, previous)
    before, machine = from_list(base.body), to_list(tuple(made))
    is_offered = base in _list_heads(session, previous) or _differs(before, made)
    kept = refresh(before, made, before) if is_offered else tuple(made)
    root = _save(session, section, to_list(kept), None, DRAFTED, now)
    _carry(session, personal, section, made, root, base, now)
    if is_offered:
        _save(session, section, machine, root, OFFERED, now)
    sentences = [block for block in kept if isinstance(block, StatementReference)]
    keep_statements(previous, section, [sentences, *(from_list(head.body) for head in personal)])
    return True


def keep_section(session: Session, previous: Section, section: Section, *, now: datetime) -> bool:
    """Keep a section that is no longer drafted but that people wrote in; False where nobody did.

    Of the machine's text all but its tables stays: nothing brings them up to date.
    """
    personal = _list_personal(session, previous)
    if not personal:
        return False
    session.add(section)
    session.flush()
    base = _get_machine_text(session, previous)
    made = [block for block in from_list(base.body) if not isinstance(block, Table)]
    root = _save(session, section, to_list(tuple(made)), None, DRAFTED, now)
    _carry(session, personal, section, made, root, base, now)
    keep_statements(previous, section, [made, *(from_list(head.body) for head in personal)])
    return True


def refresh(body: Iterable[Block], made: Iterable[Block], before: Iterable[Block] = ()) -> tuple[Block, ...]:
    """Bring what is computed up to date: statements, tables and headings that the new draft has as well.

    before: the machine's last text. A table of it that the new draft does not make is left out: it may count
    somebody who has gone. A statement stays, for it is checked, and so do headings and what a person wrote.
    """
    fresh, old = {one.id: one for one in made}, {one.id: one for one in before}
    return tuple(new for block in body if (new := _refresh(block, fresh, old)) is not None)


def keep_statements(previous: Section, section: Section, bodies: Iterable[Sequence[Block]]) -> None:
    """Copy the statements that people's texts still refer to and the new draft no longer makes."""
    wanted = {key for body in bodies for block in body if (key := _find_statement_key(block))}
    known = {statement.key for statement in section.statements}
    for old in previous.statements:
        if old.key in wanted - known:
            section.statements.append(_copy(old, len(section.statements)))


def find_machine_keys(session: Session, section: Section) -> set[str]:
    """The statements that the machine's latest text makes; others stand only in what people wrote."""
    return {
        key
        for block in from_list(_get_machine_text(session, section).body)
        if (key := _find_statement_key(block))
    }


def _carry(
    session: Session,
    personal: Iterable[Revision],
    section: Section,
    made: Sequence[Block],
    root: Revision,
    base: Revision,
    now: datetime,
) -> None:
    for head in personal:
        body = to_list(refresh(from_list(head.body), made, from_list(base.body)))
        author = Author(head.author_id, head.author_name)
        _save(session, section, body, root, head.reason, head.at or now, author)


def _refresh(block: Block, fresh: Mapping[str, Block], old: Mapping[str, Block]) -> Block | None:
    now = fresh.get(block.statement_id if isinstance(block, StatementReference) else block.id)
    if isinstance(block, StatementReference):
        return replace(block, text=now.text) if isinstance(now, StatementReference) else block
    if isinstance(block, Table):
        return now if isinstance(now, Table) else (None if block.id in old else block)
    if isinstance(block, Heading) and old.get(block.id) == block:
        return now if isinstance(now, Heading) else block
    return block


def _find_statement_key(block: Block) -> str:
    if isinstance(block, StatementReference):
        return block.statement_id
    return block.id if isinstance(block, Quotation) else ""


def _copy(old: Statement, position: int) -> Statement:
    names = ("response_id", "question_id", "revision_id", "start", "end", "attribution")
    excerpts = [Excerpt(**{name: getattr(one, name) for name in names}) for one in old.excerpts]
    return Statement(
        key=old.key,
        position=position,
        kind=old.kind,
        text=old.text,
        evidence=old.evidence,
        excerpts=excerpts,
    )


def _list_personal(session: Session, section: Section) -> list[Revision]:
    return [head for head in _list_heads(session, section) if is_personal(head)]


def _list_heads(session: Session, section: Section) -> list[Revision]:
    return list_heads(session, SubjectKind.SECTION, section.id)


def _get_machine_text(session: Session, section: Section) -> Revision:
    """The machine's latest text; every section has one, because it begins with it."""
    history = list_history(session, SubjectKind.SECTION, section.id)
    offered = [one for one in history if one.reason == OFFERED and not is_personal(one)]
    return offered[-1] if offered else next(one for one in history if not is_personal(one))


def _differs(before: Sequence[Block], made: Sequence[Block]) -> bool:
    """Whether the machine would write something else than what is brought up to date by itself."""
    return write_text(refresh(before, made, before)) != write_text(made)


def _save(
    session: Session,
    section: Section,
    body: Any,
    parent: Revision | None,
    reason: str,
    now: datetime,
    author: Author | None = None,
) -> Revision:
    parent_id = parent.id if parent else None
    saved = save_revision(
        session,
        SubjectKind.SECTION,
        section.id,
        body,
        parent_id=parent_id,
        author=author or Author(),
        now=now,
        reason=reason,
    )
    return saved.revision
