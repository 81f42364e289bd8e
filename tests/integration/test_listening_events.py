"""A group passes on a listening event: bands alone, what was said, and whether the people agreed."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.groups import ListeningEvent
from consult.models.response import Response
from consult.services.permissions.consenting import current_consent
from consult.vocabulary import Channel, Purpose, ResponseState
from tests.factories.giving import SLUG
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, POINTS, START, Worker, open_site
from tests.integration.teller import RETURN, read_number
from tests.integration.test_account_prompts import read_prompts


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    return Worker(app, sessions)


BESIDE = (
    "If you withdraw until 30 June 2031, we take out your words and do not count you.",
    "What was already sent cannot be called back.",
    "They are not our reason in law",
    f'href="{START}/privacy">Privacy notice',
    "unless a child or somebody else may come to serious harm, or a court orders us",
)


def begin(worker: Worker) -> None:
    worker.client.post(f"{GROUP}/event/{START.rpartition('/')[2]}")


def test_event__sent__is_one_vouched_experience_with_its_people_counted_apart(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    shown = worker.relay_event(people=14)

    with sessions() as session:
        response = session.scalars(select(Response)).one()
        consents = current_consent(session, response.id)
        assert (response.state, response.channel) == (ResponseState.SUBMITTED, Channel.VOUCHED)
        assert session.scalars(select(ListeningEvent)).one().people == 14
        assert consents[Purpose.QUOTE].granted and not consents[Purpose.SHARE].granted
    reader = app.test_client().post(f"{RETURN}/", data={"return_number": shown}, follow_redirects=True)
    for words in (
        "MARKEDTEXT: The hotel is far away.",
        "Most",
        "25 to 44",
        "February 2031",
        "A listening event",
    ):
        assert words in reader.text
    assert "june meeting" in worker.open_list()


def test_points__beyond_a_few__are_folded_away_until_they_are_used(worker: Worker) -> None:
    worker.client.post(f"{GROUP}/event/{SLUG}")
    worker.client.post(f"{START}/event/people", data={"q_month": "2031-02", "q_people": "14"})
    page = f"{START}/event/said"
    assert list_folded(worker.client.get(page).text) == [4, 5, 6, 7, 8, 9, 10]
    unfinished = {"q_point_6": "The bus leaves too early.", "q_agreed": "all"}
    assert list_folded(worker.client.post(page, data=unfinished).text) == [7, 8, 9, 10]
    too_long = {"q_point_7": "b" * 100_001, "switch_language": "ar"}
    assert list_folded(worker.client.post(page, data=too_long).text) == [8, 9, 10]
    worker.client.post(page, data=unfinished | {"q_point_1": "Nobody answers the phone."})
    assert list_folded(worker.client.get(page).text) == [4, 5, 6, 7, 8, 9, 10], "kept as the second point"


def list_folded(page: str) -> list[int]:
    """The numbers of the points within what is folded away; what comes after them is not."""
    [folded] = re.findall(r"<details[^>]*>(?:(?!</details>).)*q_point_.*?</details>", page, re.DOTALL)
    assert "q_agreed" not in folded
    return [int(number) for number in re.findall(r'name="q_point_(\d+)"', folded)]


def test_event__of_ten_points__keeps_each_with_how_many_said_it(worker: Worker, app: Flask) -> None:
    said = {f"q_point_{n}": f"The thing of number {n}." for n in range(1, 11)}
    shown = worker.relay_event(**said, q_said_by_10="few")
    reader = app.test_client().post(f"{RETURN}/", data={"return_number": shown}, follow_redirects=True)
    assert not [words for words in said.values() if words not in reader.text] and "One or two" in reader.text


def test_event__of_few_people__keeps_their_number_locked(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    worker.relay_event(people=4)
    with sessions() as session:
        event = session.scalars(select(ListeningEvent)).one()
        assert event.people is None and b"MARKEDTEXT" not in event.told_sealed


def test_event__to_which_people_did_not_agree__is_not_passed_on(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    begin(worker)
    refused = worker.client.post(
        f"{START}/event/said", data={**POINTS, "q_agreed": "no", "q_may_print": "no"}
    )
    worker.client.post(f"{START}/check")

    assert refused.status_code == 422 and "Without their agreement" in refused.text
    with sessions() as session:
        assert session.scalars(select(Response)).one().state is ResponseState.IN_PROGRESS


def test_event__without_who_was_there__cannot_be_sent(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    begin(worker)
    worker.client.post(f"{START}/event/said", data={**POINTS, "q_agreed": "all", "q_may_print": "no"})
    sent = worker.client.post(f"{START}/check")
    assert sent.status_code == 422 and POINTS["q_point_1"] in sent.text
    assert f'href="{START}/event/people">Say who took part' in sent.text
    with sessions() as session:
        assert session.scalars(select(Response)).one().state is ResponseState.IN_PROGRESS


def test_event__asked_for_permission__says_who_is_in_the_room_and_what_can_be_taken_back(
    worker: Worker, app: Flask
) -> None:
    begin(worker)
    first = worker.client.get(f"{START}/event/people").text
    pages = [worker.client.get(f"{START}/event/said").text]
    holder = app.test_client()
    holder.post(f"{RETURN}/", data={"return_number": worker.relay_event()})
    pages += [holder.get(f"{RETURN}/event/{name}").text for name in ("said", "printing")]

    for page in pages:
        assert page.index("are members of this partnership") < page.index('name="q_may_print"')
        for words in BESIDE:
            assert words in page and words not in first, words


def test_event__on_its_check_and_its_own_page__is_not_asked_where_one_person_lives(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    begin(worker)
    check, asked = worker.client.get(f"{START}/check").text, worker.client.get(f"{START}/q/area")
    holder = app.test_client()
    holder.post(f"{RETURN}/", data={"return_number": worker.relay_event()})
    led = holder.post(f"{RETURN}/q/area", data={"q_area": "coast"})

    assert (asked.location, led.location) == (f"{START}/event/people", f"{RETURN}/event/people")
    assert "Which area do you live in?" not in check + holder.get(f"{RETURN}/yours").text
    with sessions() as session:
        assert {one.place_band for one in session.scalars(select(Response))} == {""}


@pytest.mark.parametrize("people", ["0", "-3", "many"])
def test_people__not_a_number_of_people__is_asked_again(worker: Worker, people: str) -> None:
    begin(worker)
    page = worker.client.post(f"{START}/event/people", data={"q_month": "2031-02", "q_people": people})
    assert page.status_code == 422


def test_event__withdrawn__leaves_nothing_of_who_was_there(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    shown = worker.relay_event()
    holder = app.test_client()
    holder.post(f"{RETURN}/", data={"return_number": shown})
    holder.post(f"{RETURN}/withdraw")
    with sessions() as session:
        assert session.scalars(select(ListeningEvent)).all() == []


def test_guide__opened_by_anybody__is_there_to_print(app: Flask) -> None:
    page = app.test_client().get("/listening-events")
    assert page.status_code == 200 and "Consent in the room" in page.text


def test_event_page__of_one_persons_experience__does_not_exist(worker: Worker) -> None:
    worker.begin()
    assert worker.client.get(f"{START}/event/people").status_code == 404


def test_event__words_taken_out_at_the_check__are_in_none_of_its_points(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    begin(worker)
    people = {"q_month": "2031-02", "q_people": "14"}
    worker.client.post(f"{START}/event/people", data=people)
    said = {"q_point_1": "Call 07700 900123.", "q_point_2": "Again 07700 900123, not 07700 9001234."}
    told = {**said, "q_said_by_1": "most", "q_said_by_2": "some", "q_agreed": "all", "q_may_print": "yes"}
    worker.client.post(f"{START}/event/said", data=told)
    worker.client.post(f"{START}/group", data={"q_group_label": "june meeting"})
    names = read_prompts(worker.client.get(f"{START}/check").text)

    worker.client.post(f"{START}/check", data={names["07700 900123"]: "remove", "prompts_rest": "keep"})

    shown = read_number(worker.client.get(f"{START}/number").text)
    own = app.test_client().post(f"{RETURN}/", data={"return_number": shown}, follow_redirects=True).text
    assert re.findall(r"07700 \d+", own.replace("07700 9001234", "")) == []
    assert own.count("Call […].") == 1
