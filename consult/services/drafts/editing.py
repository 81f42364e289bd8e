"""Edit a section of the draft: every save is kept, and two texts at once stand side by side until joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.block_reading import from_list
from analysis.drafting.blocks import Block, Quotation, StatementReference, Table, to_list
from consult.errors import Conflict
from consult.models.draft import Draft, Section
from consult.models.revision import Revision
from consult.models.staff import Staff
from consult.services import auditing
from consult.services.days import find_day
from consult.services.drafts.carrying_over import is_personal
from consult.services.drafts.draft_notation import read_text, write_text
from consult.services.evidence.citing import keep_cited, list_citable
from consult.services.returns.revising import (
    Author,
    Saved,
    join_revisions,
    list_heads,
    list_history,
    save_revision,
)
from consult.vocabulary import SubjectKind

MACHINE = "Drafted from the record"
FORMER_STAFF = "Somebody who has left"
LONGEST_REASON = 200


@dataclass(frozen=True)
class Version:
    """One saved text of a section, and whose it is. reason: why it was written, empty where nobody said.

    parent_id: of the text that it was written from; None for the first.
    """

    revision_id: str
    parent_id: str | None
    author: str
    at: datetime | None
    is_machine: bool
    reason: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The text as a person edits it."""
        return write_text(self.blocks)


@dataclass(frozen=True)
class Standing:
    """The text that stands, and any others beside it that nobody joined yet."""

    version: Version
    beside: tuple[Version, ...] = ()

    @property
    def is_branched(self) -> bool:
        """Whether a person has to join two texts."""
        return bool(self.beside)


def find_standing(session: Session, section: Section) -> Standing:
    """The text that stands: a person's before the machine's, and of two persons' the one saved first."""
    heads = list_heads(session, SubjectKind.SECTION, section.id)
    first, *others = sorted(heads, key=lambda head: not is_personal(head))
    versions = [_describe(session, head) for head in (first, *others)]
    return Standing(versions[0], tuple(versions[1:]))


def list_blocks_on(session: Session, section: Section, day: date) -> tuple[Block, ...]:
    """What stood in a section when a day ended; nothing where it was written later."""
    history = list_history(session, SubjectKind.SECTION, section.id)
    written = [one for one in history if one.at is not None and find_day(one.at) <= day]
    followed = {id for one in written for id in (one.parent_id, one.joined_id)}
    heads = [one for one in written if one.id not in followed]
    return from_list(min(heads, key=lambda head: not is_personal(head)).body) if heads else ()


def find_standings(session: Session, draft: Draft) -> dict[str, Standing]:
    """The text that stands in each section, by key."""
    return {section.key: find_standing(session, section) for section in draft.sections}


def list_versions(session: Session, section: Section) -> list[Version]:
    """Every saved text, the latest first."""
    history = list_history(session, SubjectKind.SECTION, section.id)
    return [_describe(session, revision) for revision in reversed(history)]


def save_section(
    session: Session,
    section: Section,
    text: str,
    *,
    parent_id: str,
    author: Author,
    now: datetime,
    reason: str = "",
) -> Saved:
    """Save what a person wrote, starting from the text `parent_id`. reason: why, as the history tells it.

    Returns: Saved; branched when another text stands beside it. A text begun before the draft was rebuilt is
    kept beside the new one. One that was saved so before, and written on since, changes nothing: it does not
    stand, unless what stands reads the same.
    Raises: Conflict (C231 for a text that is not of this section; C511, C512, C513 for what cannot be read;
    C526 for a long reason).
    """
    why = clean_reason(reason)
    parent, is_own = _get_parent(session, section, parent_id)
    blocks = read_text(text, from_list(parent.body), list_known(session, section))
    saved = save_revision(
        session,
        SubjectKind.SECTION,
        section.id,
        to_list(blocks),
        parent_id=parent.id if is_own else None,
        author=author,
        now=now,
        reason=why,
    )
    return _finish(session, section, blocks, saved, "section saved", author, now)


def join_section(
    session: Session,
    section: Section,
    text: str,
    *,
    parent_ids: tuple[str, str],
    author: Author,
    now: datetime,
    reason: str = "",
) -> Saved:
    """Put one text in the place of two. Returns: as save_section.

    Raises: Conflict (C203 when somebody else joined them; as saving).
    """
    why = clean_reason(reason)
    parent, _ = _get_parent(session, section, parent_ids[0])
    blocks = read_text(text, from_list(parent.body), list_known(session, section))
    saved = join_revisions(
        session,
        SubjectKind.SECTION,
        section.id,
        to_list(blocks),
        parent_ids=parent_ids,
        author=author,
        now=now,
        reason=why,
    )
    return _finish(session, section, blocks, saved, "section joined", author, now)


def _finish(
    session: Session,
    section: Section,
    blocks: Sequence[Block],
    saved: Saved,
    action: str,
    author: Author,
    now: datetime,
) -> Saved:
    """Put on record what was saved, but not what changes nothing."""
    keep_cited(session, section, blocks)
    if saved.stands:
        _audit(session, section, action, author, now, branched=saved.branched)
        return saved
    heads = list_heads(session, SubjectKind.SECTION, section.id)
    return replace(saved, stands=[one.body for one in heads] == [saved.revision.body])


def clean_reason(reason: str) -> str:
    """A reason on one line. Raises: Conflict (C526 where it is too long)."""
    clean = " ".join(reason.split())
    if len(clean) > LONGEST_REASON:
        raise Conflict("C526", most=LONGEST_REASON)
    return clean


def list_known(session: Session, section: Section) -> list[Block]:
    """What a person may refer to in a section: what its texts ever referred to, and what may be cited."""
    history = list_history(session, SubjectKind.SECTION, section.id)
    known = {block.id: block for body in history for block in _list_references(body)}
    added = [one.block for one in list_citable(session, section.draft.consultation_id)]
    return list((known | {block.id: block for block in added}).values())


def _list_references(revision: Revision) -> Iterator[Block]:
    return (
        block
        for block in from_list(revision.body)
        if isinstance(block, StatementReference | Table | Quotation)
    )


def _get_parent(session: Session, section: Section, parent_id: str) -> tuple[Revision, bool]:
    """The text that a person started from, and whether it is of this section or of one before a rebuild."""
    revision = session.get(Revision, parent_id)
    if revision is None or revision.subject_kind is not SubjectKind.SECTION:
        raise Conflict("C231")
    if revision.subject_id == section.id:
        return revision, True
    same = (
        select(Section.id)
        .join(Section.draft)
        .where(Section.key == section.key, Draft.consultation_id == section.draft.consultation_id)
    )
    if revision.subject_id not in set(session.scalars(same)):
        raise Conflict("C231")
    return revision, False


def _describe(session: Session, revision: Revision) -> Version:
    staff = session.get(Staff, revision.author_id) if revision.author_id else None
    name = (staff.name or staff.email) if staff else revision.author_name or FORMER_STAFF
    is_machine = not is_personal(revision)
    return Version(
        revision_id=revision.id,
        parent_id=revision.parent_id,
        author=MACHINE if is_machine else name,
        at=revision.at,
        is_machine=is_machine,
        reason=revision.reason,
        blocks=from_list(revision.body),
    )


def _audit(
    session: Session, section: Section, action: str, author: Author, now: datetime, *, branched: bool
) -> None:
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="section",
        subject_id=section.id,
        details={"key": section.key, "branched": branched},
        now=now,
    )
