"""What tags stand for, and what drafts say was heard about people with protected characteristics."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.blocks import Quotation
from consult.models.audit import AuditEntry
from consult.models.characteristic_kinds import Characteristic
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.tags.coding_so_far import get_codebook
from consult.services.tags.mapping_characteristics import find_characteristics, make_ready_tag
from consult.vocabulary import CodingState, Role
from tests.factories.numbering import NOW
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import Received, make_received
from tests.integration.test_drafting import write
from tests.integration.test_rechecking import accept, build, recheck

ACTOR = "somebody"
PAGE = "/desk/settings/characteristics"


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    found = make_received(sqlite_session)
    make_ready_tag(sqlite_session, Characteristic.DISABILITY, actor=ACTOR, now=NOW)
    make_ready_tag(sqlite_session, Characteristic.RACE, actor=ACTOR, now=NOW)
    return found


def say(received: Received) -> str:
    section = write(received)["characteristics"]
    return " ".join(getattr(block, "text", "") for block in section.blocks)


def test_characteristic__whose_tag_was_accepted__is_counted_and_quoted(received: Received) -> None:
    accept(received, range(3, 11), CodingState.ACCEPTED, "disability")
    section = write(received)["characteristics"]
    text = " ".join(getattr(block, "text", "") for block in section.blocks)
    assert "8 of the 14 returns spoke about disability" in text
    assert "Leaving out shared wording" in text or "used shared wording" in text
    quoted = {block.excerpt.response_id for block in section.blocks if isinstance(block, Quotation)}
    assert quoted and quoted <= {one.id for one in received.returns[3:11]}
    assert "About race nothing was heard." in text


def test_characteristic__whose_tag_was_rejected__is_not_heard(received: Received) -> None:
    accept(received, range(6), CodingState.REJECTED, "disability")
    assert "About disability nothing was heard." in say(received)


def test_sentence__on_a_characteristic__no_longer_holds_once_another_tag_is_accepted(
    received: Received,
) -> None:
    accept(received, range(3, 11), CodingState.ACCEPTED, "disability")
    draft = build(received)
    assert recheck(received, draft) == {}
    accept(received, range(6), CodingState.ACCEPTED, "race")
    found = recheck(received, draft)
    assert found == {"characteristics.race.silent": FindingKind.CHANGED}


def test_mapping__changed__marks_a_draft_as_out_of_date(received: Received) -> None:
    draft = build(received)
    make_ready_tag(received.session, Characteristic.AGE, actor=ACTOR, now=NOW)
    assert set(recheck(received, draft)) <= {"characteristics.age.silent"}
    assert "About age nothing was heard." in say(received)


@pytest.fixture
def manager(sessions: sessionmaker[Session], sign_in: SignIn) -> FlaskClient:
    with sessions.begin() as session:
        get_codebook(session)
    return sign_in(Role.MANAGER)


def test_page__with_tags_chosen__keeps_what_they_stand_for(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert "No tag yet" in manager.get(PAGE).text
    sent = {"tag-health": "disability", "tag-children": "age", "tag-money": "nonsense", "tag-gone": "race"}
    assert manager.post(PAGE, data=sent).status_code == 302
    with sessions.begin() as session:
        kept = find_characteristics(session)
        assert {key: len(names) for key, names in kept.items()} == {"disability": 1, "age": 1}
        noted = session.scalars(select(AuditEntry.details).where(AuditEntry.subject_kind == "tag")).all()
        assert sorted(one["characteristic"] for one in noted) == ["age", "disability"]
    assert manager.post(PAGE, data={"tag-health": ""}).status_code == 302
    with sessions.begin() as session:
        assert set(find_characteristics(session)) == {"age"}


def test_page__asked_for_a_ready_tag__makes_it_once(manager: FlaskClient) -> None:
    assert manager.post(f"{PAGE}/race/tag").status_code == 302
    assert "Make a tag for race" not in manager.get(PAGE).text
    again = manager.post(f"{PAGE}/race/tag")
    assert again.status_code == 409 and "C429" in again.text
    assert manager.post(f"{PAGE}/nonsense/tag").status_code == 404
