"""`consult figures`: checked, taken in, listed, handed over and taken in again."""

from consult.services.directing import OrganisationDetails, add_organisation
from consult.vocabulary import Sector
from tests.factories.numbering import NOW
from tests.integration.command_line import CommandLine

ABOUT = ("--title", "Asylum support", "--source", "An office", "--published", "2026-05-21")


def test_figures__on_the_command_line__are_checked_kept_listed_and_handed_over(consult: CommandLine) -> None:
    details = OrganisationDetails("tarn", "Tarnwich District Council", Sector.LOCAL_AUTHORITY_LOWER)
    consult.look(lambda session: add_organisation(session, details, actor="staff", now=NOW))
    file = consult.folder / "figures.csv"
    file.write_text("council,period,value\nTarnwich,2026 Q1,12\nBristol City Council,2026 Q1,9\n", "utf-8")

    checked = consult("figures", "import", str(file), *ABOUT, "--check")
    before = consult("figures", "list")
    kept = consult("figures", "import", str(file), *ABOUT)
    listed = consult("figures", "list")
    out = consult.folder / "again.csv"
    consult("figures", "export", "asylum-support", "--out", str(out))

    assert "2 rows: 1 read, 1 outside the region, 0 wrong." in checked[1] and not before[1]
    assert "version 1 of asylum-support" in kept[1] and "1 figure  An office" in listed[1]
    assert out.read_text("utf-8").splitlines()[1] == "tarn,2026 Q1,people,12,An office,2026-05-21"
    file.write_text("council,period,value\nNowhere,2026 Q1,12\n", "utf-8")
    refused = consult("figures", "import", str(file), *ABOUT)
    assert refused[0] == 1 and "C755" in refused[2] and "row 2, Nowhere" in refused[2]
