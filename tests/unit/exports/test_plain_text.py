"""Plain text for web forms: nothing of a response is lost but what only shows."""

from datetime import date

from analysis.drafting.blocks import BulletList, Heading, Paragraph, Table
from consult.exports.document import Document, Part, QuotedWords, Translation
from consult.exports.noting import note
from consult.exports.plain_text import write_plain

TABLE = Table(
    "t", "Themes by sector", ("Theme", "Councils", "Health"), (("Homes", "12", "8"),), "returns", "43"
)
QUOTED = QuotedWords(
    "q", "لا توجد\nبيوت", "ar", "A person from the coast", True, Translation("No homes", "en", "a volunteer")
)


def write(*parts: Part, skip_title: bool = False) -> str:
    return write_plain(
        Document("Title", "Draft", "Partnership", date(2026, 12, 2), parts), skip_title=skip_title
    )


def test_answer__of_every_kind_of_part__says_each_in_order() -> None:
    text = write(
        Heading("h", 1, "Question 1"),
        Paragraph("p", f"Homes are few.{note('A count of 2025.')}"),
        BulletList("l", ("Rents", "Places")),
        TABLE,
        QUOTED,
        skip_title=True,
    )
    first, points, table, quoted, notes = text.split("\n\n")
    assert first == "Homes are few. [1]"
    assert points == "- Rents\n- Places"
    assert table.splitlines()[1] == "- Homes – Councils: 12; Health: 8" and "43" in table.splitlines()[2]
    assert quoted.splitlines()[0] == "«لا توجد بيوت»" and "No homes" in quoted and "from the coast" in quoted
    assert notes == "[1] A count of 2025."


def test_answer__that_begins_with_no_heading__keeps_its_first_part() -> None:
    assert write(Paragraph("p", "Homes are few."), skip_title=True) == "Homes are few."
    assert write() == ""
