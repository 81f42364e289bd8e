"""What a person typed in a block, as sentences in which numbers say what they count."""

import pytest

from analysis.drafting.blocks import BulletList, Excerpt, Footnote, OwnTable, Paragraph, Quotation
from analysis.drafting.typed_texts import list_typed


def test_texts__with_marks_of_footnotes__are_read_without_them() -> None:
    assert list_typed(Paragraph("p", "14[^1] returns came.")) == ("14 returns came.",)
    assert list_typed(BulletList("b", ("One[^a]", "[^b]Two"))) == ("One", "Two")
    assert list_typed(Footnote("f", "1", "Of 14 returns.")) == ("Of 14 returns.",)


def test_quotation__referred_to__is_nothing_that_was_typed() -> None:
    assert list_typed(Quotation("q", Excerpt("r", "q", 0, 1), "", "en")) == ()


@pytest.mark.parametrize(
    ("heading", "name", "cell", "said"),
    [
        ("Returns", "Housing", "12", "Housing: 12 returns"),
        ("Number of returns received", "Housing", "1,204", "Housing: 1,204 returns"),
        ("Housing", "Experiences", "3 (of 9)", "Housing: 3 experiences"),
        ("Share of returns", "Housing", "62", "Housing: 62% returns"),
        ("Returns", "Housing", "62.5 %", "Housing: 62.5% returns"),
        ("Homes", "Leeds", "12", "12"),
        ("Returns", "Housing", "about twelve", "about twelve"),
        ("Returns", "Housing", "3rd", "3rd"),
    ],
)
def test_number__in_a_table__is_said_with_what_it_counts(
    heading: str, name: str, cell: str, said: str
) -> None:
    table = OwnTable("o", "Caption", ("Theme", heading), ((name, cell),), "Our record")
    assert list_typed(table) == ("Caption", "Our record", "Theme", heading, name, said)
