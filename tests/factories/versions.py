"""An exact version without a draft: the test writes its sections, which may quote a return."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Excerpt, Heading, Paragraph, Quotation, StatementReference
from analysis.drafting.statements import Statement, evidence_to_dict
from consult.models.analysis import AnalysisRun
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.models.response import Answer
from consult.models.versions import DraftVersion
from consult.services.versions.number_notes import Notes
from consult.services.versions.section_digests import make_section_digests
from consult.services.versions.version_bodies import (
    Frozen,
    FrozenBody,
    FrozenSection,
    KeptStatement,
    make_digest,
    write_body,
)
from tests.factories.numbering import NOW, TODAY, add, seeded_id

HOMES, SCHOOLS = "homes", "schools"
LOCKED = "quiet"
TEXTS = {HOMES: "There are too few homes.", SCHOOLS: "Schools have no places."}


def make_exact_version(
    session: Session,
    consultation: Consultation,
    texts: Mapping[str, str] = TEXTS,
    quoted: Mapping[str, Answer | Sequence[Answer]] | None = None,
    said: Mapping[str, Sequence[Statement]] | None = None,
) -> DraftVersion:
    """The next version: a section for each text, with quotations of whole answers if asked.

    Of an answer that is locked its first letters are quoted. said: sentences with their evidence, by section.
    """
    draft, given, stated = _find_draft(session, consultation), quoted or {}, said or {}
    sections = tuple(
        _state(_make_section(key, text, given.get(key, ())), stated.get(key, ()))
        for key, text in texts.items()
    )
    body = write_body(FrozenBody("A consultation", "A region", TODAY, sections, Notes(False, (), ())))
    last = select(func.max(DraftVersion.number)).where(DraftVersion.consultation_id == consultation.id)
    number = (session.scalar(last) or 0) + 1
    made = {"number": number, "as_of_on": TODAY, "made_at": NOW, "draft_id": draft.id}
    version = DraftVersion(consultation_id=consultation.id, body=body, digest=make_digest(body), **made)
    version.section_digests = make_section_digests(body)
    add(session, version)
    return version


def _make_section(key: str, text: str, given: Answer | Sequence[Answer]) -> FrozenSection:
    title = key.capitalize()
    blocks: list[Block] = [Heading(f"{key}.title", 1, title), Paragraph(f"{key}.text", text)]
    quotations = {}
    for number, answer in enumerate([given] if isinstance(given, Answer) else given):
        end, name = len(answer.value or LOCKED), f"{key}.quoted{number or ''}"
        words = Excerpt(answer.response_id, answer.question_id, 0, end)
        blocks.append(Quotation(name, words, "", "en"))
        quotations[name] = Frozen(answer.head_revision_id or "", "en", 0)
    return FrozenSection(key, title, tuple(blocks), quotations, {})


def _state(section: FrozenSection, stated: Sequence[Statement]) -> FrozenSection:
    """The section with these sentences at its end."""
    blocks = tuple(StatementReference(one.id, one.id, one.text) for one in stated)
    kept = {one.id: KeptStatement(one.kind, one.text, evidence_to_dict(one.evidence)) for one in stated}
    return replace(section, blocks=section.blocks + blocks, statements=kept)


def _find_draft(session: Session, consultation: Consultation) -> Draft:
    """The draft that versions are of; nothing is read from it."""
    known = session.scalars(select(Draft).where(Draft.consultation_id == consultation.id)).first()
    if known is not None:
        return known
    run = AnalysisRun(
        id=seeded_id(f"run:{consultation.id}", 1),
        consultation_id=consultation.id,
        number=1,
        as_of_on=TODAY,
        started_at=NOW,
        finished_at=NOW,
    )
    add(session, run)
    draft = Draft(consultation_id=consultation.id, run_id=run.id, number=1, as_of_on=TODAY, created_at=NOW)
    add(session, draft)
    return draft
