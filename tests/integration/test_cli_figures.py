"""`consult figures`: checked, taken in, listed, handed over, and refused with every reason."""

from sqlalchemy.orm import Session

from consult.vocabulary import Sector
from tests.factories.region import make_organisation
from tests.integration.command_line import CommandLine

ABOUT = ("--title", "Asylum support", "--source", "An office", "--published", "2026-05-21")


def add_council(session: Session) -> None:
    make_organisation(
        session, key="tarn", name="Tarnwich District Council", sector=Sector.LOCAL_AUTHORITY_LOWER
    )
    session.commit()


def test_figures__on_the_command_line__are_checked_kept_listed_and_handed_over(consult: CommandLine) -> None:
    consult.look(add_council)
    file = consult.write(
        "f.csv", "council,period,value\nTarnwich,2026 Q1,12\nBristol City Council,2026 Q1,9\n"
    )

    checked = consult("figures", "import", file, *ABOUT, "--check")
    before = consult("figures", "list")
    kept = consult("figures", "import", file, *ABOUT)
    listed = consult("figures", "list")
    consult("figures", "export", "asylum-support", "--out", "again.csv")

    assert "2 rows: 1 read, 1 outside the region, 0 wrong." in checked[1] and not before[1]
    assert "version 1 of asylum-support" in kept[1] and "1 figure  An office" in listed[1]
    again = (consult.folder / "again.csv").read_text("utf-8").splitlines()
    assert again[1] == "tarn,2026 Q1,people,12,An office,2026-05-21"


def test_figures__with_a_row_that_cannot_be_read__are_refused_with_the_reason(consult: CommandLine) -> None:
    file = consult.write("f.csv", "council,period,value\nNowhere,2026 Q1,12\n")

    code, _, said = consult("figures", "import", file, *ABOUT)

    assert code == 1 and "C755" in said and "row 2, Nowhere" in said
