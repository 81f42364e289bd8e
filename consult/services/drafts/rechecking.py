"""Check the numbers of a draft against the record as it is now: which statements no longer hold, and why.

Counting everything again takes seconds, so a job does it and keeps what it found. Whether the record has
changed since is told at once, from its mark. What people made of a sentence is looked at each time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.checking.tables import Recounted, Tables
from analysis.drafting.blocks import (
    Block,
    BulletList,
    Footnote,
    OwnTable,
    Paragraph,
    Quotation,
    StatementReference,
)
from analysis.drafting.cell_checking import find_changed_cell
from analysis.drafting.figures import Rules
from analysis.drafting.rechecking import (
    Change,
    Figures,
    find_changed,
    find_retyped,
    is_worded_as_counted,
)
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, TABLED, Counted, Figure, Tabled
from analysis.drafting.statements import Statement as Sentence
from analysis.drafting.typed_texts import list_typed
from consult.models.draft import Draft, DraftCheck, Section
from consult.queries.runs import find_latest_run
from consult.services.drafts.draft_record import Record
from consult.services.drafts.editing import Standing
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.noticing import mark_record
from consult.services.drafts.rechecking_views import find_changed_views, say_view
from consult.services.figures.looking_up_figures import find_now
from consult.services.region.hidden_numbers import find_rules

TYPED = (Paragraph, BulletList, OwnTable, Footnote)
OF_LOCKED = "locked"
"""The one measure that tells of the moment of drafting: how many experiences were locked then."""


@dataclass(frozen=True)
class Finding:
    """What is wrong with one statement, or could not be checked. text: the sentence as it stands."""

    section_key: str
    section_title: str
    statement_key: str
    kind: FindingKind
    text: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Checked:
    """How the numbers of a draft stand. is_current: nothing has changed since they were compared, `at`.

    tables: what the record gave then for each of the draft's own; None where nobody compared them.
    is_locked: experiences could not be opened then.
    """

    findings: tuple[Finding, ...]
    is_current: bool
    at: datetime | None
    rules: Rules
    tables: Tables | None = None
    is_locked: bool = False

    def list_kind(self, *kinds: FindingKind) -> list[Finding]:
        """List the findings of these kinds, in the order of the draft."""
        return [one for one in self.findings if one.kind in kinds]

    @property
    def wrong(self) -> list[Finding]:
        """Statements that say something else than the record, or than their own figures."""
        kinds = FindingKind
        return self.list_kind(kinds.CHANGED, kinds.RENAMED, kinds.REWORDED, kinds.RETYPED, kinds.VIEWED)

    @property
    def locked(self) -> list[Finding]:
        """Statements that could not be checked while experiences are locked."""
        return self.list_kind(FindingKind.LOCKED)


def keep_check(
    session: Session, draft: Draft, record: Record, counted: Recounted, *, now: datetime
) -> list[str]:
    """Keep how a draft's statements and quotations compare with the record. Returns: those that do not."""
    changed = compare(draft, counted.figures, record.rules)
    changed |= dict.fromkeys(find_changed_views(draft, record), ())
    row = _find_row(session, draft.id) or DraftCheck(draft_id=draft.id)
    row.record_mark, row.is_locked, row.at = record.mark, record.is_locked, now
    row.changed = [_write(section, key, changes) for (section, key), changes in changed.items()]
    row.tables = [{"section": section, **cells} for (section, _), cells in counted.tables.items()]
    session.add(row)
    session.flush()
    return [key for _, key in changed]


def compare(draft: Draft, figures: Figures, rules: Rules) -> dict[tuple[str, str], tuple[Change, ...]]:
    """Find what changed, by section and statement, in the counted statements that a draft has rows for."""
    found = (
        ((section.key, key), find_changed(evidence, figures, rules))
        for section in draft.sections
        for key, evidence in _list_counted(section).items()
    )
    return {place: changes for place, changes in found if changes}


def find_checked(
    session: Session, draft: Draft, standings: Mapping[str, Standing], *, today: date
) -> Checked:
    """Tell how the numbers stand in the texts that stand. standings: by key, of the sections asked about."""
    row = _find_row(session, draft.id)
    rules = find_rules(session)
    changed = {(one["section"], one["statement"]): _read(one) for one in row.changed} if row else {}
    changed |= _compare_cells(session, draft, standings)
    names = list_theme_names(session, draft)
    findings = [
        finding
        for section in draft.sections
        if section.key in standings
        for finding in _check_text(section, standings[section.key], changed, names, rules, row)
    ]
    mark = mark_record(session, draft.consultation_id, today=today)
    tables = _read_tables(row)
    is_current = row is not None and row.record_mark == mark and tables is not None
    at, is_locked = (row.at, row.is_locked) if row else (None, False)
    return Checked(tuple(findings), is_current, at, rules, tables, is_locked)


def _read_tables(row: DraftCheck | None) -> Tables | None:
    if row is None or row.tables is None:
        return None
    return {(one["section"], one["id"]): {**one} for one in row.tables}


def _check_text(
    section: Section,
    standing: Standing,
    changed: Mapping[tuple[str, str], tuple[Change, ...]],
    names: Mapping[str, str],
    rules: Rules,
    row: DraftCheck | None,
) -> Iterator[Finding]:
    counted: dict[str, Counted | Tabled] = {**_list_counted(section), **_list_tabled(section)}
    sentences = {one.key: one.text for one in section.statements if one.key in counted}
    for block in standing.version.blocks:
        if isinstance(block, StatementReference) and block.statement_id in counted:
            changes = changed.get((section.key, block.statement_id), ())
            evidence = counted[block.statement_id]
            found = list(_check_statement(section, block, evidence, changes, rules, row))
            yield from found
            if not found and _names_another(evidence, names):
                yield Finding(section.key, section.title, block.statement_id, FindingKind.RENAMED, block.text)
        elif isinstance(block, Quotation) and (section.key, block.id) in changed:
            about = (section.key, section.title, block.id)
            yield Finding(*about, FindingKind.VIEWED, say_view(block.view))
        elif isinstance(block, TYPED) and not standing.version.is_machine:
            yield from _check_typed(section, block, sentences)


def _check_statement(
    section: Section,
    block: StatementReference,
    evidence: Counted | Tabled,
    changes: tuple[Change, ...],
    rules: Rules,
    row: DraftCheck | None,
) -> Iterator[Finding]:
    about = (section.key, section.title, block.statement_id)
    if changes:
        was_locked = row is not None and row.is_locked
        only_locked = all(change.then.measure == OF_LOCKED for change in changes)
        kind = FindingKind.LOCKED if was_locked and only_locked else FindingKind.CHANGED
        yield Finding(*about, kind, block.text, changes)
    elif not is_worded_as_counted(Sentence(block.statement_id, block.text, evidence), rules):
        yield Finding(*about, FindingKind.REWORDED, block.text)


def _names_another(evidence: Counted | Tabled, names: Mapping[str, str]) -> bool:
    """Whether a sentence names a theme by another name than it has now; one that is gone is not counted."""
    if not isinstance(evidence, Counted) or not evidence.name("label"):
        return False
    now = {names[figure.theme_id] for figure in evidence.figures if figure.theme_id in names}
    return bool(now) and evidence.name("label") not in now


def list_theme_names(session: Session, draft: Draft) -> dict[str, str]:
    """The names of the themes that stand, by key, as a draft gives them."""
    run = find_latest_run(session, draft.consultation_id)
    return {theme.key: " ".join(theme.label.split()) for theme in run.themes} if run else {}


def _check_typed(section: Section, block: Block, sentences: Mapping[str, str]) -> Iterator[Finding]:
    """Look for sentences of the draft that somebody typed anew with other numbers."""
    for text in list_typed(block):
        meant = find_retyped(text, sentences.values())
        if meant is not None:
            key = next(key for key, sentence in sentences.items() if sentence == meant)
            yield Finding(section.key, section.title, key, FindingKind.RETYPED, text)


def _compare_cells(
    session: Session, draft: Draft, standings: Mapping[str, Standing]
) -> dict[tuple[str, str], tuple[Change, ...]]:
    """Published figures are compared each time: looking one up is cheap, and nobody's words are read."""
    cited = [
        (section.key, key, cell)
        for section in draft.sections
        if section.key in standings
        for key, cell in _list_tabled(section).items()
    ]
    now = find_now(session, [cell for _, _, cell in cited])
    found = {(section, key): find_changed_cell(cell, now[cell]) for section, key, cell in cited}
    return {place: changes for place, changes in found.items() if changes}


def _list_tabled(section: Section) -> dict[str, Tabled]:
    made = {
        one.key: evidence_from_dict(one.kind.value, one.evidence)
        for one in section.statements
        if one.kind.value == TABLED
    }
    return {key: evidence for key, evidence in made.items() if isinstance(evidence, Tabled)}


def _list_counted(section: Section) -> dict[str, Counted]:
    made = (
        (one.key, evidence_from_dict(one.kind.value, one.evidence))
        for one in section.statements
        if one.kind.value == COUNTED
    )
    return {key: evidence for key, evidence in made if isinstance(evidence, Counted)}


def _find_row(session: Session, draft_id: str) -> DraftCheck | None:
    return session.scalars(select(DraftCheck).where(DraftCheck.draft_id == draft_id)).one_or_none()


def _write(section: str, key: str, changes: Iterable[Change]) -> dict[str, Any]:
    figures = [
        {"then": asdict(change.then), "now": asdict(change.now) if change.now else None} for change in changes
    ]
    return {"section": section, "statement": key, "figures": figures}


def _read(written: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(Figure(**one["then"]), Figure(**one["now"]) if one["now"] else None)
        for one in written["figures"]
    )
