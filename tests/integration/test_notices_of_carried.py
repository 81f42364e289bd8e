"""Carried words that end after a response was sent: which to take out is told, and no word of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Paragraph, StatementReference
from analysis.drafting.opening import UNSIGNED
from consult.models.carrying import CarriedMaterial
from consult.models.consultation import Consultation
from consult.models.submissions import Submission
from consult.models.versions import DraftVersion
from consult.services.following.naming_passages import name_passages
from consult.services.permissions.consenting import give_consent
from consult.services.versions.version_bodies import KeptStatement, read_body, write_body
from consult.vocabulary import Purpose, StatementKind
from tests.factories.carrying import CHANGED, WITH_CHANGES, carry
from tests.factories.collecting import make_consultation
from tests.factories.numbering import TODAY
from tests.factories.sending import send_version
from tests.factories.versions import HOMES, make_exact_version

TOMORROW = TODAY + timedelta(days=1)
NAMES = ("Brook House", "Open Door", "Harbour Light")


def keep(row: CarriedMaterial) -> KeptStatement:
    """The evidence of a piece, which says whose return its words are of."""
    evidence = {"organisation": "Body", "response_id": row.response_id, "said_in": ""}
    return KeptStatement(StatementKind.PARTNER_FACT.value, "", evidence)


def make_carried_version(session: Session, about: Consultation, rows: list[CarriedMaterial]) -> DraftVersion:
    """A section that has each piece, after a sentence of its own from the second on."""
    version = make_exact_version(session, about, {HOMES: UNSIGNED})
    body = read_body(version.body)
    blocks = list(body.sections[0].blocks)
    for row in rows:
        if row.number > 1:
            blocks.append(Paragraph(f"homes.before{row.number}", f"What {row.number} says is this."))
        blocks.append(StatementReference(f"homes.own{row.number}", f"carried.{row.number}", ""))
    kept = {f"carried.{row.number}": keep(row) for row in rows}
    section = replace(body.sections[0], blocks=tuple(blocks), statements=kept)
    version.body = write_body(replace(body, sections=(section,)))
    session.flush()
    return version


@pytest.fixture
def rows(sqlite_session: Session) -> list[CarriedMaterial]:
    about = make_consultation(sqlite_session)
    return [carry(sqlite_session, about, WITH_CHANGES, name=name) for name in NAMES]


def end(session: Session, row: CarriedMaterial) -> None:
    give_consent(session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TOMORROW)


def send(session: Session, rows: list[CarriedMaterial]) -> Submission:
    about = session.get_one(Consultation, rows[0].consultation_id)
    return send_version(session, about, make_carried_version(session, about, rows))


def test_carried_passages__gone_after_sending__are_told_apart_by_order_and_the_text_before(
    sqlite_session: Session, rows: list[CarriedMaterial]
) -> None:
    sent = send(sqlite_session, rows)
    where = "Section 1, “Homes”: the"
    end(sqlite_session, rows[2])
    [third] = name_passages(sqlite_session, sent, today=TOMORROW)
    assert third == f"{where} third passage that an organisation confirmed, after “What 3 says is this.”"
    end(sqlite_session, rows[0])
    named = name_passages(sqlite_session, sent, today=TOMORROW)
    assert named == [f"{where} first passage that an organisation confirmed", third], (
        "whether it is signed off reads otherwise in what they hold"
    )
    assert CHANGED not in str(named) and not any(name in str(named) for name in NAMES)
