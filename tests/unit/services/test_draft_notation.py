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
    Heading,
    Paragraph,
    Quotation,
    StatementReference,
    Table,
)
from consult.errors import Conflict
from consult.services.drafts.draft_notation import LONGEST_TEXT, read_text, write_text

BODY: tuple[Block, ...] = (
    Heading("q.title", 2, "Question 1"),
    Paragraph("q.intro", "A first line.\n\n- not a list\n# not a heading"),
    StatementReference("q.s", "q.s", "34 of 43 raised this.", "bullet"),
    Table("q.t", "Themes", ("Theme",), (("Homes",),)),
    BulletList("q.list", ("One", "[[two]]\n  three")),
    Quotation("q.quote", Excerpt("r1", "homes", 0, 4), "", "ar"),
)
TEXTS = st.text(alphabet=st.sampled_from("ab# -+[]\\\n \té"), max_size=20)
LINES = TEXTS.map(lambda text: text.replace("\n", " ")).filter(lambda text: bool(text.strip()))
MAKERS: list[st.SearchStrategy[Callable[[str], Block]]] = [
    st.tuples(st.sampled_from([1, 2, 3]), LINES).map(lambda pair: lambda id: Heading(id, *pair)),
    TEXTS.map(lambda text: lambda id: Paragraph(id, text)),
    st.lists(TEXTS, min_size=1, max_size=3).map(lambda items: lambda id: BulletList(id, tuple(items))),
    st.sampled_from(["paragraph", "continues", "bullet"]).map(
        lambda place: lambda id: StatementReference(id, id, "", place)
    ),
]
BODIES = st.lists(st.one_of(MAKERS), max_size=6).map(
    lambda makers: tuple(make(f"b]] {n}") for n, make in enumerate(makers))
)


@given(BODIES)
def test_text__of_any_body__reads_back_the_same(body: tuple[Block, ...]) -> None:
    text = write_text(body)
    assert read_text(text, body, body) == body
    assert read_text(text.replace("\n", "\r\n"), body, body) == body


def test_text__of_every_kind_of_block__is_plain() -> None:
    assert write_text(BODY) == (
        "## Question 1\n\nA first line.\n\\\n\\- not a list\n\\# not a heading\n\n- [[statement q.s]]\n\n"
        "[[table q.t]]\n\n- One\n- \\[[two]]\n  \\  three\n\n[[quotation q.quote]]"
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
    ],
)
def test_text__that_cannot_be_read__is_refused_with_its_line(
    text: str, code: str, values: dict[str, Any]
) -> None:
    with pytest.raises(Conflict) as refused:
        read_text(text, BODY, BODY)
    assert (refused.value.code, refused.value.values) == (code, values)
