"""Pages of questions: what is typed is kept, whatever happens to it, in every language and window."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer
from consult.models.revision import Revision
from tests.factories.answering import SLUG
from tests.factories.numbering import NOW
from tests.integration.visitor import HOMES, Visitor, read_hidden

Sessions = sessionmaker[Session]
MOST = 100_000


def read_answer(sessions: Sessions, question: str = "homes") -> tuple[object, str]:
    with sessions() as session:
        answer = session.scalars(select(Answer).where(Answer.question_id == question)).one()
        return answer.value, answer.language


def count_revisions(sessions: Sessions) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_question__left_empty_though_required__links_to_its_input(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.send("q/homes", {"q_homes": "  "})
    assert page.status_code == 422
    assert "<title>Error: What helps people to find a home?" in page.text
    assert '<a href="#q_homes">Answer this question to continue</a>' in page.text
    assert " required" not in page.text


def test_number__in_words__is_kept_in_the_form_with_the_mistake(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.send("q/count", {"q_count": "a dozen <b>"})
    assert page.status_code == 422
    assert 'value="a dozen &lt;b&gt;"' in page.text
    assert 'href="#q_count"' in page.text


def test_text__too_long__comes_back_whole(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.send("q/homes", {"q_homes": "x" * (MOST + 1)})
    assert page.status_code == 422
    assert "x" * (MOST + 1) in page.text
    assert "100,001" in page.text


def test_text__as_long_as_may_be_with_unstorable_characters__is_kept(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    body = "a\x00b\u202bج\r\n" + "ж" * (MOST - 6)
    assert visitor.send("q/homes", {"q_homes": body}).status_code == 302
    assert read_answer(sessions)[0] == "a\ufffdb\u202bج\n" + "ж" * (MOST - 6)


def test_broken_characters__in_a_form_with_parts__become_marks(visitor: Visitor, sessions: Sessions) -> None:
    visitor.begin()
    body = b'--x\r\nContent-Disposition: form-data; name="q_homes"\r\n\r\na\xed\xa0\x80b\r\n--x--\r\n'
    sent = visitor.client.post(
        visitor.at("q/homes"), data=body, content_type="multipart/form-data; boundary=x"
    )
    assert sent.status_code == 302
    assert re.fullmatch("a\ufffd+b", str(read_answer(sessions)[0]))


def test_lone_surrogate__sent_as_bytes__does_not_break_the_page(visitor: Visitor, sessions: Sessions) -> None:
    visitor.begin()
    body = b"q_homes=a%ED%A0%80b"
    sent = visitor.client.post(
        visitor.at("q/homes"), data=body, content_type="application/x-www-form-urlencoded"
    )
    assert sent.status_code == 302
    assert str(read_answer(sessions)[0]).encode("utf-8")


def test_language_switch__with_text_typed__keeps_text_language_and_place(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    switched = visitor.client.post(
        visitor.at("q/homes?lang=ar"), data={**visitor.fill("q/homes", HOMES), "switch_language": "ar"}
    )
    assert switched.headers["Location"] == f"/c/{SLUG}/q/homes"
    page = visitor.open("q/homes")
    assert '<html lang="ar" dir="rtl"' in page.text
    assert "ما الذي يساعد الناس" in page.text
    assert "Deposits." in page.text
    assert read_answer(sessions) == ("Deposits.\nAdvice.", "en")
    visitor.send("q/homes", HOMES)
    assert read_answer(sessions)[1] == "en", "looked at in Arabic, still written in English"
    visitor.send("q/homes", {"q_homes": "المساعدة"})
    assert read_answer(sessions) == ("المساعدة", "ar")


def test_language_switch__with_mistakes_on_screen__keeps_input_and_says_them_in_the_language(
    visitor: Visitor,
) -> None:
    visitor.begin()
    wrong = visitor.send("q/count", {"q_count": "many"})
    form = {**read_hidden(wrong.text), "q_count": "many", "switch_language": "ar"}
    page = visitor.client.post(visitor.at("q/count?lang=ar"), data=form)
    assert 'value="many"' in page.text
    assert "كم أسرة؟" in page.text
    assert 'href="#q_count"' in page.text
    assert "Enter a whole number" not in page.text


def test_language_switch__before_any_mistake__shows_none(visitor: Visitor) -> None:
    visitor.begin()
    form = {**visitor.fill("q/count", {"q_count": "many"}), "switch_language": "ar"}
    page = visitor.client.post(visitor.at("q/count?lang=ar"), data=form)
    assert 'value="many"' in page.text
    assert "error-summary" not in page.text


def test_question__in_a_language_without_our_words__has_its_button_in_english(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.open("q/when?lang=pl").text
    assert '<html lang="en" dir="ltr"' in page
    assert re.search(r'<form[^>]* lang="pl"', page)
    assert "Does it work?" in page and "Tak" not in page  # it lacks a text, so all is in the source
    assert '<span lang="en" dir="ltr">Does it work?</span>' in page
    assert re.search(r'<div lang="en" dir="ltr">\s*<div class="button-row">\s*<button', page)


def test_two_windows__writing_at_once__leave_two_versions_until_joined(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.answer_all()
    one, other = (visitor.fill("q/homes", {"q_homes": text}) for text in ("First", "Second"))
    post = visitor.client.post
    assert post(visitor.at("q/homes"), data=one).headers["Location"].endswith("/q/count")
    visitor.client.application.extensions["clock"] = lambda: NOW + timedelta(seconds=1)
    assert post(visitor.at("q/homes"), data=other).headers["Location"].endswith("/q/homes")
    page = visitor.open("q/homes").text
    assert "changed in two windows at once" in page
    assert page.index("Version 1") < page.index("First") < page.index("Version 2") < page.index("Second")
    refused = visitor.send("check")
    assert refused.status_code == 422
    assert "Two versions of this answer" in refused.text
    assert visitor.send("q/homes", {"q_homes": "Both"}).headers["Location"].endswith("/q/count")
    assert read_answer(sessions)[0] == "Both"
    assert visitor.send("check").headers["Location"].endswith("/receipt")


def test_old_window__sent_unchanged__makes_no_second_version(visitor: Visitor, sessions: Sessions) -> None:
    visitor.answer_all()
    old = visitor.fill("q/homes", HOMES)
    visitor.send("q/homes", {"q_homes": "Newer"})
    before = count_revisions(sessions)
    assert visitor.client.post(visitor.at("q/homes"), data=old).headers["Location"].endswith("/q/count")
    assert (read_answer(sessions)[0], count_revisions(sessions)) == ("Newer", before)


def test_page__sent_twice__is_saved_once(visitor: Visitor, sessions: Sessions) -> None:
    visitor.begin()
    form = visitor.fill("q/homes", HOMES)
    for _ in range(2):
        assert visitor.client.post(visitor.at("q/homes"), data=form).status_code == 302
    assert count_revisions(sessions) == 1


def test_draft__after_the_window_was_closed_and_the_site_restarted__goes_on(
    visitor: Visitor, make_app: Callable[..., Flask]
) -> None:
    visitor.begin()
    visitor.send("q/homes", HOMES)
    cookie = visitor.client.get_cookie("session")
    assert cookie is not None
    assert cookie.expires is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    elsewhere = make_app().test_client()
    elsewhere.set_cookie("session", cookie.value)
    assert "Deposits." in Visitor(elsewhere).open("q/homes").text
    assert "You have begun a return" in Visitor(elsewhere).open("").text


def test_page__sent_after_the_cookie_is_gone__still_finds_its_return(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    form = visitor.fill("q/homes", HOMES)
    visitor.client.delete_cookie("session")
    assert visitor.client.post(visitor.at("q/homes"), data=form).headers["Location"].endswith("/q/count")
    assert read_answer(sessions)[0] == "Deposits.\nAdvice."


def test_page__of_another_return__cannot_be_forged(visitor: Visitor, sessions: Sessions) -> None:
    visitor.begin()
    visitor.client.delete_cookie("session")
    sent = visitor.client.post(visitor.at("q/homes"), data={**HOMES, "_held": "forged"})
    assert sent.status_code == 400
    assert "Deposits." in sent.text
    assert count_revisions(sessions) == 0


def test_expired_token__in_a_form__shows_what_was_typed_and_sends_it_again(
    make_app: Callable[..., Flask], new_visitor: Callable[[], Visitor], sessions: Sessions
) -> None:
    checked = Visitor(make_app(WTF_CSRF_ENABLED=True).test_client())
    checked.begin()
    typed = "What I wrote for half an hour"
    form = {**checked.fill("q/homes", {"q_homes": typed}), "csrf_token": "expired"}
    checked.client.delete_cookie("session")
    refused = checked.client.post(checked.at("q/homes"), data=form, headers={"Origin": "http://localhost"})
    assert (refused.status_code, "C206" in refused.text) == (400, True)
    shown = refused.text[refused.text.index("What you wrote") :]
    assert shown.count('class="govuk-inset-text as-given"') == 1
    again = {name: values[0] for name, values in read_hidden(refused.text).items()}
    assert again["q_homes"] == typed
    assert checked.client.post(checked.at("q/homes"), data=again).status_code == 302
    assert read_answer(sessions)[0] == typed


@pytest.mark.parametrize("path", ["who", "q/homes", "use", "check", "receipt"])
def test_inner_page__without_a_return__leads_to_the_beginning(visitor: Visitor, path: str) -> None:
    assert visitor.open(path).headers["Location"] == f"/c/{SLUG}/"


@pytest.mark.parametrize("path", ["/c/nothing/", "q/nothing"])
def test_page__that_does_not_exist__says_so(visitor: Visitor, path: str) -> None:
    visitor.begin()
    assert visitor.open(path).status_code == 404


def test_closed_consultation__asked_for__says_so_and_keeps_what_was_typed(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    form = visitor.fill("q/homes", {"q_homes": "Written until midnight"})
    app.extensions["clock"] = lambda: datetime(2031, 6, 30, 22, 59, tzinfo=UTC)  # 23:59 in London
    assert visitor.open("").status_code == 200
    app.extensions["clock"] = lambda: datetime(2031, 6, 30, 23, 0, tzinfo=UTC)
    start = visitor.open("")
    assert start.status_code == 410
    assert "This consultation is not open." in start.text
    late = visitor.client.post(visitor.at("q/homes"), data=form)
    assert (late.status_code, "C201" in late.text, "Written until midnight" in late.text) == (410, True, True)
    assert f"/c/{SLUG}/" not in visitor.open("/").text


def test_warning__before_the_session_ends__knows_how_long_it_lasts(visitor: Visitor) -> None:
    visitor.begin()
    assert 'data-session-seconds="1800"' in visitor.open("q/homes").text


def test_submits__over_the_limit_of_all_visitors__are_refused(
    make_app: Callable[..., Flask], new_visitor: Callable[[], Visitor]
) -> None:
    visitor = Visitor(make_app(RATELIMIT_ENABLED=True, SUBMITS_PER_MINUTE=2).test_client())
    assert [visitor.begin().status_code for _ in range(3)] == [302, 302, 429]


def test_page__asked_for_under_another_name_of_the_site__is_refused_plainly(
    make_app: Callable[..., Flask],
) -> None:
    client = make_app(HOSTS="good.example").test_client()
    refused = client.get("/contact", headers={"Host": "other.example"})
    assert (refused.status_code, "other.example" in refused.text) == (400, False)
    assert client.get("/contact", headers={"Host": "good.example"}).status_code == 200
