"""Telling an experience in the public pages: the whole way, what the browser holds, what is left of it."""

import re
from html import unescape

import pytest
from flask import Flask
from itsdangerous.timed import TimestampSigner
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consent import Consent
from consult.models.response import Response
from consult.web.account_cookie import EXPERIENCE_COOKIE
from tests.integration.conftest import MakeApp
from tests.integration.teller import GROWN, MARK, RETURN, START, open_form, read_number, tell, visit, write


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def test_form__switched_off_or_without_a_key__says_so_politely(
    make_app: MakeApp, app: Flask, sessions: sessionmaker[Session]
) -> None:
    closed = make_app().test_client().get(f"{START}/")
    keyless = make_app(ACCOUNT_FORM=True, KEY_FILE="nowhere.json").test_client().get(f"{START}/about")

    assert (closed.status_code, keyless.status_code) == (503, 503)
    assert "C303" in closed.text and "at the moment" in closed.text
    assert make_app().test_client().post(f"{START}/about").status_code == 503
    with sessions.begin() as session:
        assert session.scalars(select(Response)).all() == []


def test_about__in_english__says_who_is_in_the_room_before_anything_is_asked(app: Flask) -> None:
    page = visit(app).get(f"{START}/about").text

    for words in (
        "Home Office",
        "immigration enforcement",
        "police",
        "999",
        "changes nothing in your own case",
    ):
        assert words in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("tag", "they_belong", "they_see", "are_not_given"),
    [
        (
            "en",
            "The Home Office, immigration enforcement and the police are members of this partnership.",
            "They will see the report that is published.",
            "They are not given what you write.",
        ),
        (
            "ar",
            "وزارة الداخلية (Home Office) وسلطات إنفاذ قوانين الهجرة والشرطة أعضاء في هذه الشراكة",
            "سيطلعون على التقرير المنشور",
            "ولا يُعطون ما تكتبه",
        ),
        (
            "uk",
            "Міністерство внутрішніх справ (Home Office), імміграційна служба та поліція є членами",
            "Вони побачать опублікований звіт",
            "Те, що ви пишете, їм не передають",
        ),
        (
            "cy",
            "Mae'r Swyddfa Gartref, gorfodaeth mewnfudo a'r heddlu yn aelodau o'r bartneriaeth hon",
            "Byddant yn gweld yr adroddiad a gyhoeddir",
            "Ni roddir iddynt yr hyn a ysgrifennwch",
        ),
        (
            "ti",
            "Home Office (ሚኒስትሪ ውሽጣዊ ጉዳያት)፡ ኣፈጻሚ ሕጊ ኢሚግሬሽንን ፖሊስን ኣባላት ናይዚ ሽርክና እዮም",
            "ነቲ ዝሕተም ጸብጻብ ክርእይዎ እዮም",
            "እቲ እትጽሕፍዎ ግን ኣይወሃቦምን",
        ),
        (
            "prs",
            "مأموران اجرای قوانین مهاجرت و پولیس عضو این نهاد همکاری هستند",
            "گزارشی را که نشر می‌شود خواهند دید",
            "آنچه شما می‌نویسید به آن‌ها داده نمی‌شود",
        ),
    ],
)
def test_room__in_each_language__says_that_they_belong_see_the_report_and_are_not_given_the_words(
    app: Flask, tag: str, they_belong: str, they_see: str, are_not_given: str
) -> None:
    client = visit(app)
    for address in (f"{START}/about", f"{START}/permission"):
        page = unescape(client.get(f"{address}?lang={tag}").text)
        assert f'lang="{tag}"' in page and they_belong in page, address
        assert they_see in page and are_not_given in page, address
        client.post(f"{START}/about", data=GROWN)


def test_about__before_anything_is_asked__warns_that_telling_can_hurt(app: Flask) -> None:
    page = visit(app).get(f"{START}/about").text

    warning = page.index("Telling can bring back what hurt.")
    assert warning < page.index('name="age"')
    assert "You can skip any question, take a break, or stop and delete everything" in page[warning:]


def test_way__walked_to_the_end__gives_a_number_that_opens_the_words(app: Flask) -> None:
    number = tell(visit(app))
    other = visit(app)

    opened = other.post(f"{RETURN}/", data={"return_number": number}, follow_redirects=True)

    assert MARK in opened.text and "without my name" in opened.text
    assert f"{START}/privacy?version=1" in opened.text
    assert "You may ask me more" not in opened.text


def test_language__switched_on_a_page_with_a_mistake__keeps_the_mistake(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    wrong = client.post(f"{START}/q/what_happened", data={"q_what_happened": ""}).text
    assert 'name="_checked"' in wrong

    sent = {"q_what_happened": "", "_checked": "1", "switch_language": "ar"}
    page = client.post(f"{START}/q/what_happened?lang=ar", data=sent)

    assert 'lang="ar" dir="rtl"' in page.text and 'href="#q_what_happened"' in page.text


def test_permission__first_shown__has_no_box_ticked(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)

    page = client.get(f"{START}/permission").text

    assert page.count('type="checkbox"') == 4 and "checked" not in page


def test_permission__area_given__names_it_in_the_words_beside_a_quotation(app: Flask) -> None:
    client = visit(app)
    write(client)

    assert "A person living in Coast" in client.get(f"{START}/permission").text


def test_nothing_ticked__sent__permits_nothing(app: Flask, sessions: sessionmaker[Session]) -> None:
    tell(visit(app), permission="")

    with sessions.begin() as session:
        assert {one.granted for one in session.scalars(select(Consent))} == {False}


def test_account__sent_twice__is_one_with_one_number(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = visit(app)
    write(client)
    first = client.post(f"{START}/check")
    shown = read_number(client.get(f"{START}/number").text)

    second = client.post(f"{START}/check")

    assert first.location == second.location == f"{START}/number"
    assert read_number(client.get(f"{START}/number").text) == shown
    with sessions.begin() as session:
        assert len(session.scalars(select(Response)).all()) == 1


def test_account__sent_again_by_a_browser_that_missed_the_answer__shows_the_same_number(app: Flask) -> None:
    client = visit(app)
    write(client)
    before = client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience")
    assert before is not None
    client.post(f"{START}/check")
    shown = read_number(client.get(f"{START}/number").text)
    client.set_cookie(EXPERIENCE_COOKIE.name, before.value, path="/your-experience")

    again = client.post(f"{START}/check", follow_redirects=True)

    assert read_number(again.text) == shown


def test_required_question__left_out__is_asked_for_before_sending(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)

    page = client.post(f"{START}/check")

    assert page.status_code == 422 and "Not answered yet" in page.text


def test_number__unconfirmed__asks_again_then_shows_it_once_more_and_forgets(app: Flask) -> None:
    client = visit(app)
    number = tell(client)

    refused = client.post(f"{START}/number", data={})
    last = client.post(f"{START}/number", data={"written_down": "yes"})

    assert refused.status_code == 422 and number in refused.text
    assert number in last.text and '"cookies"' in last.headers["Clear-Site-Data"]
    assert client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience") is None
    assert client.get(f"{START}/number").location == f"{RETURN}/"


@pytest.mark.parametrize("typed", ["", "hello", "123", "111 111 111 111 111 111", "9" * 300, "0" * 16 + "97"])
def test_number__wrong_in_any_way__gets_the_same_answer(app: Flask, typed: str) -> None:
    tell(visit(app))

    answer = visit(app).post(f"{RETURN}/", data={"return_number": typed})

    assert answer.status_code == 422 and "We do not know that return number" in answer.text
    assert typed not in answer.text or len(typed) < 4


def test_cookie__of_a_draft__is_closed_to_script_and_other_sites(app: Flask) -> None:
    client = visit(app)
    began = client.post(f"{START}/about", data=GROWN)

    [cookie] = [
        one for one in began.headers.getlist("Set-Cookie") if one.startswith(f"{EXPERIENCE_COOKIE.name}=")
    ]

    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/your-experience" in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie
    assert client.get(f"{START}/q/what_happened").headers["Cache-Control"] == "no-store"


def test_cookie__over_https__is_sent_over_https_only(make_app: MakeApp, app: Flask) -> None:
    secure = make_app(ACCOUNT_FORM=True, HTTPS=True).test_client()

    began = secure.post(f"{START}/about", data=GROWN, base_url="https://localhost")

    assert all("Secure" in one for one in began.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("change", [lambda text: text[:-2] + "AA", lambda text: "x" + text, lambda _: ""])
def test_cookie__changed__opens_nothing(app: Flask, change) -> None:  # type: ignore[no-untyped-def]
    client = visit(app)
    write(client)
    held = client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience")
    assert held is not None

    client.set_cookie(EXPERIENCE_COOKIE.name, change(held.value), path="/your-experience")

    assert client.get(f"{START}/q/what_happened").location == f"{START}/"


def test_draft__left_for_longer_than_a_session__is_shown_no_more_but_an_open_page_can_be_sent(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visit(app)
    write(client)
    held = client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience")
    assert held is not None
    real = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: real(self) + 45 * 60)

    saved = client.post(f"{START}/q/area", data={"q_area": "coast"})
    client.set_cookie(EXPERIENCE_COOKIE.name, held.value, path="/your-experience")

    assert saved.location == f"{START}/check"
    assert client.get(f"{START}/q/what_happened").location == f"{START}/"


def test_leave__at_any_moment__clears_the_browser_and_goes_elsewhere(app: Flask) -> None:
    client = visit(app)
    write(client)

    gone = client.get("/your-experience/leave")

    assert gone.location == app.config["EXIT_ADDRESS"] and gone.headers["Cache-Control"] == "no-store"
    assert '"cache", "cookies", "storage"' in gone.headers["Clear-Site-Data"]
    assert gone.headers["Referrer-Policy"] == "no-referrer"
    assert client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience") is None
    assert MARK not in client.get(f"{START}/q/what_happened", follow_redirects=True).text


def test_permission__changed_with_the_number__counts_from_now_on(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    number = tell(visit(app), permission="analyse quote")
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})

    client.post(f"{RETURN}/permission", data={"q_permission": ["analyse"]})

    assert "without my name" not in client.get(f"{RETURN}/yours").text
    with sessions.begin() as session:
        assert max(one.version for one in session.scalars(select(Consent))) == 2


def test_page__saved_from_two_windows__keeps_both_texts_until_they_are_joined(app: Flask) -> None:
    client = visit(app)
    write(client, "first text")
    parent = re.search(
        r'name="_from_what_happened" value="([^"]+)"', client.get(f"{START}/q/what_happened").text
    )
    assert parent
    old = {"_from_what_happened": parent[1]}
    client.post(f"{START}/q/what_happened", data={"q_what_happened": "second text", **old})

    client.post(f"{START}/q/what_happened", data={"q_what_happened": "third text", **old})
    page = client.get(f"{START}/q/what_happened").text

    assert "second text" in page and "third text" in page
    assert client.post(f"{START}/check").status_code == 422


def test_language__switched_on_a_page__keeps_what_was_typed(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)

    client.post(
        f"{START}/q/what_happened?lang=ar", data={"q_what_happened": "half a sen", "switch_language": "ar"}
    )
    page = client.get(f"{START}/q/what_happened").text

    assert "half a sen" in page and "ماذا حدث؟" in page
