"""On the return page: one's own sentences and what is said of them, messages, and what became of it."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.conversation import AccountMessage
from consult.models.draft import Draft
from consult.models.following_kinds import ReplyKind
from consult.models.revision import Revision
from consult.queries.viewer import SYSTEM
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.consultations.consulting import get_consultation
from consult.services.experiences.showing_quoted import show_to_people
from consult.services.following.asking_government import add_ask
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.following.replying import GivenReply, keep_reply
from consult.services.permissions import following_outcomes
from consult.services.returns.revising import NOBODY
from consult.vocabulary import ConsultationState, SubjectKind
from tests.factories.collecting import make_consultation
from tests.factories.giving import SLUG, check_everything
from tests.factories.numbering import TODAY
from tests.factories.quoting import AFTER, BEFORE, find_only_account, make_quoting_draft
from tests.factories.sending import send_earlier
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import POINTS, Worker, open_site
from tests.integration.teller import RETURN, open_form, tell, visit

NOW = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
WORDS = "We waited for a year. Nobody answered. Then a neighbour helped us."
QUOTED = "Nobody answered."
START, END = WORDS.index(QUOTED), WORDS.index(QUOTED) + len(QUOTED)


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def come_back(app: Flask, number: str) -> FlaskClient:
    client = visit(app)
    assert client.post(f"{RETURN}/", data={"return_number": number}).status_code == 302
    return client


def quote(
    app: Flask, sessions: sessionmaker[Session], *, is_shown: bool = True, start: int = START, end: int = END
) -> None:
    with sessions.begin() as session:
        check_everything(session, app.config)
        draft = make_quoting_draft(session, [(find_only_account(session), "what_happened", start, end)])
        if is_shown:
            show_to_people(session, draft, actor="staff", today=TODAY, now=NOW)


def test_sentences__of_a_draft_shown_to_people__stand_with_the_texts_round_them(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)

    page = client.get(f"{RETURN}/sentences").text

    assert QUOTED in page and BEFORE in page and AFTER in page
    assert "a person with lived experience" in page
    assert "We waited for a year" not in page


def test_sentence__marked_as_seeing_it_otherwise__is_shown_with_the_words_before_it(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)
    lead = "One that sees it otherwise:"
    assert lead not in client.get(f"{RETURN}/sentences").text
    with sessions.begin() as session:
        revision = session.scalars(select(Revision).where(Revision.subject_kind == SubjectKind.SECTION)).one()
        marked = [
            one | ({"view": "otherwise"} if one["kind"] == "quotation" else {}) for one in revision.body
        ]
        revision.body = marked

    assert lead in client.get(f"{RETURN}/sentences").text


def test_description__changed_by_the_link_beside_a_sentence__stands_under_it_at_once(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)
    before = client.get(f"{RETURN}/sentences").text
    link = re.search(r'href="([^"]+)">Change how I am described<', before)
    assert link and "a person living in the region" not in before
    asked = client.get(link[1])
    assert asked.status_code == 200 and 'name="q_describe" type="radio" value="region"' in asked.text

    client.post(link[1], data={"q_permission": ["analyse", "quote"], "q_describe": "region"})

    assert "a person living in the region" in client.get(f"{RETURN}/sentences").text


def test_sentences__of_a_listening_event__offer_what_may_be_printed_and_nobodys_description(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = open_site(make_app, sessions)
    number = Worker(app, sessions).relay_event()
    quote(app, sessions, start=0, end=len(POINTS["q_point_1"]))
    client = come_back(app, number)

    page = client.get(f"{RETURN}/sentences").text

    assert POINTS["q_point_1"] in page and "Change how I am described" not in page
    assert "told at a listening event to a worker of a community group; a summary" in page
    people = {"q_month": "2031-02", "q_people": "14", "q_languages": ["ti"]}
    client.post(f"{RETURN}/event/people", data=people)
    one_language = "told at a listening event to a worker of a community group in Tigrinya; a summary"
    assert one_language in client.get(f"{RETURN}/sentences").text
    link = re.search(r'href="([^"]+)">May sentences of it be printed\?<', page)
    assert link and client.get(link[1]).status_code == 200
    client.post(link[1], data={"q_may_print": "no"})
    assert POINTS["q_point_1"] not in client.get(f"{RETURN}/sentences").text


def test_sentences__of_a_draft_not_shown_yet__are_not_there(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions, is_shown=False)

    page = client.get(f"{RETURN}/sentences").text

    assert QUOTED not in page and "No sentence of yours is in the report now" in page


def test_sentences__no_longer_allowed__are_not_there(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)
    client.post(f"{RETURN}/permission", data={"q_permission": ["analyse"]})

    assert QUOTED not in client.get(f"{RETURN}/sentences").text


def test_sentences__of_somebody_else__are_never_shown(app: Flask, sessions: sessionmaker[Session]) -> None:
    tell(visit(app), WORDS)
    quote(app, sessions)
    other = come_back(app, tell(visit(app), "I have another story to tell."))

    assert QUOTED not in other.get(f"{RETURN}/sentences").text


@pytest.mark.parametrize(
    ("verdict", "said"), [("agreed", "You said yes"), ("refused", "You said: do not use")]
)
def test_verdict__given_on_a_sentence__is_kept_and_can_be_changed(
    app: Flask, sessions: sessionmaker[Session], verdict: str, said: str
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)
    passage = f"what_happened:{START}:{END}"

    for given in ("agreed", "refused", verdict):
        client.post(f"{RETURN}/sentences", data={"passage": passage, "verdict": given})

    assert said in client.get(f"{RETURN}/sentences").text


def test_verdict__on_what_is_not_quoted__changes_nothing(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)

    for data in (
        {"passage": "what_happened:0:5", "verdict": "agreed"},
        {"passage": "x", "verdict": "agreed"},
        {},
    ):
        assert client.post(f"{RETURN}/sentences", data=data).status_code == 302

    assert "You said yes" not in client.get(f"{RETURN}/sentences").text


def test_messages__of_the_person__are_sealed_and_come_back(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    number = tell(visit(app), WORDS)
    come_back(app, number).post(f"{RETURN}/messages", data={"message": "Please leave the street out."})

    page = come_back(app, number).get(f"{RETURN}/messages").text

    assert "Please leave the street out." in page and "You wrote" in page
    with sessions() as session:
        kept = session.scalars(select(AccountMessage)).one()
        assert b"street" not in kept.sealed and kept.is_from_person


def draw_message(client: FlaskClient, text: str) -> dict[str, str]:
    """A message as the page would send it."""
    found = re.search(r'name="submission_id" value="([^"]+)"', client.get(f"{RETURN}/messages").text)
    assert found
    return {"message": text, "submission_id": found[1]}


def test_message__sent_by_a_double_press__is_kept_once(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    sent = draw_message(client, "Please call it a flat.")
    for _ in range(2):
        assert client.post(f"{RETURN}/messages", data=sent).status_code == 302
    with sessions() as session:
        assert session.scalars(select(AccountMessage.id)).all() == [sent["submission_id"]]

    client.post(f"{RETURN}/messages", data=sent | {"message": "Please call it a room."})

    page = client.get(f"{RETURN}/messages").text
    assert page.count("Please call it a flat.") == page.count("Please call it a room.") == 1


def test_message__under_the_id_of_somebody_elses__is_one_of_its_own(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    first, second = (come_back(app, tell(visit(app), WORDS)) for _ in range(2))
    sent = draw_message(first, "Please call it a flat.")
    for client in (first, second):
        assert client.post(f"{RETURN}/messages", data=sent).status_code == 302
        assert client.get(f"{RETURN}/messages").text.count("Please call it a flat.") == 1
    with sessions() as session:
        assert len(set(session.scalars(select(AccountMessage.response_id)))) == 2


@pytest.mark.parametrize("drawn", ["x", "x" * 500, "0" * 32, "{00000000-0000-4000-8000-000000000000}"])
def test_message__under_what_is_no_id__is_kept_all_the_same(
    app: Flask, sessions: sessionmaker[Session], drawn: str
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    sent = {"message": "Please call it a flat.", "submission_id": drawn}
    assert client.post(f"{RETURN}/messages", data=sent).status_code == 302
    with sessions() as session:
        assert session.scalars(select(AccountMessage.id)).one() != drawn


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_message__empty_or_too_long__comes_back_with_what_was_typed(
    app: Flask, sessions: sessionmaker[Session], text: str
) -> None:
    client = come_back(app, tell(visit(app), WORDS))

    page = client.post(f"{RETURN}/messages", data={"message": text})

    assert page.status_code == 422 and "There is a problem" in page.text and text.strip() in page.text
    with sessions() as session:
        assert session.scalars(select(AccountMessage)).all() == []


def test_outcome__once_written__is_shown_to_whoever_comes_back(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    assert "What became of it" not in client.get(f"{RETURN}/yours").text
    with sessions.begin() as session:
        said, replied = {"en": "We asked for places."}, {"en": "Government agreed in part."}
        consultation = get_consultation(session, SLUG)
        conclude(session, consultation, Conclusion(said, TODAY, replied, "Hansard"), actor="staff", now=NOW)
        send_earlier(session, consultation)
        ask = add_ask(session, SYSTEM, consultation, {"en": "Places near schools."}, author=NOBODY, now=NOW)
        reply = GivenReply(ReplyKind.REJECTED, NOW.date(), {"en": "There is no money."}, "Column 7")
        keep_reply(session, SYSTEM, ask, reply, author=NOBODY, now=NOW)
        publish_outcome(session, SYSTEM, consultation, author=NOBODY, now=NOW)

    page = client.get(f"{RETURN}/yours").text

    assert "We asked for places." in page and "Government agreed in part." in page and "Hansard" in page
    assert re.search("What we said to government, .*4 March 2031", page)
    for words in ("Places near schools.", "Rejected", "There is no money.", f"/consultations/{SLUG}/outcome"):
        assert words in page
    assert "There is no money." in visit(app).get(f"/consultations/{SLUG}/outcome").text
    with sessions() as session:
        assert session.scalars(select(Consultation.state)).one() is ConsultationState.SENT


def test_outcome__of_another_response_that_used_the_words__is_shown_with_its_name(
    app: Flask, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    with sessions.begin() as session:
        other = make_consultation(session, slug="other", title={"en": "Homes after the hotel"})
        conclude(session, other, Conclusion(said={"en": "We asked for homes."}), actor="staff", now=NOW)
        draft = Draft(consultation_id=other.id)
    monkeypatch.setattr(following_outcomes, "list_latest_drafts", lambda _session, _response: [draft])

    page = client.get(f"{RETURN}/yours").text

    assert "In another response" in page and "Homes after the hotel" in page and "We asked for homes." in page


def test_pages__without_a_number__ask_for_one(app: Flask) -> None:
    for place in ("sentences", "messages"):
        answered = visit(app).get(f"{RETURN}/{place}")
        assert answered.status_code == 302 and re.search(r"/return/$", answered.location)
