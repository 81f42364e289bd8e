import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from analysis.errors import MissingColumns
from consult.sealing.errors import SealBroken, SealingBusy, SealingError
from consult.web.problems import translate
from forms.errors import FormsError

OURS = {"Sec-Fetch-Site": "same-origin"}
WRITTEN = "We waited nine months for a school place."


def test_coded_error__on_a_page__says_what_happened_what_was_kept_and_what_to_do(client: FlaskClient) -> None:
    response = client.get("/conflict")
    assert response.status_code == 409
    assert "Somebody else changed this while you were writing." in response.text
    assert "Both versions are kept and shown" in response.text
    assert "Nothing was changed, and nothing you saved is lost." in response.text
    assert ">C203</span>" in response.text


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "C106"),
        (401, "C103"),
        (403, "C101"),
        (404, "C102"),
        (405, "C104"),
        (413, "C105"),
        (415, "C106"),
        (429, "C211"),
        (503, "C107"),
    ],
)
def test_http_error__each_status__has_a_code_and_keeps_its_status(
    client: FlaskClient, status: int, code: str
) -> None:
    response = client.get(f"/refused/{status}")
    assert response.status_code == status
    assert f">{code}</span>" in response.text


def test_page_of_failure__for_a_wrong_method__keeps_the_allow_header(
    client: FlaskClient, site: Flask
) -> None:
    site.config["WTF_CSRF_ENABLED"] = False
    assert "GET" in client.post("/").headers["Allow"]


def test_expired_token__from_our_own_page__offers_to_send_everything_again(client: FlaskClient) -> None:
    form = {"csrf_token": "old", "submission_id": "77", "school": WRITTEN, "sector": "health"}
    page = client.post("/question?page=2", data=form, headers=OURS).text
    assert "C206" in page
    assert 'action="/question?page=2"' in page
    for name in ("submission_id", "school", "sector"):
        assert f'<input type="hidden" name="{name}" value="{form[name]}">' in page
    assert f">{WRITTEN}</div>" in page
    assert ">health</div>" not in page


def test_expired_token__sent_again__is_accepted(client: FlaskClient) -> None:
    page = client.post("/question", data={"school": WRITTEN}, headers=OURS).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    again = client.post("/question", data={"school": WRITTEN, "csrf_token": token[1]}, headers=OURS)
    assert again.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.test"}, {"Origin": "null"}],
)
def test_expired_token__from_elsewhere__is_shown_but_never_sent_again(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    page = client.post("/question", data={"school": WRITTEN}, headers=headers).text
    assert WRITTEN in page
    assert 'name="school"' not in page


def test_typed__secrets__are_never_shown(client: FlaskClient) -> None:
    form = {"password": "correct horse battery", "return_number": "4821 9930 1174", "secretary": WRITTEN}
    page = client.post("/question", data=form, headers=OURS).text
    assert "correct horse" not in page
    assert "4821" not in page
    assert WRITTEN in page


def test_typed__markup__is_escaped(client: FlaskClient) -> None:
    page = client.post("/question", data={"a": "<script>alert(1)</script> and more"}, headers=OURS).text
    assert "<script>alert" not in page


def test_too_large__body_that_cannot_be_read__is_a_page_not_a_second_failure(site: Flask) -> None:
    site.config["MAX_CONTENT_LENGTH"] = 100
    response = site.test_client().post("/question", data={"a": "x" * 1000})
    assert response.status_code == 413
    assert "Nothing from the last page was saved." in response.text


def test_fault__of_ours__shows_a_reference_that_is_in_the_log(
    site: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    site.config["PROPAGATE_EXCEPTIONS"] = False
    response = site.test_client().get("/fault")
    assert response.status_code == 500
    assert "ZeroDivisionError" not in response.text
    reference = re.search(r"Reference: <span[^>]*>([0-9a-f]{8})<", response.text)
    assert reference is not None
    assert f"reference {reference[1]} at public.fault" in caplog.text


def test_fault__that_breaks_the_layout_too__still_answers(site: Flask) -> None:
    site.config["PROPAGATE_EXCEPTIONS"] = False
    site.context_processor(lambda: {"broken": 1 // 0})
    response = site.test_client().get("/fault")
    assert response.status_code == 500
    assert "Something went wrong on our side." in response.text


def test_room_errors__raised_in_a_route__become_pages(site: Flask) -> None:
    def fail_in_analysis() -> str:
        raise MissingColumns(frame="segments", columns="text")

    def fail_in_forms() -> str:
        raise FormsError("F003", id="p9")

    site.add_url_rule("/analysis", "analysis", fail_in_analysis)
    site.add_url_rule("/forms", "forms", fail_in_forms)
    client = site.test_client()
    assert "has no column named text" in client.get("/analysis").text
    assert "has no page “p9”" in client.get("/forms").text


@pytest.mark.parametrize(("kind", "logged"), [(SealingBusy, []), (SealBroken, ["failure S001 at busy"])])
def test_too_many_at_once__on_a_page_of_an_experience__leaves_no_line_that_says_when(
    site: Flask, caplog: pytest.LogCaptureFixture, kind: type[SealingError], logged: list[str]
) -> None:
    def fail() -> str:
        raise kind()

    site.add_url_rule("/busy", "busy", fail)
    answer = site.test_client().get("/busy")
    assert answer.status_code >= 500 and kind.fixed_code in answer.text
    assert ("Retry-After" in answer.headers) is (kind is SealingBusy)
    assert [one.getMessage() for one in caplog.records] == logged


def test_translate__message_without_translation__keeps_english_on_an_arabic_page(site: Flask) -> None:
    with site.test_request_context("/?lang=ar"):
        words = translate("A sentence nobody translated about {name}.", {"name": "roofs"})
    assert (words.text, words.tag) == ("A sentence nobody translated about roofs.", "en")
