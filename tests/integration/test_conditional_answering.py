"""Answering a form with conditions: only what is relevant is asked, and only what is asked counts."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.services.consultations.publishing import publish
from consult.services.returns.answering import save_answer, start_response
from consult.services.returns.submitting import submit
from consult.vocabulary import Channel, FormPurpose, Purpose, ResponseKind, ResponseState, VersionState
from tests.factories.branching import BRANCHING_SLUG, make_branching_consultation, make_branching_definition
from tests.factories.numbering import NOW, TODAY
from tests.integration.branching_visits import Sessions, begin_visit, go, read_answers
from tests.integration.visitor import Visitor


@pytest.fixture
def visitor(app: Flask, sessions: Sessions) -> Visitor:
    return begin_visit(app, sessions)


def send_no_homes(visitor: Visitor) -> None:
    assert go(visitor, "homes", homes="no") == "q/why"
    assert go(visitor, "why", why="None are free") == "q/work"
    assert go(visitor, "work", works="no") == "q/region"
    assert go(visitor, "region", region="south") == "q/place"
    assert go(visitor, "place", place="s2") == "use"
    visitor.send("use", {"q_use": "unnamed"})
    assert visitor.send("check").status_code == 302


def test_way__after_an_answer__leads_only_to_what_is_asked(visitor: Visitor) -> None:
    assert go(visitor, "homes", homes="yes") == "q/count"
    assert "Step 3 of 8" in visitor.open("q/count").text
    assert go(visitor, "homes", homes="no") == "q/why"
    assert "Step 3 of 7" in visitor.open("q/why").text
    assert f'href="/c/{BRANCHING_SLUG}/q/homes"' in visitor.open("q/why").text
    assert visitor.open("q/count").headers["Location"].endswith("/q/why")


def test_return__with_answers_off_the_way__is_received_without_them(
    visitor: Visitor, sessions: Sessions
) -> None:
    go(visitor, "homes", homes="yes")
    go(visitor, "count", count="12")
    assert "12" in visitor.open("check").text
    go(visitor, "homes", homes="no")
    assert "The count?" not in visitor.open("check").text
    assert read_answers(sessions)["count"] == 12
    send_no_homes(visitor)
    assert read_answers(sessions) == {
        "homes": "no", "why": "None are free", "works": "no", "region": "south", "place": "s2",
    }  # fmt: skip


def test_required__by_a_condition__is_asked_for_on_its_page_and_on_the_last(visitor: Visitor) -> None:
    go(visitor, "homes", homes="no")
    page = visitor.send("q/why", {"q_why": ""})
    assert page.status_code == 422 and '<a href="#q_why">' in page.text
    assert "q/why?from=check" in visitor.send("check").text
    go(visitor, "homes", homes="yes")
    assert go(visitor, "why", why="") == "q/work"
    assert "q/why?from=check" not in visitor.send("check").text.split("</ul>")[0]


@pytest.mark.parametrize(("language", "said"), [("en", "No more than 100"), ("ar", "لا أكثر من 100")])
def test_constraint__not_kept_to__says_so_in_the_readers_language(
    visitor: Visitor, language: str, said: str
) -> None:
    go(visitor, "homes", homes="yes")
    visitor.open(f"q/count?lang={language}")
    page = visitor.send("q/count", {"q_count": "101"})
    assert page.status_code == 422
    assert f'<a href="#q_count">{said}</a>' in page.text
    assert 'value="101"' in page.text
    assert go(visitor, "count", count="100") == "q/why"


def test_constraint__without_a_message__has_words_of_ours(visitor: Visitor) -> None:
    page = visitor.send("q/region", {"q_region": "east"})
    assert '<a href="#q_region">This answer cannot be taken. Check it and change it</a>' in page.text


def test_choices__with_a_filter__are_those_that_fit(visitor: Visitor, sessions: Sessions) -> None:
    go(visitor, "region", region="south")
    page = visitor.open("q/place").text
    assert "Southton" in page and "Southwick" in page and "Northton" not in page
    assert visitor.send("q/place", {"q_place": "n1"}).status_code == 422
    assert go(visitor, "region", region="nowhere") == "use"


def test_page_of_several__whose_answer_opens_a_question__is_shown_again_with_it(visitor: Visitor) -> None:
    assert "The what?" not in visitor.open("q/work").text
    assert go(visitor, "work", works="yes") == "q/work"
    assert "The what?" in visitor.open("q/work").text
    assert visitor.send("q/work", {"q_works": "yes", "q_what": ""}).status_code == 422
    assert go(visitor, "work", works="yes", what="Training") == "q/region"
    assert go(visitor, "work", works="no", what="Training") == "q/region"


def test_check__before_an_answer_fits__refuses_to_send(visitor: Visitor, sessions: Sessions) -> None:
    """An answer that was kept before another changed is held against the form once more."""
    go(visitor, "homes", homes="yes")
    go(visitor, "count", count="12")
    with sessions.begin() as session:
        answer = session.scalars(select(Answer).where(Answer.question_id == "count")).one()
        answer.value = 500
    page = visitor.send("check")
    assert page.status_code == 422
    assert "No more than 100</span>: " in page.text


def begin(session: Session, version: QuestionnaireVersion) -> Response:
    return start_response(
        session,
        version.questionnaire.consultation,
        version,
        kind=ResponseKind.RETURN,
        channel=Channel.WEB,
        language="en",
        submission_id="one",
        now=NOW,
    )


def test_submit__answer_that_the_form_refuses__raises_and_keeps_it_unsent(session: Session) -> None:
    make_branching_consultation(session)
    version = session.scalars(select(QuestionnaireVersion)).one()
    response = begin(session, version)
    for name, value in {"homes": "yes", "count": 500}.items():
        save_answer(session, response, name, value, language="en", parent_id=None, now=NOW)
    with pytest.raises(Conflict, match=r"C232.*count"):
        submit(
            session, response, make_branching_definition(), {Purpose.QUOTE: False},
            lookup="x", today=TODAY, now=NOW,
        )  # fmt: skip
    assert response.state is ResponseState.IN_PROGRESS


def test_publish__form_for_experiences_with_a_condition__is_refused(session: Session) -> None:
    make_branching_consultation(session)
    version = session.scalars(select(QuestionnaireVersion)).one()
    version.state, version.questionnaire.purpose = VersionState.DRAFT, FormPurpose.ACCOUNT
    session.flush()
    with pytest.raises(Conflict, match="C233"):
        publish(session, version, actor="system", now=NOW)
