"""How a response came about: kept by managers, printed in drafts and exact versions, named while allowed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import AccessDenied, Conflict, NotFound
from consult.exports.assembling import assemble
from consult.exports.assembling_versions import assemble_version
from consult.exports.document import Document
from consult.models.draft_kinds import WithdrawnKind
from consult.models.process import GivenFile, MadeChange, ProcessRecord
from consult.models.region import Organisation
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.consultations.attaching import remove_attached
from consult.services.drafts.documenting import Showing, show_draft
from consult.services.drafts.withholding_names import WITHHELD
from consult.services.permissions.consenting import give_consent
from consult.services.process.describing_process import UNNAMED
from consult.services.process.keeping_process import Told, keep_process, list_given
from consult.services.process.noting_changes import Change, note_change, remove_change
from consult.services.returns.revising import NOBODY
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.version_bodies import make_digest
from consult.vocabulary import Purpose, Role, Standing, UseKind
from tests.factories.accounting import make_change, read_in_full
from tests.factories.attaching import make_attached
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation, make_staff
from tests.integration.drafted_copies import Kept, draft, keep, reopen
from tests.integration.drafting_record import Received, make_received

PAGE = "/desk/consultations/consultation-1/process"
SHOWING = Showing(SYSTEM, UseKind.PAGE, NOW)
OBSERVER = Viewer("staff", frozenset(Role), Standing.OBSERVER)
TOLD = Told(
    government_opened_on=date(2031, 1, 1),
    partners_asked_on=date(2031, 1, 5),
    partners_close_on=date(2031, 1, 30),
    given="A briefing of two pages.",
    late_rule="They are listed apart.",
)
SENT = {
    **{
        f"partners_asked_on-{part}": value for part, value in (("day", "5"), ("month", "1"), ("year", "2031"))
    },
    **{
        f"partners_close_on-{part}": value
        for part, value in (("day", "30"), ("month", "1"), ("year", "2031"))
    },
    "given": "A briefing of two pages.",
    "sampled_above": "10",
    "sampled_pct": "20",
}
CHANGE = {"section_key": "", "what": "", "organisation": "", "because_of": ""}
SignIn = Callable[..., FlaskClient]


def fill(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        received = make_received(session)
        received.consultation.government_deadline_on = date(2031, 2, 28)
    draft(sessions, received)
    return received


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    return keep(tmp_path_factory.mktemp("drafted") / "consult.sqlite", up_to_date_file, fill)


@pytest.fixture
def sqlite_url(tmp_path: Path, built: Kept) -> str:
    return built.copy_to(tmp_path)


@pytest.fixture
def received(built: Kept, sqlite_session: Session) -> Received:
    return reopen(built.lend(), sqlite_session)


@pytest.fixture
def harbour(received: Received) -> Organisation:
    """A body that gave a return and agreed to be named."""
    wanted = select(Organisation).where(Organisation.name == "Harbour Light")
    return received.session.scalars(wanted).one()


def note(received: Received, organisation: Organisation, what: str = "We ask for homes") -> MadeChange:
    change = Change(what, "key-messages", organisation.id)
    return note_change(received.session, SYSTEM, received.consultation, change, author=NOBODY, now=NOW)


def keep_told(received: Received, told: Told = TOLD, **more: int) -> ProcessRecord:
    given = {"author": NOBODY, "now": NOW}
    return keep_process(received.session, SYSTEM, received.consultation, told, **given, **more)


def list_texts(document: Document) -> list[str]:
    """Every paragraph, heading and item of a document."""
    texts = [getattr(part, "text", "") for part in document.parts]
    return texts + [item for part in document.parts for item in getattr(part, "items", ())]


def write_draft(received: Received) -> list[str]:
    found = get_latest_draft(received.session, received.consultation.id)
    return list_texts(assemble(show_draft(received.session, found, SHOWING)))


def test_draft__with_a_process_on_record__prints_it_in_the_annex_on_method(
    received: Received, harbour: Organisation
) -> None:
    session = received.session
    file = make_attached(session, received.consultation, "briefing.txt")
    make_attached(session, received.consultation)
    received.returns[0].received_on = date(2031, 2, 3)
    keep_told(received, Told(**{**vars(TOLD), "file_ids": (file.id, "other")}))
    note(received, harbour)
    read_in_full(session, received.returns[0], make_staff(session, Role.MANAGER))
    texts = write_draft(received)
    for said in (
        "Department of Examples opened its consultation on 1 January 2031 and allowed 59 days, ",
        "Partners were asked on 5 January 2031 and had 26 days, ",
        "Partners were given: A briefing of two pages.",
        f"briefing.txt ({file.sha256[:16]})",
        "14 returns were received: 1 was read in full by somebody whose name is on record; 13 were not.",
        "Every return has to be read in full.",
        "They are listed apart.",
        "Key messages: We ask for homes (because of Harbour Light)",
    ):
        assert any(said in text for text in texts), said
    assert texts.index("How this response came about") > texts.index("Annex B: method and caveats")


def test_version__made_with_it__keeps_it_as_it_stood(received: Received) -> None:
    session = received.session
    keep_told(received)
    version = make_version(
        session, get_latest_draft(session, received.consultation.id), SHOWING, author=NOBODY
    )
    keep_told(received, Told(given="Something else."))
    read_in_full(session, received.returns[0], make_staff(session, Role.MANAGER))
    frozen = list_texts(assemble_version(show_exact(session, version, SHOWING)))
    assert (
        any("A briefing of two pages." in text for text in frozen)
        and make_digest(version.body) == version.digest
    )
    assert any("14 returns were received: 0 were read" in text for text in frozen)
    assert not any("Something else." in text for text in frozen)
    assert any("Something else." in text for text in write_draft(received))


def test_version__once_a_partner_is_not_to_be_named__loses_the_name_and_says_so(
    received: Received, harbour: Organisation
) -> None:
    session = received.session
    note(received, harbour)
    version = make_version(
        session, get_latest_draft(session, received.consultation.id), SHOWING, author=NOBODY
    )
    give_consent(session, received.returns[0].id, {Purpose.ATTRIBUTE: False}, given_on=TODAY)
    shown = show_exact(session, version, SHOWING)
    assert f"Key messages: We ask for homes (because of {WITHHELD})" in list_texts(assemble_version(shown))
    assert "Harbour Light" not in str(version.body)
    assert WithdrawnKind.NAME in {one.kind for one in shown.withdrawals}
    assert f"Key messages: We ask for homes (because of {UNNAMED})" in write_draft(received)


def test_draft__changed_because_of_one_that_never_agreed__names_nobody(received: Received) -> None:
    other = make_organisation(received.session, name="Silent Body")
    note(received, other)
    texts = write_draft(received)
    assert f"Key messages: We ask for homes (because of {UNNAMED})" in texts
    assert not any("Silent Body" in text for text in texts)


def test_record__saved_from_an_older_page__is_refused_and_keeps_what_stands(received: Received) -> None:
    assert keep_told(received, version=0).version == 1
    file = make_attached(received.session, received.consultation)
    assert keep_told(received, Told(**{**vars(TOLD), "file_ids": (file.id,)}), version=1).version == 2
    with pytest.raises(Conflict) as refused:
        keep_told(received, Told(), version=1)
    assert refused.value.code == "C203"
    assert [one.id for one in list_given(received.session, received.consultation.id)] == [file.id]
    remove_attached(received.session, SYSTEM, file, author=NOBODY, now=NOW)
    assert received.session.scalars(select(GivenFile)).all() == []


def test_record__touched_by_an_observer_or_by_another_consultation__is_refused(received: Received) -> None:
    session, about = received.session, {"author": NOBODY, "now": NOW}
    change = make_change(session, received.consultation)
    with pytest.raises(AccessDenied):
        keep_process(session, OBSERVER, received.consultation, TOLD, **about)
    with pytest.raises(AccessDenied):
        note_change(session, OBSERVER, received.consultation, Change("x"), **about)
    with pytest.raises(NotFound):
        remove_change(session, SYSTEM, received.consultation, "other", **about)
    remove_change(session, SYSTEM, received.consultation, change.id, **about)
    assert session.scalars(select(MadeChange)).all() == []


def test_page__used_by_a_manager__keeps_days_rules_and_changes(sign_in: SignIn) -> None:
    client = sign_in(Role.MANAGER)
    first = client.get(PAGE).text
    assert "No change because of a partner is on record." in first and "Every return has to be read" in first
    assert client.post(PAGE, data={**SENT, "version": "0"}).headers["Location"] == PAGE
    page = client.get(PAGE).text
    assert "had 26 days" in page and "20% of them have to be in full: 3 of 14, of which 0 were." in page
    late = client.post(PAGE, data={**SENT, "given": "Another.", "version": "0"})
    assert late.status_code == 409 and "Somebody else saved this" in late.text and "Another." in late.text
    sent = {**CHANGE, "section_key": "key-messages", "what": "We ask for homes", "because_of": "the forum"}
    assert client.post(f"{PAGE}/changes", data=sent).status_code == 302
    page = client.get(PAGE).text
    assert "Key messages: We ask for homes (because of the forum)" in page
    address = page.partition(f'action="{PAGE}/changes/')[2].partition('"')[0]
    assert client.post(f"{PAGE}/changes/{address}").status_code == 302
    assert "We ask for homes" not in client.get(PAGE).text


@pytest.mark.parametrize(
    ("where", "sent", "said"),
    [
        ("", {"sampled_above": "10", "sampled_pct": ""}, "Enter both, the number of returns and the share"),
        ("", {"sampled_pct": "100"}, "Enter a whole number from 1 to 99"),
        (
            "",
            {"partners_close_on-day": "1"},
            "The closing day is before the day on which partners were asked",
        ),
        ("/changes", CHANGE, "Say what changed"),
        ("/changes", CHANGE | {"what": "x"}, "Choose an organisation, or say because of whom"),
        (
            "/changes",
            CHANGE | {"what": "x", "because_of": "y", "section_key": "none"},
            "Choose from the list",
        ),
    ],
)
def test_page__sent_something_wrong__says_what_and_keeps_nothing(
    sign_in: SignIn, sessions: sessionmaker[Session], where: str, sent: dict[str, str], said: str
) -> None:
    answer = sign_in(Role.MANAGER).post(PAGE + where, data={**SENT, "version": "0", **sent})
    assert answer.status_code == 422 and said in answer.text
    with sessions() as session:
        assert not session.scalars(select(ProcessRecord)).all() + session.scalars(select(MadeChange)).all()


def test_page__read_by_others__shows_what_is_printed_and_no_form(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    for client in (sign_in(Role.BOARD_MEMBER), sign_in(Role.MANAGER, organisation_id=police)):
        page = client.get(PAGE)
        assert "14 returns were received" in page.text and "Days and rules" not in page.text
        assert client.post(PAGE, data=SENT).status_code == 403
    assert sign_in(Role.AUDITOR).get(PAGE).status_code == 403
