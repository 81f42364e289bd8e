"""What a person said of their sentences stays with the words when the text round them is changed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.conversation import QuotationVerdict
from consult.models.keeping_kinds import FileKind
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.experiences.judging_quotations import Passage, find_verdicts, give_verdict
from consult.services.permissions.recalling import list_recalls
from consult.services.permissions.releasing import note_release
from consult.services.permissions.using import Occasion, UsedPart, record_uses
from consult.vocabulary import Purpose, UseKind, Verdict
from forms.definitions import Page
from tests.factories import giving
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account
from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form, tell, visit
from tests.integration.test_account_amending import QUESTION, find_parent

DAY = date(2031, 6, 1)
TEXT = "We waited. Nobody came."
REFUSED = "Nobody came."


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        ("At first, we hoped. Nobody came.", ["Nobody came."]),
        ("Nobody came. Then we left. Nobody came.", ["Nobody came.", "Nobody came."]),
        ("We waited. Nobody ever came to us.", ["Nobody ever came to us."]),
        ("We waited. The office sent no one!", ["The office sent no one!"]),
        ("We waited and left.", ["and left."]),
        ("We waited.", []),
    ],
)
def test_refusal__text_changed__stands_where_its_words_or_those_in_their_place_stand(
    make_app: MakeApp, sessions: sessionmaker[Session], after: str, refused: list[str]
) -> None:
    app = open_form(make_app, sessions)
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": tell(visit(app))})

    def amend(words: str) -> None:
        parent = find_parent(client.get(QUESTION).text)
        client.post(QUESTION, data={"q_what_happened": words, **parent})

    amend(TEXT)
    with sessions.begin() as session:
        response = session.scalars(select(Response)).one()
        for words, verdict in (("We waited.", Verdict.AGREED), (REFUSED, Verdict.REFUSED)):
            start = TEXT.index(words)
            passage = Passage(response.id, "what_happened", start, start + len(words))
            give_verdict(session, UNCOUNTED, response, passage, verdict, today=DAY)

    amend(after)

    with sessions.begin() as session:
        rows = session.scalars(select(QuotationVerdict).order_by(QuotationVerdict.start)).all()
        kept = [(one.verdict, after[one.start : one.end].strip()) for one in rows]
        assert all(one.said_on == DAY for one in rows)
    assert [words for verdict, words in kept if verdict is Verdict.REFUSED] == refused
    agreed = ["We waited."] if "We waited." in after else []
    assert [words for verdict, words in kept if verdict is Verdict.AGREED] == agreed
    page = client.get(f"{RETURN}/sentences").text
    assert all(words in page for words in refused)
    assert ("What you said may not be used" in page) == bool(refused)


def test_refusal__that_followed_reworded_words__can_be_taken_back_by_the_person(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = open_form(make_app, sessions)
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": tell(visit(app), TEXT)})
    with sessions.begin() as session:
        response = session.scalars(select(Response)).one()
        start = TEXT.index(REFUSED)
        give_verdict(
            session,
            UNCOUNTED,
            response,
            Passage(response.id, "what_happened", start, len(TEXT)),
            Verdict.REFUSED,
            today=DAY,
        )
    after = "We waited. Nobody came to us."
    client.post(QUESTION, data={"q_what_happened": after, **find_parent(client.get(QUESTION).text)})

    passage = f"what_happened:{start}:{len(after)}"
    client.post(f"{RETURN}/sentences", data={"passage": passage, "verdict": "agreed"})

    with sessions.begin() as session:
        assert [one.verdict for one in session.scalars(select(QuotationVerdict))] == [Verdict.AGREED]


def test_yes__to_a_part_of_what_was_refused__leaves_the_rest_refused(session: Session) -> None:
    version = make_questionnaire_version(session, make_consultation(session))
    response = make_sealed_account(session, version, {"change": "one two three"}, UnlockedAgent())

    def say(start: int, end: int, verdict: Verdict) -> None:
        give_verdict(
            session, UNCOUNTED, response, Passage(response.id, "change", start, end), verdict, today=DAY
        )

    say(0, 13, Verdict.REFUSED)
    say(4, 7, Verdict.AGREED)

    found = find_verdicts(session, [response.id])
    said = {(one.start, one.end): verdict for one, verdict in found.items()}
    assert said == {(0, 4): Verdict.REFUSED, (4, 7): Verdict.AGREED, (7, 13): Verdict.REFUSED}
    say(0, 13, Verdict.AGREED)
    assert set(find_verdicts(session, [response.id]).values()) == {Verdict.AGREED}


@pytest.mark.parametrize(("place", "is_recalled"), [((0, 4), True), ((8, 13), False)])
def test_refusal__of_words_in_a_file_handed_out__has_it_taken_back(
    session: Session, place: tuple[int, int], is_recalled: bool
) -> None:
    version = make_questionnaire_version(session, make_consultation(session))
    response = make_sealed_account(session, version, {"change": "one two three"}, UnlockedAgent())
    file = note_release(session, SYSTEM, response.consultation_id, FileKind.DRAFT, "draft 1", now=NOW)
    occasion = Occasion(SYSTEM, UseKind.EXPORT, Purpose.QUOTE, file.subject_id, NOW)
    record_uses(session, occasion, [UsedPart(response.id, 1, "change", 2, 7)])

    give_verdict(
        session, UNCOUNTED, response, Passage(response.id, "change", *place), Verdict.AGREED, today=DAY
    )
    assert list_recalls(session) == []
    give_verdict(
        session, UNCOUNTED, response, Passage(response.id, "change", *place), Verdict.REFUSED, today=DAY
    )

    assert [one.file for one in list_recalls(session)] == ([file] if is_recalled else [])


def test_refusal__of_words_copied_into_an_answer_given_for_the_first_time__stands_there_too(
    make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    more = Page("more", {}, (replace(giving.HAPPENED, id="more", required=False),))
    monkeypatch.setattr(giving, "PAGES", (*giving.PAGES, more))
    app = open_form(make_app, sessions)
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": tell(visit(app), TEXT)})
    with sessions.begin() as session:
        response = session.scalars(select(Response)).one()
        passage = Passage(response.id, "what_happened", TEXT.index(REFUSED), len(TEXT))
        give_verdict(session, UNCOUNTED, response, passage, Verdict.REFUSED, today=DAY)

    client.post(f"{RETURN}/q/more", data={"q_more": REFUSED})

    with sessions.begin() as session:
        rows = session.scalars(select(QuotationVerdict)).all()
        assert {(one.question_id, one.verdict) for one in rows} == {
            ("what_happened", Verdict.REFUSED),
            ("more", Verdict.REFUSED),
        }
