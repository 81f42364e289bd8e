"""A draft as it may be shown at this moment: quotations filled, permission checked, names taken out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Quotation, StatementReference
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import Evidence
from consult.models.consultation import Consultation
from consult.models.draft import Draft, Section, Statement
from consult.models.keeping_kinds import FileKind
from consult.models.readings import ExcerptReading, FilledExcerpt, QuotedPart, QuotedTranslation
from consult.queries.viewer import Viewer
from consult.services.carrying.saying_carried import CarriedText, Reference, list_references, read_carried
from consult.services.days import find_day
from consult.services.drafts.carrying_over import find_machine_keys
from consult.services.drafts.editing import Standing, find_standing
from consult.services.drafts.withholding_names import find_unnamed, withhold_names
from consult.services.evidence.cited_keys import read_key
from consult.services.evidence.settling import require_settled
from consult.services.handing_out.holding_earlier import EarlierVersions, find_earlier, find_kept_from
from consult.services.handing_out.noting_exports import note_exported
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_excerpts
from consult.services.permissions.releasing import note_release
from consult.services.permissions.using import Occasion
from consult.services.process.describing_process import describe_process
from consult.services.process.saying_process import METHOD, say_process
from consult.services.quotations.attributing import Attributor, load_attributor
from consult.services.quotations.quoted_parts import give_heading, list_parts, name_part
from consult.services.region.hidden_numbers import find_rules
from consult.services.region.setting_up import find_partnership, find_small_number
from consult.vocabulary import ExcerptGap, Purpose, UseKind


@dataclass(frozen=True)
class ShownBlock:
    """A block ready to show. A quotation has its words, a translation and whose they are, or why not.

    is_stale: the statement is no longer in the latest figures. is_withheld: a name was taken out.
    is_held: it is given as an earlier version gave it, for the difference would tell of few.
    source_id: of the return that a quotation stands in; empty for an experience, to which nothing links.
    """

    block: Block
    words: str = field(default="", repr=False)
    language: str = ""
    translation: QuotedTranslation | None = None
    attribution: str = ""
    gap: ExcerptGap | None = None
    evidence: Evidence | None = None
    is_stale: bool = False
    is_withheld: bool = False
    is_held: bool = False
    source_id: str = ""
    found: FilledExcerpt | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ShownSection:
    """A section ready to show. `standing`: the text that stands, and others beside it."""

    key: str
    title: str
    blocks: tuple[ShownBlock, ...]
    standing: Standing

    @property
    def gaps(self) -> Counter[ExcerptGap]:
        """How many quotations cannot be shown, by why not."""
        return Counter(shown.gap for shown in self.blocks if shown.gap)


@dataclass(frozen=True)
class ShownDraft:
    """A whole draft ready to show or to write to a file; file_id: of the record of the file, if it is one.

    let_stand: what does not hold in it and a named person lets stand, as the annex on method says it.
    """

    title: str
    partnership: str
    as_of: date
    number: int
    sections: tuple[ShownSection, ...]
    file_id: str = ""
    let_stand: tuple[str, ...] = ()

    @property
    def gaps(self) -> Counter[ExcerptGap]:
        """How many quotations are left out, by why."""
        return sum((section.gaps for section in self.sections), Counter[ExcerptGap]())

    @property
    def unjoined(self) -> tuple[str, ...]:
        """Titles of the sections in which two texts stand side by side."""
        return tuple(section.title for section in self.sections if section.standing.is_branched)


@dataclass(frozen=True)
class Showing:
    """For whom, for what and when something is shown."""

    viewer: Viewer
    use_kind: UseKind
    now: datetime
    keys: AccountKeys | None = None


def show_section(session: Session, section: Section, showing: Showing) -> ShownSection:
    """Make one section ready to show; what is quoted in it is put on record."""
    shown = _show(session, section.draft, [section], showing, subject_id=section.id)[0]
    earlier = find_kept_from(session, section.draft.consultation_id, showing.viewer)
    return replace(shown, blocks=_hold(section.key, shown.blocks, earlier))


def show_version(
    session: Session, section: Section, blocks: Sequence[Block], showing: Showing
) -> tuple[ShownBlock, ...]:
    """Make one of a section's other texts ready to show."""
    parts = list_parts(section, blocks)
    reading = _read(session, parts, showing, section.id, section.draft.consultation_id)
    references = list_references(section, blocks)
    words = _load_words(session, section.draft, references, showing, section.id)
    filled = _fill(session, section, blocks, reading, words)
    earlier = find_kept_from(session, section.draft.consultation_id, showing.viewer)
    return _hold(section.key, filled, earlier)


def show_draft(session: Session, draft: Draft, showing: Showing) -> ShownDraft:
    """Make a whole draft ready to show; what is quoted in it is put on record."""
    return _show_whole(session, draft, showing, subject_id=draft.id)


def export_draft(
    session: Session, draft: Draft, showing: Showing, *, actor: str, form: str = "a Word file"
) -> ShownDraft:
    """Make a whole draft ready for a file, and put on record that it was made, and by whom.

    Raises: ExportRefused (C809) while it rests on words that may no longer be used, C816 while anything else
    in it does not hold and nobody lets it stand.
    """
    evidence = require_settled(session, draft, today=find_day(showing.now))
    said, about = f"Draft {draft.number} as {form}", (showing.viewer, draft.consultation_id)
    file = note_release(session, *about, FileKind.DRAFT, said, now=showing.now)
    shown = _show_whole(session, draft, showing, subject_id=file.subject_id)
    note_exported(session, draft, shown.gaps.total(), actor=actor, now=showing.now)
    return replace(shown, file_id=file.id, let_stand=evidence.printed)


def _show_whole(session: Session, draft: Draft, showing: Showing, *, subject_id: str) -> ShownDraft:
    consultation = session.get_one(Consultation, draft.consultation_id)
    region = find_partnership(session)
    titles = consultation.title
    earlier = find_earlier(session, consultation.id, find_rules(session))
    shown = _show(session, draft, draft.sections, showing, subject_id=subject_id)
    held = (replace(one, blocks=_hold(one.key, one.blocks, earlier)) for one in shown)
    return ShownDraft(
        title=str(titles.get("en") or next((titles[tag] for tag in sorted(titles)), consultation.slug)),
        partnership=region.name if region else "",
        as_of=draft.as_of_on,
        number=draft.number,
        sections=_tell_process(session, consultation, held, today=find_day(showing.now)),
    )


def _hold(key: str, blocks: Sequence[ShownBlock], earlier: EarlierVersions) -> tuple[ShownBlock, ...]:
    """Give what moved by few since an exact version as that version gave it."""
    held = earlier.hold_all(key, [(one.block, one.evidence) for one in blocks])
    pairs = zip(blocks, held, strict=True)
    return tuple(replace(one, **vars(found), is_held=True) if found else one for one, found in pairs)


def _tell_process(
    session: Session, consultation: Consultation, sections: Iterable[ShownSection], *, today: date
) -> tuple[ShownSection, ...]:
    """Put at the end of the annex on method how the response came about, as it stands at this moment."""
    shown = tuple(sections)
    titles = {one.key: one.title for one in shown}
    blocks = say_process(describe_process(session, consultation, titles, today=today))
    told = tuple(map(ShownBlock, blocks))
    return tuple(replace(one, blocks=one.blocks + told) if one.key == METHOD else one for one in shown)


@dataclass(frozen=True)
class _Words:
    """What decides how people are described. carried: texts that organisations confirmed, by reference."""

    attributor: Attributor
    unnamed: frozenset[str]
    carried: Mapping[Reference, CarriedText]


def _load_words(
    session: Session, draft: Draft, references: Iterable[Reference], showing: Showing, subject_id: str
) -> _Words:
    attributor = load_attributor(session, draft.consultation_id, find_small_number(session))
    unnamed = find_unnamed(session, draft.consultation_id, today=find_day(showing.now))
    occasion = Occasion(showing.viewer, showing.use_kind, Purpose.QUOTE, subject_id, showing.now)
    return _Words(attributor, unnamed, read_carried(session, draft.consultation_id, references, occasion))


def _show(
    session: Session, draft: Draft, sections: Iterable[Section], showing: Showing, *, subject_id: str
) -> list[ShownSection]:
    standings = [(section, find_standing(session, section)) for section in sections]
    parts = [part for section, found in standings for part in list_parts(section, found.version.blocks)]
    consultation_id = draft.consultation_id
    reading = _read(session, parts, showing, subject_id, consultation_id)
    every = (one for section, found in standings for one in list_references(section, found.version.blocks))
    words = _load_words(session, draft, every, showing, subject_id)
    return [
        ShownSection(
            section.key,
            section.title,
            _fill(session, section, give_heading(section, found.version.blocks), reading, words),
            found,
        )
        for section, found in standings
    ]


def _read(
    session: Session,
    parts: Sequence[QuotedPart],
    showing: Showing,
    subject_id: str,
    consultation_id: str,
) -> ExcerptReading:
    return read_excerpts(
        session,
        showing.viewer,
        parts,
        use_kind=showing.use_kind,
        subject_id=subject_id,
        now=showing.now,
        keys=showing.keys,
        for_consultation_id=consultation_id,
    )


def _fill(
    session: Session, section: Section, blocks: Sequence[Block], reading: ExcerptReading, words: _Words
) -> tuple[ShownBlock, ...]:
    statements = {one.key: one for one in section.statements}
    current = find_machine_keys(session, section)
    return tuple(_fill_block(section, block, reading, words, statements, current) for block in blocks)


def _fill_block(
    section: Section,
    block: Block,
    reading: ExcerptReading,
    words: _Words,
    statements: Mapping[str, Statement],
    current: set[str],
) -> ShownBlock:
    if isinstance(block, Quotation):
        return _fill_quotation(block, name_part(section, block), reading, words.attributor)
    key = block.statement_id if isinstance(block, StatementReference) else ""
    referred = next(list_references(section, [block]), None)
    if isinstance(block, StatementReference) and referred:
        carried = words.carried[referred]
        rests_on = _read_evidence(statements.get(key)) if carried.is_given else None
        return ShownBlock(replace(block, text=carried.text), evidence=rests_on)
    shown, is_withheld = withhold_names(block, statements.get(key), words.unnamed)
    is_stale = bool(key) and key not in current and read_key(key) is None
    evidence = None if is_withheld else _read_evidence(statements.get(key))
    return ShownBlock(shown, evidence=evidence, is_stale=is_stale, is_withheld=is_withheld)


def _fill_quotation(
    block: Quotation, name: str, reading: ExcerptReading, attributor: Attributor
) -> ShownBlock:
    found = reading.filled.get(name)
    if found is None:
        return ShownBlock(block, gap=reading.left_out.get(name, ExcerptGap.HIDDEN))
    return ShownBlock(
        block,
        words=found.words,
        language=found.language,
        translation=found.translation,
        attribution=attributor.describe_at(block.excerpt, found.respondent, found.language),
        source_id="" if found.respondent.is_account else found.respondent.response_id,
        found=found,
    )


def _read_evidence(statement: Statement | None) -> Evidence | None:
    return evidence_from_dict(statement.kind.value, statement.evidence) if statement else None
