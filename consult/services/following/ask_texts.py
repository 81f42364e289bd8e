"""The texts of a version that can be an ask, as they may be shown now: names that may go no more are out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, BulletList, Paragraph, StatementReference
from analysis.drafting.figures import Rules, is_small
from analysis.drafting.footnotes import leave_out_marks
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import Counted
from consult.models.draft import Statement
from consult.models.versions import DraftVersion
from consult.services.carrying.saying_carried import find_number
from consult.services.drafts.documenting import Showing
from consult.services.drafts.withholding_names import withhold_names
from consult.services.evidence.cited_keys import POSITION, read_key
from consult.services.region.setting_up import find_small_number
from consult.services.versions.ledger import Spot
from consult.services.versions.showing_versions import show_carried_words
from consult.services.versions.version_bodies import FrozenSection, KeptStatement, read_body
from consult.vocabulary import StatementKind

ASKS = "asks"
"""The section of a response in which it says what it asks of government."""


@dataclass(frozen=True, order=True)
class AskPlace:
    """Where a text stands in a version: a block of a section, and of a list the item, from 0."""

    section_key: str
    block_id: str
    item: int = 0

    def __str__(self) -> str:
        """As a form sends it back."""
        return f"{self.section_key}|{self.block_id}|{self.item}"


def read_texts(
    session: Session,
    version: DraftVersion,
    unnamed: frozenset[str],
    showing: Showing | None,
    subject_id: str = "",
) -> dict[AskPlace, str]:
    """Each text of the section on asks, and each position of the list that stands elsewhere, in its order.

    unnamed: bodies that may be named no more. A number that is small by today's measure is left out, and what
    is asked for stays.

    showing: for whom the words of carried asks are read, which is put on record; with None, or if they may
    not be used any more, these asks are left out. subject_id: of the file that they go into, if one does.
    """
    rules = Rules(find_small_number(session))
    carried = show_carried_words(session, version, ASKS, showing, subject_id) if showing else {}
    found = (
        (AskPlace(section.key, block.id, item), text)
        for section in read_body(version.body).sections
        for place, block in enumerate(section.blocks)
        if _is_ask(section, block)
        for item, text in enumerate(
            filter(None, [carried.get(Spot(section.key, place))])
            if find_number(block)
            else _list_texts(block, section, unnamed, rules)
        )
    )
    return dict(found)


def _is_ask(section: FrozenSection, block: Block) -> bool:
    if section.key == ASKS:
        return block.id != f"{ASKS}.none"
    key = read_key(block.statement_id) if isinstance(block, StatementReference) else None
    return key is not None and key[0] == POSITION


def _list_texts(block: Block, section: FrozenSection, unnamed: frozenset[str], rules: Rules) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield leave_out_marks(block.text)
    elif isinstance(block, BulletList):
        yield from map(leave_out_marks, block.items)
    elif isinstance(block, StatementReference):
        yield _say(block, section.statements, unnamed, rules)


def _say(
    block: StatementReference, kept: Mapping[str, KeptStatement], unnamed: frozenset[str], rules: Rules
) -> str:
    one = kept.get(block.statement_id)
    if one is None:
        return block.text
    evidence = evidence_from_dict(one.kind, one.evidence)
    if isinstance(evidence, Counted) and any(
        is_small(figure.count, rules) and not figure.public for figure in evidence.figures
    ):
        return evidence.name("label")
    row = Statement(kind=StatementKind(one.kind), text=one.text)
    shown, _ = withhold_names(block, row, unnamed)
    return shown.text if isinstance(shown, StatementReference) else ""
