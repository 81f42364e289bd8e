"""The plain text of a section: it round-trips exactly, keeps ids, and refuses what it cannot refer to."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.drafting.blocks import (
    Block,
    BulletList,
    Excerpt,
    Footnote,
    Heading,
    OwnTable,
    Paragraph,
    Quotation,
    StatementReference,
    Table,
)
from analysis.drafting.footnotes import NOT_THERE, NOWHERE, TWICE, WRITTEN_TWICE
from consult.errors import Conflict
from consult.services.drafts.draft_notation import LONGEST_TEXT, read_text, write_text

BODY: tuple[Block, ...] = (
    Heading("q.title", 2, "Question 1"),
    Paragraph("q.intro", "A first line.\n\n- not a list\n# not a heading"),
    StatementReference("q.s", "q.s", "34 of 43 raised this.", "bullet"),
    Table("q.t", "Themes", ("Theme",), (("Homes",),)),
    BulletList("q.list", ("One", "[[two]]\n  three")),
    Quotation("q.quote", Excerpt("r1", "homes", 0, 4), "", "ar"),
    OwnTable("q.own", "Homes | let", ("", "Homes"), (("A\\B", "1\n2"), ("", "3")), "The councils"),
    Paragraph("q.noted", "So it is.[^1] | and on"),
    Footnote("q.note", "1", "Since May.\n\n[^2]: no other"),
)
NO_HEADING = "each column needs a heading; only that of the first may be empty"
TEXTS = st.text(alphabet=st.sampled_from("ab# -+[]\\\n \té|=~n:"), max_size=20)
CELLS = TEXTS.map(str.strip)
LINES = TEXTS.map(lambda text: text.replace("\n", " ")).filter(lambda text: bool(text.strip()))
MAKERS: list[st.SearchStrategy[Callable[[str], Block]]] = [
    st.tuples(st.sampled_from([1, 2, 3]), LINES).map(lambda pair: lambda id: Heading(id, *pair)),
    TEXTS.map(lambda text: lambda id: Paragraph(id, text)),
    st.lists(TEXTS, min_size=1, max_size=3).map(lambda items: lambda id: BulletList(id, tuple(items))),
    st.sampled_from(["paragraph", "continues", "bullet"]).map(
        lambda place: lambda id: StatementReference(id, id, "", place)
    ),
]
FILLED = CELLS.filter(bool)
NOTED = st.tuples(TEXTS, TEXTS.filter(lambda text: bool(text.strip())))
"""The text that refers to a footnote, and the text of the footnote."""


@st.composite
def make_own_table(draw: st.DrawFn) -> Callable[[str], Block]:
    heads = (draw(CELLS), *draw(st.lists(FILLED, max_size=3)))
    heads = heads if heads != ("",) else ("a",)
    rows = draw(st.lists(st.tuples(*[CELLS] * len(heads)), max_size=3))
    caption, source = draw(FILLED), draw(CELLS)
    return lambda id: OwnTable(id, caption, heads, tuple(rows), source)


def add_notes(body: tuple[Block, ...], notes: list[tuple[str, str]]) -> tuple[Block, ...]:
    """The body with footnotes, and the items of a list that refer to them."""
    marks = [f"n-{n}" for n in range(len(notes))]
    items = tuple(f"{text}[^{mark}]" for mark, (text, _) in zip(marks, notes, strict=True))
    under = [Footnote(f"note {mark}", mark, text) for mark, (_, text) in zip(marks, notes, strict=True)]
    return (*body, *([BulletList("noted", items)] if items else []), *under)


BODIES = st.lists(st.one_of(*MAKERS, make_own_table()), max_size=6).map(
    lambda makers: tuple(make(f"b]] {n}") for n, make in enumerate(makers))
)


@given(BODIES, st.lists(NOTED, max_size=2))
def test_text__of_any_body__reads_back_the_same(
    blocks: tuple[Block, ...], notes: list[tuple[str, str]]
) -> None:
    body = add_notes(blocks, notes)
    text = write_text(body)
    assert read_text(text, body, body) == body
    assert read_text(text.replace("\n", "\r\n"), body, body) == body


def test_text__of_every_kind_of_block__is_plain() -> None:
    assert write_text(BODY) == (
        "## Question 1\n\nA first line.\n\\\n\\- not a list\n\\# not a heading\n\n- [[statement q.s]]\n\n"
        "[[table q.t]]\n\n- One\n- \\[[two]]\n  \\  three\n\n[[quotation q.quote]]\n\n"
        "|= Homes \\| let\n|  | Homes |\n| A\\\\B | 1\\n2 |\n|  | 3 |\n|~ The councils\n\n"
        "So it is.[^1] | and on\n\n[^1]: Since May.\n  \\\n  \\[^2]: no other"
    )


def test_ids__after_an_edit__stay_with_what_they_were() -> None:
    text = (
        write_text(BODY).replace("Question 1", "Question one").replace("[[table q.t]]\n\n", "New words.\n\n")
    )
    edited = read_text(text, BODY, BODY)
    assert [block.id for block in edited[:3]] == ["q.title", "q.intro", "q.s"]
    assert edited[3] == Paragraph(edited[3].id, "New words.")
    assert edited[3].id.startswith("own.")
    assert read_text(text, BODY, BODY) == edited


def test_statement__moved_into_the_paragraph__goes_on_with_it() -> None:
    body = read_text("So much is clear.\n+ [[statement q.s]]", BODY, BODY)
    assert body[1] == StatementReference("q.s", "q.s", "34 of 43 raised this.", "continues")


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("Words\n\n[[statement q.x]]", "C511", {"line": 3, "reference": "[[statement q.x]]"}),
        ("- [[table q.t]]", "C511", {"line": 1, "reference": "- [[table q.t]]"}),
        ("[[table q.t]]\n[[table q.t]]", "C512", {"line": 2, "reference": "[[table q.t]]"}),
        ("a" * (LONGEST_TEXT + 1), "C513", {"most": "200,000"}),
        ("Words\n| A | B |", "C528", {"line": 2, "reason": "it has no caption"}),
        ("|= ", "C528", {"line": 1, "reason": "it has no caption"}),
        ("|= T", "C528", {"line": 1, "reason": "it has no headings"}),
        ("|= T\n| A | |", "C528", {"line": 2, "reason": NO_HEADING}),
        (
            "|= T\n| A |\n| 1 | 2 |",
            "C528",
            {"line": 3, "reason": "a row has 2 cells where there are 1 headings"},
        ),
        ("|= T\n| A |\n|~ x\n|~ y", "C528", {"line": 4, "reason": "it gives its source twice"}),
        ("|= T\n|" + " a |" * 13, "C528", {"line": 2, "reason": "it has more than 12 columns"}),
        ("|= T\n" + "| a |\n" * 202, "C528", {"line": 1, "reason": "it has more than 200 rows"}),
        ("Words[^1]", "C529", {"mark": "1", "reason": NOT_THERE}),
        ("[^1]: Words", "C529", {"mark": "1", "reason": NOWHERE}),
        ("# Words[^1]\n[^1]: Words", "C529", {"mark": "1", "reason": NOWHERE}),
        ("Words[^1][^1]\n[^1]: Words", "C529", {"mark": "1", "reason": TWICE}),
        ("Words[^1]\n[^1]: Words\n[^1]: more", "C529", {"mark": "1", "reason": WRITTEN_TWICE}),
        ("Words[^1]\n[^1]:  ", "C529", {"mark": "1", "reason": "says nothing"}),
    ],
)
def test_text__that_cannot_be_read__is_refused_with_its_line(
    text: str, code: str, values: dict[str, Any]
) -> None:
    with pytest.raises(Conflict) as refused:
        read_text(text, BODY, BODY)
    assert (refused.value.code, refused.value.values) == (code, values)


def test_table__typed_carelessly__is_read_all_the_same() -> None:
    text = "Above\n|=  Homes by area\n|Area|Homes|Left\n| Leeds |12\n|York| 3| 4 | \nBelow"
    above, table, below = read_text(text, (), ())
    assert (above, below) == (Paragraph(above.id, "Above"), Paragraph(below.id, "Below"))
    rows = (("Leeds", "12", ""), ("York", "3", "4"))
    assert table == OwnTable(table.id, "Homes by area", ("Area", "Homes", "Left"), rows)


def test_own_table_and_footnote__after_an_edit__keep_their_ids() -> None:
    edited = read_text(write_text(BODY).replace("Homes \\| let", "Let").replace("May", "June"), BODY, BODY)
    assert [block.id for block in edited] == [block.id for block in BODY]
