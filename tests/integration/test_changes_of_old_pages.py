"""A sent return that is changed from a page of another window, or one that the back button showed again."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.models.response import Answer, Response
from consult.services.returns.revising import find_head, list_heads
from consult.services.returns.saving import list_branched
from consult.vocabulary import SubjectKind
from forms.definitions import Choice, Page
from tests.factories.branching import BRANCHING_SLUG, ask
from tests.integration.branching_visits import Sessions, begin_visit, go, read_answers, send_and_reopen
from tests.integration.visitor import Visitor, read_hidden

CHOICES = tuple(Choice(name, {"en": name.title()}) for name in ("yes", "no", "some"))
PAGES = (
    Page("homes", {}, (ask("homes", "select_one", choices=CHOICES),)),
    Page("count", {}, (ask("count", "integer", relevant="${homes} = 'yes'"),)),
)
HOMES = f"/c/{BRANCHING_SLUG}/q/homes"
TO_NO = {"q_homes": "no", "closes": "yes"}


@pytest.fixture
def visitor(app: Flask, sessions: Sessions) -> Visitor:
    """Somebody who has sent a return and opened it again for changes."""
    made = begin_visit(app, sessions, PAGES)
    go(made, "homes", homes="some")
    send_and_reopen(made)
    return made


def list_branches(sessions: Sessions) -> list[str]:
    with sessions() as session:
        return list_branched(session, session.scalars(select(Response)).one())


def read_head(sessions: Sessions) -> tuple[Any, bool]:
    """The text that nothing was written from, and whether the answer shows that."""
    with sessions() as session:
        answer = session.scalars(select(Answer).filter_by(question_id="homes")).one()
        head = find_head(session, SubjectKind.ANSWER, answer.id)
        assert head is not None
        return head.body, answer.head_revision_id == head.id


def find_told(page: str) -> str:
    """What is said above the form: the sentence, the question, and what stands."""
    found = re.search(r'role="alert">(.*?)<form', page, re.DOTALL)
    assert found, "whoever typed it is told"
    return found[1]


def check_told(answer: TestResponse, *, typed: str, stands: str) -> None:
    assert answer.status_code == 409 and "the later answer counts" in find_told(answer.text)
    assert stands in find_told(answer.text)
    assert re.search(rf'<input[^>]*value="{typed}"[^>]*checked', answer.text), "what was typed is in the form"


def test_old_page__sent_with_what_it_said_before__undoes_nothing_that_came_later(
    visitor: Visitor, sessions: Sessions
) -> None:
    old = visitor.fill(HOMES)
    visitor.send("q/homes", {"q_homes": "no"})
    visitor.send("q/homes", {"q_homes": "yes"})
    go(visitor, "count", count="14")
    answer = visitor.client.post(HOMES, data=old | TO_NO)
    assert read_answers(sessions) == {"homes": "yes", "count": 14}
    assert read_head(sessions) == ("yes", True)
    assert list_branches(sessions) == []
    check_told(answer, typed="no", stands="Yes")

    again = visitor.client.post(HOMES, data=read_hidden(answer.text) | TO_NO)
    assert again.status_code == 302, "continued again, it counts"
    assert read_answers(sessions) == {"homes": "no", "count": None}


def test_old_page__that_makes_a_second_version__leaves_what_the_standing_one_asks_for(
    visitor: Visitor, sessions: Sessions
) -> None:
    old = visitor.fill(HOMES)
    visitor.send("q/homes", {"q_homes": "yes"})
    go(visitor, "count", count="14")
    visitor.client.post(HOMES, data=old | TO_NO)
    assert list_branches(sessions) == ["homes"]
    assert read_answers(sessions) == {"homes": "yes", "count": 14}

    visitor.send("q/homes", TO_NO)  # the two become one, and now it is what is stored that closes the way
    assert list_branches(sessions) == []
    assert read_answers(sessions) == {"homes": "no", "count": None}


def test_old_join__sent_again__undoes_nothing_that_came_later(visitor: Visitor, sessions: Sessions) -> None:
    old = visitor.fill(HOMES)
    for typed in ("yes", "no"):
        visitor.client.post(HOMES, data=old | {"q_homes": typed})
    with sessions() as session:
        answer = session.scalars(select(Answer).filter_by(question_id="homes")).one()
        assert len(list_heads(session, SubjectKind.ANSWER, answer.id)) == 2
    joining = visitor.fill(HOMES)
    visitor.client.post(HOMES, data=joining | {"q_homes": "some"})
    visitor.send("q/homes", {"q_homes": "yes"})
    told = visitor.client.post(HOMES, data=joining | {"q_homes": "some"})
    assert read_head(sessions) == ("yes", True)
    assert read_answers(sessions)["homes"] == "yes"
    check_told(told, typed="some", stands="Yes")


def test_old_page__of_a_return_that_is_not_sent__tells_whoever_types_an_earlier_answer_again(
    app: Flask, sessions: Sessions
) -> None:
    made = begin_visit(app, sessions, PAGES)
    old = made.fill(HOMES)
    for typed in ("no", "some"):
        go(made, "homes", homes=typed)
    for more in ({}, {"switch_language": "cy"}):
        answer = made.client.post(HOMES, data=old | {"q_homes": "no"} | more)
        check_told(answer, typed="no", stands="Some")
    assert made.client.post(HOMES, data=old | {"q_homes": "some"}).status_code == 302, "that is what stands"
    assert read_head(sessions) == ("some", True)


def test_old_page__that_was_only_looked_at__goes_on_without_a_word(app: Flask, sessions: Sessions) -> None:
    made = begin_visit(app, sessions, PAGES)
    go(made, "homes", homes="no")
    old = made.fill(HOMES)
    go(made, "homes", homes="some")
    assert made.client.post(HOMES, data=old | {"q_homes": "no"}).status_code == 302
    assert read_head(sessions) == ("some", True)


def test_old_page__beside_two_versions__shows_both_and_what_was_typed(app: Flask, sessions: Sessions) -> None:
    made = begin_visit(app, sessions, PAGES)
    go(made, "homes", homes="some")
    old = made.fill(HOMES)
    go(made, "homes", homes="no")
    newer = made.fill(HOMES)
    for typed in ("yes", "some"):
        made.client.post(HOMES, data=newer | {"q_homes": typed})
    answer = made.client.post(HOMES, data=old | {"q_homes": "no"})
    check_told(answer, typed="no", stands="Yes")
    assert "Some" in find_told(answer.text)
    assert made.client.post(HOMES, data=read_hidden(answer.text) | {"q_homes": "no"}).status_code == 302
    assert read_head(sessions) == ("no", True), "continued again, it takes the place of both"


WORK = f"/c/{BRANCHING_SLUG}/q/work"


@pytest.fixture
def worker(app: Flask, sessions: Sessions) -> Visitor:
    """Somebody at a page of two questions, not sent yet."""
    asked = (ask("homes", "select_one", choices=CHOICES), ask("note"))
    return begin_visit(app, sessions, (Page("work", {}, asked),))


def continue_again(visitor: Visitor, page: TestResponse, **typed: str) -> TestResponse:
    return visitor.client.post(WORK, data=read_hidden(page.text) | typed)


def test_old_page__with_something_new_beside_it__is_kept_whole_once_continued_again(
    worker: Visitor, sessions: Sessions
) -> None:
    old = worker.fill(WORK)
    for homes in ("no", "yes"):
        go(worker, "work", homes=homes)
    told = worker.client.post(WORK, data=old | {"q_homes": "no", "q_note": "New words"})
    assert told.status_code == 409 and read_answers(sessions).get("note") is None
    again = continue_again(worker, told, q_homes="no", q_note="New words")
    assert again.status_code == 302, again.text
    assert read_answers(sessions) == {"homes": "no", "note": "New words"}


def test_old_page__with_an_answer_only_looked_at_beside_it__leaves_the_later_one(
    worker: Visitor, sessions: Sessions
) -> None:
    go(worker, "work", homes="no", note="Early")
    old = worker.fill(WORK)
    go(worker, "work", homes="yes", note="Early")
    go(worker, "work", homes="no", note="Later words")
    go(worker, "work", homes="some", note="Later words")
    told = worker.client.post(WORK, data=old | {"q_homes": "yes", "q_note": "Early"})
    assert told.status_code == 409
    assert continue_again(worker, told, q_homes="yes", q_note="Early").status_code == 302
    assert read_answers(sessions) == {"homes": "yes", "note": "Later words"}


def test_old_page__with_words_changed_in_both_windows__shows_no_version_that_is_not_kept(
    worker: Visitor, sessions: Sessions
) -> None:
    go(worker, "work", homes="no", note="Early")
    old = worker.fill(WORK)
    go(worker, "work", homes="yes", note="Early")
    go(worker, "work", homes="some", note="Later words")
    told = worker.client.post(WORK, data=old | {"q_homes": "yes", "q_note": "Typed now"})
    assert told.status_code == 409 and "Later words" not in told.text and "All versions" not in told.text
    assert told.text.count("Typed now") == 1, "in its field"


def test_old_page__that_joins_two_versions_of_other_words__shows_both_of_them_still(
    worker: Visitor, sessions: Sessions
) -> None:
    go(worker, "work", homes="no", note="Early")
    newer = worker.fill(WORK)
    for words in ("One text", "Other text"):
        worker.client.post(WORK, data=newer | {"q_homes": "no", "q_note": words})
    assert list_branches(sessions) == ["note"]
    old = worker.fill(WORK)
    for homes in ("yes", "some"):
        as_it_was = {"_from_note": newer["_from_note"], "q_note": "Early"}
        worker.client.post(WORK, data=worker.fill(WORK) | as_it_was | {"q_homes": homes})
    assert list_branches(sessions) == ["note"]
    told = worker.client.post(WORK, data=old | {"q_homes": "yes", "q_note": "Joined"})
    assert told.status_code == 409 and {"One text", "Other text"} <= set(re.findall(r"\w+ text", told.text))
    assert list_branches(sessions) == ["note"], "nothing of the page is kept"


def test_old_page__saved_for_later__is_told_first_and_keeps_nothing_until_then(
    worker: Visitor, sessions: Sessions
) -> None:
    old = worker.fill(WORK)
    for homes in ("no", "yes"):
        go(worker, "work", homes=homes)
    save = {"save_for_later": "yes"}
    told = worker.client.post(WORK, data=old | {"q_homes": "no", "q_note": "New words"} | save)
    assert told.status_code == 409 and "New words" in told.text
    assert read_answers(sessions) == {"homes": "yes"}
    kept = continue_again(worker, told, q_homes="no", q_note="New words", **save)
    assert kept.headers["Location"].endswith("/later/")
    assert read_answers(sessions) == {"homes": "no", "note": "New words"}
