"""Tables of themes without the open form: other numbers beside those with it, no small difference."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.release import ReleasedTable
from consult.queries.viewer import SYSTEM
from consult.services.counting.asked_tables import choose_table
from consult.services.counting.contrasting import Tabulated, tabulate
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.counting.written_tables import WITHOUT, WITHOUT_OPEN, list_columns, list_rows
from consult.services.handing_out.handing_out_tables import hand_out
from consult.told import Told
from consult.vocabulary import Channel, Sector
from consult.web.desk_table_words import show_table
from tests.factories.numbering import NOW
from tests.factories.region import make_sub_region
from tests.integration.drafting_record import HOMES, LETTER, Received, start_record

pytestmark = pytest.mark.portable

SCHOOL = "The school said that there was no place for my daughter, {n}."


@pytest.fixture
def received(session: Session) -> Received:
    """Twelve charities, five of them by a letter; twelve experiences through groups."""
    found = start_record(session)
    for n in range(7):
        found.add_return(HOMES.format(place=f"street {n}", n=n))
    for _ in range(5):
        found.add_return(LETTER, campaign="C01", sector=Sector.VOLUNTARY_COMMUNITY)
    tell(found, Channel.VOUCHED, 12)
    return found


def tell(received: Received, channel: Channel, number: int) -> None:
    for n in range(number):
        received.add_account(SCHOOL.format(n=f"{channel} {n}"), channel=channel)


def count(received: Received, **wanted: str) -> Tabulated:
    questions = list_asked_questions(received.session, received.consultation)
    asked = choose_table(questions, **{"columns": "kind", "who": "both", **wanted})
    return tabulate(received.session, SYSTEM, received.consultation, asked, now=NOW)


def read_apart(made: Tabulated) -> dict[str, list[int | None]] | None:
    found = made.without_open
    return found and {"": list(found.bases)} | {
        key: [cell.count for cell in cells] for key, cells in found.rows.items()
    }


def list_written(made: Tabulated) -> list[tuple[object, ...]]:
    width = len(made.columns) + 3
    return [row[:width] for row in list_rows(made) if row[1] == WITHOUT_OPEN]


def test_table__with_enough_by_the_open_form__is_counted_with_and_without(received: Received) -> None:
    tell(received, Channel.OPEN, 8)
    made = count(received)
    assert (made.told, made.columns) == (Told(20, 12), ["Experiences", "Returns"])
    assert made.sheet.every.bases == (20, 12, 32)
    assert read_apart(made) == {"": [12, 12, 24], "T01": [0, 12, 12], "T02": [12, 0, 12], "none": [0, 0, 0]}
    assert list_columns(made)[:5] == ("Row", "Counted", "Experiences", "Returns", "All")
    assert ("Base", WITHOUT_OPEN, 12, 12, 24) in list_written(made) and len(list_written(made)) == 4
    shown = show_table(made)
    assert [name for name, _ in shown.layers] == ["Everybody", WITHOUT, WITHOUT_OPEN]
    assert (shown.channels, shown.tested) == ("", WITHOUT)
    assert dict(shown.layers)[WITHOUT_OPEN][0] == ("All counted here", "12", "12", "24")


def test_table__of_experiences_only__has_other_shares_without_the_open_form(received: Received) -> None:
    for n in range(6):
        other = received.add_account(f"A house {n}.", channel=Channel.OPEN)
        assert other.channel is Channel.OPEN
    made = count(received, who="experiences", columns="language")
    assert made.sheet.every.bases == (18, 18) and read_apart(made) == {
        "": [12, 12],
        "T01": [0, 0],
        "T02": [12, 12],
        "none": [0, 0],
    }


@pytest.mark.parametrize(("vouched", "opened"), [(12, 3), (12, 1), (3, 9)])
def test_table__of_few_by_one_of_the_ways__gives_no_number_away(
    session: Session, vouched: int, opened: int
) -> None:
    found = start_record(session)
    tell(found, Channel.VOUCHED, vouched)
    tell(found, Channel.OPEN, opened)
    made = count(found, who="experiences")
    assert made.told == Told(vouched + opened, vouched) and made.without_open is None
    said = show_table(made).channels
    assert "too few to be told apart" in said and not any(sign.isdigit() for sign in said)
    assert any(row[0] == said for row in list_rows(made)) and list_written(made) == []
    assert hand_out(session, SYSTEM, found.consultation, made, now=NOW).released.apart is None


def test_table__of_areas_with_few_open_ones_in_each__shows_only_their_sum(received: Received) -> None:
    area = make_sub_region(received.session, name="Osmere Vale")
    for n in range(6):
        received.add_return(HOMES.format(place=f"lane {n}", n=n), sub_region=area)
    for n in range(3):
        received.add_account(SCHOOL.format(n=n), channel=Channel.OPEN, sub_region=area)
    tell(received, Channel.OPEN, 4)
    made = count(received, columns="area")
    assert made.columns == ["Osmere Vale", "Whole region or not given"]
    assert made.sheet.every.bases == (9, 28, 37)
    numbers = {"": [None, None, 30], "T01": [None, None, 18], "T02": [None, None, 12]}
    assert read_apart(made) == numbers | {"none": [None, None, None]}
    assert ("Base", WITHOUT_OPEN, "not shown", "not shown", 30) in list_written(made)


def test_table__with_nobody_by_the_open_form__says_so(received: Received) -> None:
    made = count(received)
    assert made.without_open is None and made.told == Told(12, 12)
    assert show_table(made).channels == "No experience counted here came by the open form."
    assert show_table(count(received, who="returns")).channels == ""


def test_table__handed_out__is_kept_and_shows_no_small_change_of_either_way(received: Received) -> None:
    tell(received, Channel.OPEN, 8)

    def release(made: Tabulated) -> ReleasedTable:
        return hand_out(received.session, SYSTEM, received.consultation, made, now=NOW).released

    first = count(received)
    released = release(first)
    assert released.apart and released.apart["own"]["(all)"] == [12, 12, 24]
    again = count(received)
    assert read_apart(again) == read_apart(first) and release(again).id == released.id
    tell(received, Channel.VOUCHED, 1)
    tell(received, Channel.OPEN, 9)
    later = count(received)
    assert later.sheet.every.bases[-1] == 42, "ten more may be shown"
    assert later.without_open is None, "one more through a group may not"
    release(later)
    assert len(received.session.scalars(select(ReleasedTable)).all()) == 2
