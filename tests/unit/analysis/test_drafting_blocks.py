"""Blocks and evidence go to JSON and back, and what is wrong is refused with its place."""

import json

import pytest

from analysis.drafting import block_reading, blocks
from analysis.drafting.blocks import (
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
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import (
    KINDS,
    Counted,
    Figure,
    Narrative,
    PartnerFact,
    Position,
    Quoted,
    Sourced,
    Statement,
    Tabled,
    evidence_to_dict,
)
from analysis.errors import BlockWrong, StatementWrong
from consult.vocabulary import StatementKind

EXCERPT = Excerpt("r1", "q1", 3, 9)
BODY = (
    Heading("h", 1, "Status"),
    Paragraph("p", "Text with <b>marks</b> & signs"),
    BulletList("b", ("one", "two")),
    Table("t", "Caption", ("A", "B"), (("1", "2"), ("", "=3")), "source", "base"),
    Quotation("q", EXCERPT, "A council", "ar", "a volunteer"),
    Quotation("q2", EXCERPT, "A council", "en", view="otherwise"),
    StatementReference("s", "s", "43 returns were received.", "bullet"),
    OwnTable("o", "Caption", ("", "B"), (("1", "2"),), "source"),
    Footnote("f", "1", "A note"),
)


def test_body__written_as_json_and_read__is_the_same() -> None:
    assert block_reading.from_list(json.loads(json.dumps(blocks.to_list(BODY)))) == BODY


def test_quotation__written__holds_no_words() -> None:
    written = blocks.to_dict(BODY[4])
    assert set(written) == {"kind", "id", "excerpt", "attribution", "language", "translated_by", "view"}
    assert set(written["excerpt"]) == {"response_id", "question_id", "start", "end"}  # type: ignore[call-overload]


def test_quotation__kept_before_views_were_marked__is_read_as_unmarked() -> None:
    written = blocks.to_dict(BODY[4])
    del written["view"]
    assert block_reading.from_dict(written) == BODY[4]
    with pytest.raises(BlockWrong, match="view must be one of otherwise"):
        block_reading.from_dict({**written, "view": "<b>"})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "html"}, "kind"),
        ({"kind": None}, "kind"),
        ({"id": ""}, "id"),
        ({"level": 4}, "level"),
        ({"level": True}, "level"),
        ({"text": 7}, "text"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_heading__with_a_wrong_field__is_refused_naming_it(change: dict[str, object], reason: str) -> None:
    with pytest.raises(BlockWrong, match=reason):
        block_reading.from_dict({**blocks.to_dict(BODY[0]), **change})


@pytest.mark.parametrize(
    "excerpt",
    [
        {"response_id": "r", "question_id": "q", "start": 4, "end": 4},
        {"response_id": "r", "question_id": "q", "start": -1, "end": 4},
        {"response_id": "", "question_id": "q", "start": 0, "end": 4},
        {"response_id": "r", "question_id": "q", "start": 0},
        "r:q:0:4",
    ],
)
def test_quotation__with_a_wrong_reference__is_refused(excerpt: object) -> None:
    with pytest.raises(BlockWrong) as failure:
        block_reading.from_dict({**blocks.to_dict(BODY[4]), "excerpt": excerpt})
    assert failure.value.code == "A040"


def test_table__with_a_short_row__is_refused() -> None:
    with pytest.raises(BlockWrong, match="1 cells where there are 2 columns"):
        block_reading.from_dict({**blocks.to_dict(BODY[3]), "rows": [["1"]]})


def test_table__without_columns__is_refused() -> None:
    with pytest.raises(BlockWrong, match="no columns"):
        block_reading.from_dict({**blocks.to_dict(BODY[3]), "columns": [], "rows": []})


def test_statement_reference__in_an_unknown_place__is_refused() -> None:
    with pytest.raises(BlockWrong, match="place"):
        block_reading.from_dict({**blocks.to_dict(BODY[6]), "place": "footer"})


def test_body__with_two_blocks_of_one_id__is_refused_by_place() -> None:
    with pytest.raises(BlockWrong, match="number 2"):
        block_reading.from_list(blocks.to_list((BODY[0], Paragraph("h", "again"))))


@pytest.mark.parametrize("mark", ["", "a b", "x" * 31, "]", 1])
def test_footnote__with_a_wrong_mark__is_refused(mark: object) -> None:
    with pytest.raises(BlockWrong, match="mark"):
        block_reading.from_dict({**blocks.to_dict(BODY[8]), "mark": mark})


def test_own_table__with_a_base__is_refused() -> None:
    with pytest.raises(BlockWrong, match="base"):
        block_reading.from_dict({**blocks.to_dict(BODY[7]), "base": "43"})


@pytest.mark.parametrize("body", ["<p>text</p>", {"kind": "heading"}, [["heading"]], None])
def test_body__that_is_no_list_of_blocks__is_refused(body: object) -> None:
    with pytest.raises(BlockWrong):
        block_reading.from_list(body)


EVIDENCE = (
    Counted("theme", (Figure("theme", 34, 43, "q1", "T01"),), (("label", "homes"),)),
    Quoted(EXCERPT),
    Sourced("Publisher", "Title", "May 2026", "page 3"),
    Tabled(
        "support", 2, "council:ostley", "2026 Q1", "people", 1204, "Asylum support", "Ostley", "ONS", "May"
    ),
    PartnerFact("Ostley Council", "r1"),
    Position("Ostley Council", "officer view"),
    Narrative(),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=lambda evidence: type(evidence).__name__)
def test_evidence__written_as_json_and_read__is_the_same(evidence: Counted) -> None:
    kind = Statement("s", "text", evidence).kind
    assert evidence_from_dict(kind, json.loads(json.dumps(evidence_to_dict(evidence)))) == evidence


def test_tabled_evidence__of_a_draft_that_knew_of_no_gaps__is_read() -> None:
    written = evidence_to_dict(EVIDENCE[3])
    del written["missing"]
    assert evidence_from_dict("tabled", written) == EVIDENCE[3]


def test_kinds_of_statement__of_the_room__are_those_of_the_record() -> None:
    assert set(KINDS.values()) == {kind.value for kind in StatementKind}


def test_sourced_evidence__without_a_publisher__is_refused() -> None:
    written = {**evidence_to_dict(EVIDENCE[2]), "publisher": ""}
    with pytest.raises(StatementWrong, match="publisher"):
        evidence_from_dict("sourced", written)


def test_evidence__of_an_unknown_kind__is_refused() -> None:
    with pytest.raises(StatementWrong, match="kind"):
        evidence_from_dict("guessed", {})
