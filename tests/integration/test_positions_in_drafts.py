"""A draft written after a version went round prints what partners said of it; a version has it once."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.exports.assembling import assemble
from consult.exports.assembling_versions import assemble_version
from consult.models.agreement_kinds import Authority
from consult.models.draft import Draft
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing, show_draft
from consult.services.permissions.consenting import give_consent
from consult.services.returns.revising import NOBODY
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import Purpose, Standing, StatementKind, UseKind
from tests.factories.agreeing import DISSENTS, ENDORSES, ask_one, say
from tests.factories.evidence import type_in
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.integration.broken_on_purpose import count_again, write
from tests.integration.drafted_copies import Kept, draft, keep, reopen
from tests.integration.drafting_record import Received, make_received
from tests.integration.test_process_record import list_texts

SHOWING = Showing(SYSTEM, UseKind.PAGE, NOW)
APPROVED = replace(DISSENTS, authority=Authority.APPROVED, approved_by="The cabinet", approved_on=TODAY)
SAID = (
    "Ostley dissents: “We do not agree.” Approved by The cabinet on 4 March 2031. "
    "Given by Ada Morgan, Head of policy."
)
POLICE = "Police endorses. An officer’s view. Given by Ada Morgan, Head of policy."


def fill(sessions: sessionmaker[Session]) -> Received:
    """Version 1 went round to three of full standing, of whom one dissents, one endorses, and an observer."""
    with sessions.begin() as session:
        received = make_received(session)
    draft(sessions, received)
    with sessions.begin() as session:
        found = get_latest_draft(session, received.consultation.id)
        version = make_version(session, found, SHOWING, author=NOBODY)
        for name, given in (("Ostley", APPROVED), ("Harbour Light", ENDORSES), ("Silent Body", None)):
            made = ask_one(session, version, make_organisation(session, name=name))
            if given:
                say(session, made, "asks", given)
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER)
        say(session, ask_one(session, version, police), "asks")
    return received


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    return keep(tmp_path_factory.mktemp("asked") / "consult.sqlite", up_to_date_file, fill)


@pytest.fixture
def sqlite_url(tmp_path: Path, built: Kept) -> str:
    return built.copy_to(tmp_path)


@pytest.fixture
def received(built: Kept, sqlite_session: Session) -> Received:
    return reopen(built.lend(), sqlite_session)


def rebuild(received: Received) -> Draft:
    write(received)
    received.session.expire_all()
    return get_latest_draft(received.session, received.consultation.id)


def test_draft__written_after_a_version_went_round__prints_positions_apart_and_counts_no_observer(
    received: Received,
) -> None:
    # its return may not be named; what it said of the version was given to be printed with its name
    give_consent(received.session, received.returns[0].id, {Purpose.ATTRIBUTE: False}, given_on=TODAY)
    latest = rebuild(received)
    texts = list_texts(assemble(show_draft(received.session, latest, SHOWING)))
    start = texts.index("Positions of partners")
    about = texts[texts.index("What we ask of government", start) :]
    assert about[1] == "1 endorses; 1 dissents; 1 did not reply."
    assert about[2].startswith("Harbour Light endorses. An officer’s view.") and about[3] == SAID
    assert about[4:7] == ["Did not reply: Silent Body.", "Observers, who count in no number:", POLICE]
    rows = get_section(latest, "positions").statements
    assert {one.kind for one in rows} == {StatementKind.POSITION}
    assert [one.evidence["holder"] for one in rows] == ["Harbour Light", "Ostley", "Police"]


def test_version__made_of_such_a_draft__has_positions_once_and_nobody_is_asked_of_them(
    received: Received,
) -> None:
    version = make_version(received.session, rebuild(received), SHOWING, author=NOBODY)
    texts = list_texts(assemble_version(show_exact(received.session, version, SHOWING)))
    assert texts.count("Positions of partners") == 1 and texts.count(SAID) == 1, "and they still stand"
    assert "positions" not in version.section_digests


def test_version__of_a_draft_in_which_somebody_wrote_there__keeps_what_was_written(
    received: Received,
) -> None:
    latest = rebuild(received)
    type_in(received.session, get_section(latest, "positions"), "Talks go on.")
    count_again(received, latest)
    version = make_version(received.session, latest, SHOWING, author=NOBODY)
    assert "Talks go on." in str(version.body) and "positions" in version.section_digests
