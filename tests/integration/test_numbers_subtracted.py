"""Sums of numbers in a later version, less those of an earlier one, tell nobody's number."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.blocks import StatementReference, Table
from consult.models.draft import Draft
from consult.models.versions import DraftVersion
from consult.services.versions.version_bodies import FrozenBody, read_body
from consult.vocabulary import Sector
from tests.factories.collecting import make_answer
from tests.integration.broken_on_purpose import ROOMS, Act, change_number, write
from tests.integration.drafted_copies import Kept, keep, reopen
from tests.integration.drafting_record import NAMED, QUESTIONS, UNNAMED, Received, make_received
from tests.integration.subtracting_versions import Pair, list_sums, subtract, subtract_sums
from tests.integration.test_versions_subtracted import freeze_after, share_also

THEN = "(As of 4 March 2031.)"


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    """Fourteen returns of which the last two gave no number, drafted."""

    def receive(sessions: sessionmaker[Session]) -> Received:
        with sessions.begin() as session:
            found = make_received(session, (*QUESTIONS, ROOMS))
            for n, one in enumerate(found.returns[:-2]):
                make_answer(session, one, "rooms", 10 * n + 3)
            write(found)
        return found

    return keep(tmp_path_factory.mktemp("numbered") / "consult.sqlite", up_to_date_file, receive)


@pytest.fixture
def sqlite_url(tmp_path: Path, numbered: Kept) -> str:
    return numbered.copy_to(tmp_path)


@pytest.fixture
def received(numbered: Kept, sqlite_session: Session) -> Received:
    return reopen(numbered.lend(), sqlite_session)


def find_numbers(version: DraftVersion) -> tuple[str, Table]:
    """What the version says of the numbers, and its table of them."""
    blocks = [block for section in _read(version).sections for block in section.blocks]
    [said] = [one.text for one in blocks if isinstance(one, StatementReference) and "come to" in one.text]
    [table] = [one for one in blocks if isinstance(one, Table) and "rooms" in one.id]
    return said, table


def _read(version: DraftVersion) -> FrozenBody:
    return read_body(version.body)


def receive_numbers(*numbers: int, is_named: bool = False, **values: Any) -> Act:
    """So many more returns came, and each gave a number."""

    def act(received: Received, _draft: Draft) -> None:
        for n, number in enumerate(numbers):
            name = {"organisation_name": f"Lane {number}"} if is_named else {}
            consents = NAMED if is_named else UNNAMED
            one = received.add_return(f"We wait for homes in lane {n}.", consents=consents, **name, **values)
            make_answer(received.session, one, "rooms", number)
        received.session.flush()
        received.session.expire_all()

    return act


def test_version_two__after_a_number_was_corrected__gives_both_sums_as_they_were(received: Received) -> None:
    first = freeze_after(received)
    second = freeze_after(received, change_number)

    (said, table), (said_now, table_now) = find_numbers(first), find_numbers(second)
    assert said_now == f"{said} {THEN}" and table_now.rows == table.rows
    assert table_now.caption == f"{table.caption} {THEN}"
    assert list_sums(_read(first)) and subtract(_read(first), _read(second)) == {}


def test_version_two__with_one_more_letter_that_gave_a_number__says_what_its_table_says(
    received: Received,
) -> None:
    first = freeze_after(received, *[share_also(n) for n in (1, 2, 13)])
    second = freeze_after(received, share_also(4))

    (said, table), (said_now, table_now) = find_numbers(first), find_numbers(second)
    assert table.rows[0][1:] == ("12", "not shown"), "few that left it blank sent the letter"
    assert "Leaving out shared wording, those" in said and said_now == f"{said} {THEN}"
    assert table_now.rows == table.rows
    assert subtract(_read(first), _read(second)) == {}


def test_version_two__where_few_are_left_without_shared_wording__gives_the_earlier_sum_no_more(
    received: Received,
) -> None:
    first = freeze_after(received, *[share_also(n) for n in (1, 2, 3)])
    second = freeze_after(received, share_also(4))

    assert "that are added come to 318" in find_numbers(first)[0]
    blocks = str([section.blocks for section in _read(second).sections])
    assert "318" not in blocks and "[This table is left out: compared with an earlier version" in blocks


def test_version_two__after_many_gave_numbers__gives_the_new_sums(received: Received) -> None:
    first = freeze_after(received)
    second = freeze_after(received, receive_numbers(20, 21, 22, 23, 24, 25))

    said, table = find_numbers(second)
    assert THEN not in said + table.caption and find_numbers(first)[0] != said
    assert subtract(_read(first), _read(second)) == {}


COUNCILS = {"sector": Sector.LOCAL_AUTHORITY_UPPER}
HARBOUR = (1, 3)
"""Of the first returns one is named, and gave three."""


def show(version: DraftVersion) -> str:
    return str([section.blocks for section in _read(version).sections])


def subtract_all(first: DraftVersion, second: DraftVersion, named: tuple[int, int]) -> list[Pair]:
    """Sums less sums, by somebody who knows what those gave who are named."""
    return list(subtract_sums(list_sums(_read(first), HARBOUR), list_sums(_read(second), named)))


@pytest.mark.parametrize(
    ("acts", "named"),
    [
        ([receive_numbers(18), receive_numbers(20, 21, 22, 23, **COUNCILS)], (1, 3)),
        ([change_number, receive_numbers(9000, 1, 1, 1, 1, **COUNCILS)], (1, 3)),
        ([receive_numbers(18), receive_numbers(1000, 1001, 1002, 1003, is_named=True)], (5, 4009)),
        ([change_number, receive_numbers(1000, 1001, 1002, 1003, 1004, is_named=True)], (6, 5013)),
    ],
)
def test_version_two__of_which_a_sum_less_the_first_would_be_of_few__holds_it(
    received: Received, acts: list[Act], named: tuple[int, int]
) -> None:
    first = freeze_after(received)
    second = freeze_after(received, *acts)

    assert "come to 696" in find_numbers(first)[0]
    assert subtract_all(first, second, named) == []
    assert THEN in show(second) or "left out" in show(second)


def test_version_two__of_which_what_many_sent_in_a_letter_moved_by_one__holds_both_sums(
    received: Received,
) -> None:
    letters = [share_also(n) for n in (1, 2)]
    first = freeze_after(received, *letters)
    second = freeze_after(received, receive_numbers(30, 31, 32, 33, 34, 35), share_also(3))

    assert "Leaving out shared wording" in find_numbers(first)[0]
    assert subtract_all(first, second, HARBOUR) == []
    assert "[This number is left out: compared with an earlier version" in show(second)


def test_version_two__after_many_came_who_are_named__gives_the_new_sum(received: Received) -> None:
    first = freeze_after(received)
    second = freeze_after(received, receive_numbers(1000, 1001, 1002, 1003, 1004, is_named=True))

    said, _ = find_numbers(second)
    assert "come to 5,706" in said and THEN not in said
    assert subtract_all(first, second, (6, 5013)) == []
