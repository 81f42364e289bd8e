"""Evidence from JSON, checked field by field."""

from collections.abc import Callable

from analysis.drafting import statements
from analysis.drafting.blocks import read_excerpt
from analysis.drafting.payloads import Payload
from analysis.drafting.statements import (
    Counted,
    Evidence,
    Figure,
    Narrative,
    PartnerFact,
    Position,
    Quoted,
    Sourced,
    Tabled,
)
from analysis.drafting.views import LEADS
from analysis.errors import StatementWrong


def evidence_from_dict(kind: str, value: object, *, place: str = "given") -> Evidence:
    """Read the evidence of a statement of this kind.

    Raises: StatementWrong (A041).
    """
    fields = Payload(value, place, StatementWrong)
    if kind not in _READERS:
        raise fields.refuse(f"its kind must be one of {', '.join(_READERS)}")
    evidence = _READERS[kind](fields)
    fields.finish()
    return evidence


def _read_counted(fields: Payload) -> Evidence:
    sentence = fields.text("sentence", allow_empty=False)
    figures = tuple(
        _read_figure(Payload(item, fields.place, StatementWrong)) for item in fields.values("figures")
    )
    return Counted(sentence, figures, fields.text_pairs("names"))


def _read_figure(fields: Payload) -> Figure:
    figure = Figure(
        measure=fields.text("measure", allow_empty=False),
        count=fields.number("count"),
        base=fields.number("base"),
        question_id=fields.text("question_id"),
        theme_id=fields.text("theme_id"),
        choice=fields.text("choice"),
        group=fields.text("group"),
        without_campaigns=fields.flag("without_campaigns"),
        public=fields.flag("public"),
        withheld=fields.flag("withheld"),
    )
    fields.finish()
    return figure


def _read_quoted(fields: Payload) -> Evidence:
    return Quoted(read_excerpt(fields.inner("excerpt")), fields.one_of("view", LEADS, absent=""))


def _read_sourced(fields: Payload) -> Evidence:
    publisher, title = fields.text("publisher", allow_empty=False), fields.text("title", allow_empty=False)
    published = fields.text("published", allow_empty=False)
    return Sourced(publisher, title, published, fields.text("place"), fields.text("file"))


def _read_tabled(fields: Payload) -> Evidence:
    return Tabled(
        table=fields.text("table", allow_empty=False),
        version=fields.number("version", at_least=1),
        place=fields.text("place", allow_empty=False),
        period=fields.text("period", allow_empty=False),
        measure=fields.text("measure", allow_empty=False),
        number=fields.number("number"),
        title=fields.text("title", allow_empty=False),
        place_name=fields.text("place_name", allow_empty=False),
        source=fields.text("source", allow_empty=False),
        published=fields.text("published", allow_empty=False),
        with_districts=fields.flag("with_districts"),
        pinned=fields.flag("pinned"),
        missing=fields.number("missing", absent=0),
    )


def _read_partner_fact(fields: Payload) -> Evidence:
    organisation = fields.text("organisation", allow_empty=False)
    response_id = fields.text("response_id", allow_empty=False)
    return PartnerFact(organisation, response_id, fields.text("said_in", absent=""))


def _read_position(fields: Payload) -> Evidence:
    return Position(fields.text("holder", allow_empty=False), fields.text("authority"))


def _read_narrative(_fields: Payload) -> Evidence:
    return Narrative()


_READERS: dict[str, Callable[[Payload], Evidence]] = {
    statements.COUNTED: _read_counted,
    statements.QUOTED: _read_quoted,
    statements.SOURCED: _read_sourced,
    statements.TABLED: _read_tabled,
    statements.PARTNER_FACT: _read_partner_fact,
    statements.POSITION: _read_position,
    statements.NARRATIVE: _read_narrative,
}
