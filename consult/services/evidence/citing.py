"""Statements that a manager may put into any section: sources, partners' facts, positions and asks."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting import statements
from analysis.drafting.blocks import Block, Quotation, StatementReference
from analysis.drafting.citing import say_partner_fact, say_position, say_sourced
from analysis.drafting.statements import Position, Sourced, evidence_to_dict
from consult.models.draft import Section, Statement
from consult.models.evidence_kinds import AskKind
from consult.models.sources import Ask, PartnerFact, Source
from consult.services.evidence.citable import Citable
from consult.services.evidence.cited_keys import FACT, POSITION, SOURCE, make_key
from consult.services.evidence.citing_carried import list_carried_citable
from consult.services.evidence.naming_partners import name_of
from consult.vocabulary import StatementKind

Row = TypeVar("Row", Source, PartnerFact, Ask)


def list_citable(session: Session, consultation_id: str) -> list[Citable]:
    """Everything that may be put in, in the order of its list."""
    return [
        *map(cite_source, _list_of(session, Source, consultation_id)),
        *map(cite_fact, _list_of(session, PartnerFact, consultation_id)),
        *map(cite_ask, _list_of(session, Ask, consultation_id)),
        *list_carried_citable(session, consultation_id),
    ]


def cite_source(row: Source) -> Citable:
    """A sourced statement."""
    publisher, title, published = map(_on_one_line, (row.publisher, row.title, row.published))
    evidence = Sourced(publisher, title, published, _on_one_line(row.place), row.file_sha256)
    text = say_sourced(row.said, evidence)
    return Citable(make_key(SOURCE, row.number), StatementKind.SOURCED, text, evidence)


def cite_fact(row: PartnerFact) -> Citable:
    """A partner's fact."""
    evidence = statements.PartnerFact(name_of(row.response), row.response_id)
    text = say_partner_fact(row.said, evidence)
    return Citable(make_key(FACT, row.number), StatementKind.PARTNER_FACT, text, evidence)


def cite_ask(row: Ask) -> Citable:
    """A position or an ask."""
    evidence = Position(_on_one_line(row.holder), _on_one_line(row.authority))
    text = say_position(row.said, evidence, is_ask=row.kind is AskKind.ASK)
    return Citable(make_key(POSITION, row.number), StatementKind.POSITION, text, evidence)


def keep_cited(session: Session, section: Section, blocks: Iterable[Block]) -> None:
    """Give the section a row for each statement that a text of it now refers to, as it is put in now."""
    wanted = {key for one in blocks if (key := _find_key(one))}
    rows = {one.key: one for one in section.statements}
    for one in list_citable(session, section.draft.consultation_id):
        if one.key in wanted:
            row = rows.get(one.key)
            if row is None:
                row = Statement(key=one.key, position=len(section.statements), kind=one.kind)
                section.statements.append(row)
                row.excerpts = one.make_excerpts()
            row.text, row.evidence = one.text, evidence_to_dict(one.evidence)
    session.flush()


def _find_key(block: Block) -> str:
    if isinstance(block, StatementReference):
        return block.statement_id
    return block.id if isinstance(block, Quotation) else ""


def _list_of(session: Session, model: type[Row], consultation_id: str) -> Sequence[Row]:
    of_this = {"consultation_id": consultation_id, "removed_at": None}
    return session.scalars(select(model).filter_by(**of_this).order_by(model.number)).all()


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
