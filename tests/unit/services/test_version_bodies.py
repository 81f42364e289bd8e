"""The digest of an exact version: of its JSON in one canonical form, whatever order it was kept in."""

import hashlib
from datetime import date

from analysis.drafting.blocks import Excerpt, Paragraph, Quotation
from consult.services.versions.number_notes import Notes
from consult.services.versions.version_bodies import (
    Frozen,
    FrozenBody,
    FrozenSection,
    KeptStatement,
    make_digest,
    read_body,
    write_body,
)

QUOTATION = Quotation("q1", Excerpt("r1", "homes", 0, 5), "", "en")
SECTION = FrozenSection(
    "asks",
    "What we ask",
    (Paragraph("p1", "Fünf – ja"), QUOTATION),
    {"q1": Frozen("v1", "en", 2, ((1, 3),), ("en", 4))},
    {"s1": KeptStatement("narrative", "So it is.", {})},
)
BODY = FrozenBody("Title", "Region", date(2031, 3, 4), (SECTION,), Notes(True, ("wrong",), ()))


def test_digest__of_one_body_in_two_orders__is_that_of_its_canonical_text() -> None:
    text = '{"a":[1,{"c":null,"ö":"é"}],"b":"x"}'
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert make_digest({"b": "x", "a": [1, {"ö": "é", "c": None}]}) == expected
    assert make_digest({"a": [1, {"c": None, "ö": "é"}], "b": "x"}) == expected


def test_body__written_and_read__is_the_same_and_gives_the_same_digest() -> None:
    written = write_body(BODY)
    assert read_body(written) == BODY
    assert make_digest(write_body(read_body(written))) == make_digest(written)
    assert written["sections"][0]["quotations"]["q1"]["translation"] == ["en", 4]
