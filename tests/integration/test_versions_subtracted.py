"""A later version less an earlier one gives nobody away, and numbers that were published stand."""

import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from analysis.drafting.blocks import StatementReference, Table
from consult.exports.assembling_versions import assemble_version
from consult.exports.markdown import make_markdown
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing
from consult.services.evidence.own_tables import STATES
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.version_bodies import FrozenBody, read_body
from consult.vocabulary import UseKind
from tests.factories.numbering import NOW
from tests.integration.broken_on_purpose import (
    THEME,
    Act,
    build,
    raise_threshold,
    receive_one_more,
    withdraw_one,
)
from tests.integration.drafted_copies import Kept, reopen
from tests.integration.drafting_record import Received

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)
NUMBER = re.compile(r"(?<![\d.,/])\d+(?![\d.,]|\s?%|:)")


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(kept_draft: Kept, sqlite_session: Session) -> Received:
    return reopen(kept_draft.lend(), sqlite_session)


def freeze(received: Received) -> DraftVersion:
    latest = get_latest_draft(received.session, received.consultation.id)
    return make_version(received.session, latest, SHOWING, author=Author(None, "Ada Morgan"))


def freeze_after(received: Received, *acts: Act) -> DraftVersion:
    latest = get_latest_draft(received.session, received.consultation.id)
    for act in acts:
        act(received, latest)
    build(received, latest)
    return freeze(received)


def list_given(version: DraftVersion) -> dict[str, list[int]]:
    """The numbers of every sentence and cell that counts, by what they are of."""
    found = dict[str, list[int]]()
    for section in _read(version).sections:
        for block in section.blocks:
            if isinstance(block, StatementReference) and block.statement_id in section.statements:
                said = block.text.partition("(As of")[0]
                found[f"{section.key} {block.statement_id}"] = [int(one) for one in NUMBER.findall(said)]
            elif isinstance(block, Table) and block.id != STATES:
                cells = [(row[0], *cell) for row in block.rows for cell in enumerate(row[1:])]
                for name, place, cell in cells:
                    found[f"{block.id} {name} {place}"] = [int(one) for one in NUMBER.findall(cell)][:1]
    return found


def _read(version: DraftVersion) -> FrozenBody:
    return read_body(version.body)


def subtract(first: DraftVersion, second: DraftVersion) -> dict[str, list[int]]:
    """Every difference of few between what both give."""
    before, after = list_given(first), list_given(second)
    assert len(before.keys() & after.keys()) > 20, "there is something to subtract"
    gaps = {
        place: [abs(one - two) for one, two in zip(before[place], after[place], strict=False)]
        for place in before.keys() & after.keys()
    }
    return {place: found for place, found in gaps.items() if any(0 < gap < 5 for gap in found)}


@pytest.mark.parametrize("act", [receive_one_more, withdraw_one])
def test_version_two__after_one_came_or_left__subtracted_from_the_first_gives_nobody_away(
    received: Received, act: Act
) -> None:
    first = freeze(received)
    second = freeze_after(received, act)
    assert subtract(first, second) == {}
    [said] = [
        one.text
        for section in _read(second).sections
        for one in section.blocks
        if getattr(one, "statement_id", "") == THEME
    ]
    assert "(As of " in said
    third = freeze_after(received)
    assert subtract(first, third) == subtract(second, third) == {}
    assert _read(third).sections == _read(second).sections, "a day is said once"
    file = make_markdown(assemble_version(show_exact(received.session, third, SHOWING))).decode()
    assert said in file


def test_version_two__after_many_came__gives_the_new_numbers(received: Received) -> None:
    first = freeze(received)
    second = freeze_after(received, *[receive_one_more] * 5)
    before, after = list_given(first), list_given(second)
    by = {
        after[one][0] - before[one][0] for one in before.keys() & after.keys() if before[one] and after[one]
    }
    assert 5 in by and "(As of " not in str(_read(second).sections)
    assert subtract(first, second) == {}


def test_version_two__of_the_same_record__gives_the_same(received: Received) -> None:
    first = freeze(received)
    assert _read(freeze_after(received)).sections == _read(first).sections


def test_version_two__where_the_earlier_number_is_small_now__gives_none(received: Received) -> None:
    freeze(received)
    second = freeze_after(received, raise_threshold, receive_one_more)
    assert "Not given again" in str(_read(second).sections)
    assert not re.search(r"\b(?:[1-9]|1[0-4]) of \d+ returns", str(_read(second).sections))
