"""A group passes on what one person tells: two numbers, the group's list, and what its number may do."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.group_kinds import WayIn
from consult.models.groups import Correction, GroupEntry, LostNumber, RelayGroup, WayInRule
from consult.models.response import Response
from consult.services.auditing import SYSTEM
from consult.services.experiences.grouping import revoke_link
from consult.services.experiences.relay_agreements import publish_agreement
from consult.services.keys.key_keeping import opened_key_store
from consult.vocabulary import Channel, Purpose, ResponseState, UseKind, WrapKind
from tests.factories.giving import SLUG
from tests.factories.numbering import NOW
from tests.factories.protecting import make_version
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, START, WORDS, Worker, open_site
from tests.integration.teller import GROWN, RETURN

LIST = f"{GROUP}/list"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    return Worker(app, sessions)


def find_id(page: str) -> str:
    found = re.search(rf"{LIST}/([0-9a-f-]{{36}})", page)
    assert found, "nothing is on the list"
    return found[1]


def get_only(sessions: sessionmaker[Session]) -> Response:
    with sessions() as session:
        return session.scalars(select(Response)).one()


def test_relay__sent__is_vouched_for_and_gives_the_person_a_card_of_their_own(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    worker.write()
    shown = worker.send()
    number_page, card = worker.client.get(f"{START}/number"), worker.client.get(f"{START}/card")

    assert get_only(sessions).channel is Channel.VOUCHED
    assert "Your group’s number stays the same" in number_page.text
    assert shown in card.text and "Read it aloud" in card.text
    assert "three" in card.text or "seven" in card.text or "one" in card.text
    person = app.test_client().post(f"{RETURN}/", data={"return_number": shown}, follow_redirects=True)
    assert WORDS in person.text


def test_relay__begun_under_an_agreement_replaced_since__waits_until_the_new_one_is_accepted(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    worker.client.post(f"{GROUP}/relay/{SLUG}")
    assert worker.client.get(f"{START}/about").status_code == 200
    with sessions.begin() as session:
        publish_agreement(
            session, {"en": "Our promise"}, {"en": "We listen."}, actor=SYSTEM, today=NOW.date(), now=NOW
        )
    asked = [worker.client.get(f"{START}/about"), worker.client.post(f"{START}/about", data=GROWN)]
    assert [one.location for one in asked] == [f"{GROUP}/agreement"] * 2
    assert worker.client.post(f"{GROUP}/relay/{SLUG}").location == f"{GROUP}/agreement"
    with sessions() as session:
        assert not session.scalars(select(Response)).all()

    given = {"accepted": "yes", "name": "Ada Morgan"}
    stale = worker.client.post(f"{GROUP}/agreement", data={**given, "version": 1})
    assert stale.status_code == 422 and "has changed" in stale.text and "We listen." in stale.text
    assert worker.client.get(f"{START}/about").location == f"{GROUP}/agreement"
    worker.client.post(f"{GROUP}/agreement", data={**given, "version": 2})

    assert worker.client.get(f"{START}/about").status_code == 200
    worker.relay()
    assert get_only(sessions).channel is Channel.VOUCHED


def test_relay__finished__leaves_the_group_open_and_the_person_forgotten(worker: Worker) -> None:
    worker.relay()
    assert worker.client.get(f"{GROUP}/").status_code == 200
    assert WORDS not in worker.client.get(f"{START}/q/what_happened", follow_redirects=True).text


def test_powers__first_shown__let_the_group_correct_and_nothing_else(worker: Worker) -> None:
    worker.begin()
    page = worker.client.get(f"{START}/group").text
    ticked = re.findall(r'value="(\w+)"[^>]*checked', page)
    assert ticked == ["correct"]


def test_list__of_what_stood_on_pages_of_many__says_read_only_once_its_own_page_was_opened(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    worker.relay()
    response_id = get_only(sessions).id
    for subject_id, state in (("a theme", "Received"), (response_id, "Read by staff")):
        with sessions.begin() as session:
            shown = {"kind": UseKind.PAGE, "purpose": Purpose.ANALYSE, "subject_id": subject_id}
            session.add(Use(response_id=response_id, at=NOW, **shown))
        assert state in re.findall(r"Received(?! in)|Read by staff", worker.open_list())


def test_list__opened_with_the_groups_number__has_labels_and_states_and_no_words(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    worker.relay(label="blue door")
    other = Worker(app, sessions, name="Lantern")
    other.relay(label="red chair")
    other.begin()

    own, others = worker.open_list(), other.open_list()

    assert "blue door" in own and "red chair" not in own and WORDS not in own
    assert "red chair" in others and "Being written" in others and "Received" in others
    blue = find_id(own)
    assert other.client.get(f"{LIST}/{blue}").status_code == 404
    assert app.test_client().get(f"{LIST}/").headers["Location"].endswith("/enter")


def test_read_back__not_allowed__shows_nothing_and_keeps_no_key_for_the_group(
    worker: Worker, app: Flask
) -> None:
    worker.relay(powers="correct withdraw")
    response_id = find_id(worker.open_list())
    refused = worker.client.get(f"{LIST}/{response_id}/words")

    assert refused.status_code == 409 and WORDS not in refused.text
    with opened_key_store(app.config["KEYSTORE_URL"]) as store:
        assert store.find(response_id, WrapKind.GROUP) is None


def test_read_back__allowed__shows_the_words_to_this_group_alone(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    worker.relay(powers="read_back")
    response_id = find_id(worker.open_list())
    other = Worker(app, sessions, name="Lantern")
    other.open_list()

    assert WORDS in worker.client.get(f"{LIST}/{response_id}/words").text
    assert other.client.get(f"{LIST}/{response_id}/words").status_code == 404


def test_correction__allowed__is_read_by_the_person_and_not_by_the_group(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    shown = worker.relay()
    response_id = find_id(worker.open_list())
    empty = worker.client.post(f"{LIST}/{response_id}/correct", data={"correction": " "})
    kept = worker.client.post(
        f"{LIST}/{response_id}/correct", data={"correction": "It was five months."}, follow_redirects=True
    )

    person = app.test_client().post(f"{RETURN}/", data={"return_number": shown}, follow_redirects=True)
    assert empty.status_code == 422
    assert kept.status_code == 200 and "five months" not in kept.text
    assert "It was five months." in person.text
    with sessions() as session:
        assert b"five" not in session.scalars(select(Correction)).one().words_sealed


def test_correction__too_long__is_refused_and_nothing_typed_is_lost(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    worker.relay()
    address = f"{LIST}/{find_id(worker.open_list())}/correct"
    long = "It was five months. " * 260 + "THE END"

    page = worker.client.post(address, data={"correction": long})
    switched = worker.client.post(address, data={"correction": long, "switch_language": "en"})

    assert page.status_code == 422 and "longer than 5000 characters" in page.text
    assert "THE END" in page.text and "THE END" in switched.text
    with sessions() as session:
        assert session.scalars(select(Correction)).all() == []


@pytest.mark.parametrize(("powers", "reason"), [("read_back", "C352"), ("correct", "C356")])
def test_correction__not_allowed_or_too_late__is_refused(
    worker: Worker, app: Flask, powers: str, reason: str
) -> None:
    worker.relay(powers=powers)
    response_id = find_id(worker.open_list())
    app.extensions["clock"] = lambda: NOW.replace(year=NOW.year + 5)
    page = worker.client.post(f"{LIST}/{response_id}/correct", data={"correction": "Other"})
    assert page.status_code == 409 and reason in page.text


def test_correction__after_a_notice_that_shortens_the_date__is_kept_until_the_date_that_was_told(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    worker.relay(powers="correct")
    entry = f"{LIST}/{find_id(worker.open_list())}"
    with sessions.begin() as session:
        consultation = session.scalars(select(Consultation)).one()
        make_version(session, consultation, 2, withdrawal_until_on=date(2020, 1, 1))

    assert "30 June 2031" in worker.client.get(entry).text
    assert (
        worker.client.post(f"{entry}/correct", data={"correction": "It was five months."}).status_code == 302
    )
    with sessions() as session:
        assert len(session.scalars(select(Correction)).all()) == 1


@pytest.mark.parametrize(("powers", "status"), [("withdraw", 302), ("correct read_back", 409)])
def test_group__withdraws__only_where_the_person_lets_it(
    worker: Worker, sessions: sessionmaker[Session], powers: str, status: int
) -> None:
    worker.relay(powers=powers)
    response_id = find_id(worker.open_list())
    worker.client.post(f"{LIST}/{response_id}/correct", data={"correction": "Other"})
    answer = worker.client.post(f"{LIST}/{response_id}/withdraw")

    is_gone = get_only(sessions).state is ResponseState.WITHDRAWN
    assert (answer.status_code, is_gone) == (status, status == 302)
    if is_gone:
        assert "Withdrawn" in worker.client.get(f"{LIST}/").text
        with sessions() as session:
            assert session.scalars(select(Correction)).all() == []


def test_withdrawing__by_the_group__first_says_what_stays(worker: Worker) -> None:
    worker.relay(powers="withdraw")
    response_id = find_id(worker.open_list())

    page = worker.client.get(f"{LIST}/{response_id}/withdraw")

    assert page.status_code == 200 and "cannot be called back" in page.text
    assert "concern" in page.text and f'action="{LIST}/{response_id}/withdraw"' in page.text


def test_withdrawing__that_the_person_does_not_allow__is_not_offered(worker: Worker) -> None:
    worker.relay(powers="correct")
    response_id = find_id(worker.open_list())

    assert f"{response_id}/withdraw" not in worker.client.get(f"{LIST}/{response_id}").text
    assert worker.client.get(f"{LIST}/{response_id}/withdraw").status_code == 409


def test_label__left_out_on_the_way__can_be_given_on_the_list(worker: Worker) -> None:
    worker.relay(label="")
    response_id = find_id(worker.open_list())
    assert "Without a label" in worker.client.get(f"{LIST}/").text

    worker.client.post(f"{LIST}/{response_id}/label", data={"label": "  green gate "})
    worker.client.post(f"{LIST}/{response_id}/label", data={"label": " "})

    assert "green gate" in worker.client.get(f"{LIST}/").text


def test_another_relay__before_the_one_before_is_sent__asks_first_and_loses_nothing(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    worker.write()

    asked = [worker.client.post(f"{GROUP}/{way}/{SLUG}") for way in ("relay", "event")]

    assert all("You have begun in this browser" in page.text for page in asked)
    assert WORDS in worker.client.get(f"{START}/check").text
    again = worker.client.post(f"{GROUP}/relay/{SLUG}", data={"begin_again": "yes"})
    assert again.status_code == 302
    assert worker.client.get(f"{START}/check").status_code != 200


@pytest.mark.parametrize(("way_in", "state"), [(WayIn.BY_LINK, "in_progress"), (WayIn.ANYONE, "submitted")])
def test_relay__whose_link_is_revoked_before_it_is_sent__is_vouched_for_by_nobody(
    worker: Worker, sessions: sessionmaker[Session], way_in: WayIn, state: str
) -> None:
    worker.write()
    with sessions.begin() as session:
        session.execute(update(WayInRule).values(way_in=way_in))
        revoke_link(session, session.get_one(RelayGroup, worker.group_id), actor=SYSTEM, now=NOW)

    page = worker.client.post(f"{START}/check", data={"prompts_rest": "keep"})

    response = get_only(sessions)
    assert response.state.value == state
    if response.state is ResponseState.SUBMITTED:
        assert response.channel is Channel.OPEN
    else:
        assert "link does not work any more" in page.text


def test_lost_card__said_by_the_group__makes_one_request(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    worker.relay()
    response_id = find_id(worker.open_list())
    for _ in range(2):
        worker.client.post(f"{LIST}/{response_id}/lost")
    with sessions() as session:
        assert session.scalars(select(LostNumber)).one().response_id == response_id
    assert get_only(sessions).state is ResponseState.SUBMITTED


def test_database__after_relays__does_not_say_which_group_passed_what_on(
    worker: Worker, app: Flask, sessions: sessionmaker[Session], sqlite_url: str
) -> None:
    worker.relay(powers="correct read_back withdraw", label="MARKEDLABEL")
    with sessions() as session:
        entry = session.scalars(select(GroupEntry)).one()
        columns = [getattr(entry, one.key) for one in inspect(GroupEntry).column_attrs]
    assert worker.group_id not in str(columns)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    for mark in (b"MARKEDTEXT", b"MARKEDLABEL", worker.number.encode()):
        assert mark not in content
