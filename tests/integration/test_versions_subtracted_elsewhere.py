"""A number that one version gives in a table and the next in a sentence is the same number: it stands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Paragraph, StatementReference, Table
from analysis.drafting.statements import evidence_to_dict
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing, ShownDraft, show_draft
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.services.versions.version_bodies import Body, FrozenSection, read_body, write_body
from consult.vocabulary import UseKind
from tests.factories.numbering import NOW
from tests.integration.broken_on_purpose import THEME, build
from tests.integration.drafted_copies import Kept, reopen
from tests.integration.drafting_record import HOMES, Received

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)
NUMBER = re.compile(r"(?<![\d.,/])\d+(?![\d.,]|\s?%|:)")
TABLE, MESSAGE = "question:1.themes", "key-messages.question.1"
RECEIVED = 14


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(kept_draft: Kept, sqlite_session: Session) -> Received:
    return reopen(kept_draft.lend(), sqlite_session)


def freeze(received: Received) -> DraftVersion:
    latest = get_latest_draft(received.session, received.consultation.id)
    return make_version(received.session, latest, SHOWING, author=Author(None, "Ada Morgan"))


def is_about(block: Block, evidence: Any) -> bool:
    """Whether a block gives a number of the theme. evidence: of a sentence, as it is kept."""
    figures = (evidence or {}).get("figures", ())
    return block.id == TABLE or any(one["theme_id"] == "T01" for one in figures)


def leave(body: Body, name: str) -> Body:
    """A version's body with one place alone that gives a number of the theme."""
    read = read_body(body)
    return write_body(replace(read, sections=tuple(_leave(one, name) for one in read.sections)))


def _leave(section: FrozenSection, name: str) -> FrozenSection:
    kept = [
        block
        for block in section.blocks
        if not is_about(block, find_kept(section, block)) or name in _name(block)
    ]
    said = {key: one for key, one in section.statements.items() if key in {_name(one)[1] for one in kept}}
    return replace(section, blocks=tuple(kept), statements=said)


def find_kept(section: FrozenSection, block: Block) -> Any:
    kept = section.statements.get(block.statement_id) if isinstance(block, StatementReference) else None
    return kept.evidence if kept else None


def _name(block: Block) -> tuple[str, str]:
    return block.id, getattr(block, "statement_id", "")


def read_given(block: Block) -> set[int]:
    """The numbers that a block gives of the theme and of what it is out of."""
    if isinstance(block, Table):
        return {int(one) for text in (block.rows[0][1], block.base) for one in NUMBER.findall(text)}
    if isinstance(block, Paragraph):
        return set()  # why the table is left out
    return {int(one) for one in NUMBER.findall(getattr(block, "text", "").partition("(As of")[0])}


def list_told(version: DraftVersion) -> Iterator[tuple[str, set[int]]]:
    """The numbers about the theme in each place of a version that gives any."""
    for section in read_body(version.body).sections:
        for block in section.blocks:
            if is_about(block, find_kept(section, block)) and read_given(block):
                yield _name(block)[-1] or block.id, read_given(block)


def list_shown(draft: ShownDraft) -> Iterator[tuple[str, set[int]]]:
    """The same of a draft as it is shown."""
    for section in draft.sections:
        for one in section.blocks:
            kept = evidence_to_dict(one.evidence) if one.evidence else None
            if is_about(one.block, kept) and read_given(one.block):
                yield _name(one.block)[-1] or one.block.id, read_given(one.block)


def test_number__given_in_one_way_and_then_in_others__subtracted_gives_nobody_away(
    received: Received,
) -> None:
    session, first = received.session, freeze(received)
    body, latest = first.body, get_latest_draft(session, received.consultation.id)
    received.add_return(HOMES.format(place="the quay", n=88), sector=received.returns[0].sector)
    session.flush()
    build(received, latest)
    for name in (TABLE, THEME, MESSAGE):
        first.body = leave(body, name)
        session.flush()
        [(place, before)] = list_told(first)
        assert place == name and before == {RECEIVED}
        shown = show_draft(session, get_latest_draft(session, received.consultation.id), SHOWING)
        after = dict(list_shown(shown))
        given = set().union(*after.values())
        assert given <= {RECEIVED}, f"{given} beside {before}, which the {name} gave"
        assert (TABLE in after, THEME in after) == (name == TABLE, True), "said again as it was"
