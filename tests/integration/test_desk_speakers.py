"""Published figures of speakers are taken in from a table, row by row, with a reason for each refused."""

import pytest
from sqlalchemy.orm import Session

from consult.services.region.counting_speakers import (
    find_few_speakers,
    list_speakers,
    read_speakers,
    take_in_speakers,
)
from tests.factories.numbering import NOW
from tests.factories.region import make_sub_region

pytestmark = pytest.mark.portable

HEADING = "sub_region,language,people,source,as_of\n"
GOOD = "coast,ti,90,A census,2021-03-21\n"


def take_in(session: Session, rows: str) -> tuple[int, list[str]]:
    table = read_speakers("figures.csv", (HEADING + rows).encode())
    done = take_in_speakers(session, table, actor="staff", now=NOW)
    return done.added, [one.reason for one in done.refused]


@pytest.mark.parametrize(
    "row",
    [
        "moon,ti,90,A census,2021-03-21",
        "coast,klingon,90,A census,2021-03-21",
        "coast,ti,many,A census,2021-03-21",
        "coast,ti,-4,A census,2021-03-21",
        "coast,ti,90,,2021-03-21",
        "coast,ti,90,A census,March",
    ],
)
def test_figures__with_one_row_wrong__keep_the_others(session: Session, row: str) -> None:
    make_sub_region(session, key="coast", name="Coast")

    kept, reasons = take_in(session, GOOD + row + "\n")

    assert kept == 1 and len(reasons) == 1
    assert [one.people for one in list_speakers(session)] == [90]


def test_figures__taken_in_again__replace_those_of_the_same_area_and_language(session: Session) -> None:
    make_sub_region(session, key="coast", name="Coast")
    take_in(session, GOOD)

    take_in(session, GOOD.replace(",90,", ',"1,200",'))

    assert [one.people for one in list_speakers(session)] == [1200]
    assert find_few_speakers(session, area="coast", language="ti") is None


def test_few_speakers__of_another_language_or_area__are_not_warned_of(session: Session) -> None:
    make_sub_region(session, key="coast", name="Coast")
    take_in(session, GOOD)

    found = find_few_speakers(session, area="coast", language="ti")
    assert found is not None and found.people == 90
    assert find_few_speakers(session, area="coast", language="am") is None
    assert find_few_speakers(session, area="", language="ti") is None
