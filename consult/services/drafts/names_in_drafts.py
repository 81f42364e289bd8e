"""Put out of drafts what the machine named themes by, where the words may not be shown any more.

A draft keeps the names that themes had when it was written, in every text of a section. What a person typed
stays, and so does the name that somebody gave a theme.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.block_reading import from_list
from analysis.drafting.blocks import Block, Heading, StatementReference, Table, to_list
from consult.models.analysis import AnalysisRun, Theme
from consult.models.draft import Draft, Statement
from consult.models.revision import Revision
from consult.models.theme_decisions import ThemeDecision
from consult.services.folding import fold
from consult.services.themes.finding_decisions import list_said
from consult.services.themes.withholding_phrases import BETWEEN, name_by
from consult.vocabulary import SubjectKind

BATCH = 500
THEMES = "Theme"
"""Over the first column of a table that names themes."""
TITLE = ".title"
"""At the end of the id of a heading that the program wrote."""
_QUOTED = re.compile(r"“([^”]*)”")


@dataclass(frozen=True)
class Names:
    """What the machine ever said of themes, what of it is gone, and the names that people gave."""

    said: frozenset[str]
    gone: frozenset[str]
    typed: frozenset[str]

    def put_right(self, label: str) -> str:
        """The name without what is gone; as it stands where it is not the machine's."""
        parts = set(fold(label).split(BETWEEN))
        if fold(label) in self.typed or not parts <= self.said or not parts & self.gone:
            return label
        return name_by(label, self.said - self.gone)


@dataclass(frozen=True)
class Renaming:
    """What becomes of names in the texts of a draft. others: keys of sentences that count no theme.

    gone: what each name that has to go becomes, the longest first.
    """

    names: Names
    others: frozenset[str]
    gone: Mapping[str, str]

    def rename_statement(self, statement: Statement) -> None:
        """Put a sentence that counts a theme right, with its evidence."""
        if _is_of_theme(statement):
            _rename_statement(statement, self.names, self.gone)

    def rename_block(self, block: Block) -> Block:
        """The block with what may be shown."""
        return _rename_block(block, self.names, self.others, self.gone)

    def rename_text(self, text: str) -> str:
        """A text with what may be shown in its quotation marks."""
        return _rename_quoted(text, self.names, self.gone)


def make_renaming(statements: Iterable[Statement], names: Names) -> Renaming:
    """Find what has to be renamed among these sentences."""
    rows = list(statements)
    others = frozenset(one.key for one in rows if not _is_of_theme(one))
    return Renaming(names, others, _list_gone(rows, names))


def find_names(session: Session, consultation_id: str, said: Iterable[str], left: Iterable[str]) -> Names:
    """What the machine said, and what of it may still be shown, beside what people typed."""
    every, still = (frozenset(fold(one) for one in phrases) for phrases in (said, left))
    return Names(every, every - still, frozenset(map(fold, _list_typed(session, consultation_id))))


def withhold_in_drafts(session: Session, names: Names, wanted: Iterable[Draft]) -> None:
    """Leave in these drafts what may be shown: in statements and their evidence, headings and tables."""
    sections = [section for draft in wanted for section in draft.sections] if names.gone else []
    statements = [one for section in sections for one in section.statements]
    renaming = make_renaming(statements, names)
    for one in statements:
        renaming.rename_statement(one)
    for revision in _list_texts(session, [section.id for section in sections]):
        before = from_list(revision.body)
        after = tuple(map(renaming.rename_block, before))
        if after != tuple(before):
            revision.body = to_list(after)
    session.flush()


def withhold_since(session: Session, draft: Draft, labels: Iterable[str]) -> None:
    """Leave in a new draft what may still be shown. labels: of the themes when it was written."""
    said = [part for label in labels for part in label.split(BETWEEN)]
    now = select(Theme).where(Theme.run_id == draft.run_id).execution_options(populate_existing=True)
    left = list_said(session.scalars(now))
    withhold_in_drafts(session, find_names(session, draft.consultation_id, said, left), [draft])


def list_drafts(session: Session, consultation_id: str) -> list[Draft]:
    """Every draft of a consultation, as it stands now."""
    wanted = select(Draft).where(Draft.consultation_id == consultation_id).order_by(Draft.number)
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def _list_typed(session: Session, consultation_id: str) -> Iterator[str]:
    themes = select(Theme.label).join(AnalysisRun, AnalysisRun.id == Theme.run_id)
    of_this = AnalysisRun.consultation_id == consultation_id
    yield from session.scalars(themes.where(of_this, Theme.renamed_at.is_not(None)))
    decided = select(ThemeDecision.content).where(ThemeDecision.consultation_id == consultation_id)
    for content in session.scalars(decided):
        yield from (str(part.get("label") or "") for part in (content, *content.get("parts", ())))


def _list_texts(session: Session, section_ids: list[str]) -> Iterator[Revision]:
    for start in range(0, len(section_ids), BATCH):
        of_these = Revision.subject_id.in_(section_ids[start : start + BATCH])
        wanted = select(Revision).where(Revision.subject_kind == SubjectKind.SECTION, of_these)
        yield from session.scalars(wanted.execution_options(populate_existing=True)).all()


def _is_of_theme(statement: Statement) -> bool:
    """Whether it counts a theme; others name what was chosen or asked for, which people wrote."""
    return any(figure.get("theme_id") for figure in statement.evidence.get("figures") or ())


def _list_gone(statements: Iterable[Statement], names: Names) -> dict[str, str]:
    """What each name that has to go becomes, the longest first; it may have quotation marks of its own."""
    labels = {_find_label(one) for one in statements if _is_of_theme(one)}
    after = {label: names.put_right(label) for label in sorted(labels, key=lambda one: (-len(one), one))}
    return {label: name for label, name in after.items() if name != label}


def _find_label(statement: Statement) -> str:
    told: dict[str, Any] = statement.evidence.get("names") or {}
    return str(told.get("label") or "")


def _rename_statement(statement: Statement, names: Names, gone: Mapping[str, str]) -> None:
    label = _find_label(statement)
    if label in gone:
        told = statement.evidence["names"] | {"label": gone[label]}
        statement.evidence = statement.evidence | {"names": told}
    statement.text = _rename_quoted(statement.text, names, gone)


def _rename_block(block: Block, names: Names, others: Collection[str], gone: Mapping[str, str]) -> Block:
    if isinstance(block, Heading) and block.id.endswith(TITLE):
        return replace(block, text=names.put_right(block.text))
    if isinstance(block, StatementReference) and block.statement_id not in others:
        return replace(block, text=_rename_quoted(block.text, names, gone))
    if isinstance(block, Table) and block.columns[:1] == (THEMES,):
        return replace(block, rows=tuple((names.put_right(row[0]), *row[1:]) for row in block.rows))
    return block


def _rename_quoted(text: str, names: Names, gone: Mapping[str, str]) -> str:
    """A sentence gives the name of a theme in quotation marks."""
    for label, name in gone.items():
        text = text.replace(f"“{label}”", f"“{name}”")
    return _QUOTED.sub(lambda found: f"“{names.put_right(found[1])}”", text)
