import datetime as dt
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from flask_babel import get_locale

from consult.vocabulary import LANGUAGES
from consult.web.languages import (
    find_chosen_language,
    find_page_language,
    lang_attrs,
    list_language_choices,
    list_translated,
    match_browser_tag,
)
from consult.web.rendering import show_day


def test_page__language_in_address__says_lang_and_dir_and_takes_the_turned_sheet(client: FlaskClient) -> None:
    page = client.get("/?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert "build/public.rtl.css" in page


def test_page__no_choice__is_english(client: FlaskClient) -> None:
    page = client.get("/").text
    assert '<html lang="en" dir="ltr"' in page
    assert "build/public.css" in page


def test_choice__made_once__is_kept_without_the_address(client: FlaskClient) -> None:
    client.get("/?lang=cy")
    assert '<html lang="cy"' in client.get("/question").text


def test_choice__cookie__ends_with_the_browser(client: FlaskClient) -> None:
    cookie = client.get("/?lang=cy").headers["Set-Cookie"]
    assert cookie.startswith("lang=cy")
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie
    assert "HttpOnly" in cookie


@pytest.mark.parametrize("tag", ["xx", "", "../en", "<script>"])
def test_choice__unknown_language__is_ignored(client: FlaskClient, tag: str) -> None:
    response = client.get("/", query_string={"lang": tag})
    assert '<html lang="en"' in response.text
    assert "Set-Cookie" not in response.headers
    assert "<script>&" not in response.text


def test_language__chosen_but_not_translated__keeps_our_words_english(site: Flask) -> None:
    with site.test_request_context("/?lang=so"):
        assert find_chosen_language().tag == "so"
        assert find_page_language().tag == "en"


def test_language__browser_asks_for_one_we_have__is_taken(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "fr-FR, ar-SY;q=0.8, en;q=0.5"}).text
    assert '<html lang="ar"' in page


@pytest.mark.parametrize(
    ("sent", "tag"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-Hant", "zh-Hant"),
        ("fa-AF", "prs"),
        ("fa-IR", "fa"),
        ("ku-TR", "kmr"),
        ("AR", "ar"),
        ("xx", None),
        ("*", None),
    ],
)
def test_browser_tag__regional_forms__find_our_tag(sent: str, tag: str | None) -> None:
    assert match_browser_tag(sent, tuple(LANGUAGES)) == tag


def test_browser_tag__language_not_offered__is_none() -> None:
    assert match_browser_tag("ar", ("en", "cy")) is None


def test_switch__page_with_a_query__keeps_place_and_query(site: Flask) -> None:
    with site.test_request_context("/question?page=3&lang=cy&q=a+b"):
        choices = {choice.language.tag: choice for choice in list_language_choices()}
    assert choices["ar"].address == "/question?page=3&q=a+b&lang=ar"
    assert choices["cy"].is_current
    assert not choices["en"].is_current


def test_switch__languages_in_any_order__stands_in_one_order(site: Flask) -> None:
    with site.test_request_context("/question"):
        tags = [choice.language.tag for choice in list_language_choices(["uk", "en", "ar", "cy"])]
    assert tags == ["en", "cy", "ar", "uk"]


def test_switch__page_with_a_form__sends_the_form(client: FlaskClient) -> None:
    page = client.get("/question?language_form=answers").text
    assert 'form="answers" formnovalidate formaction="/question?language_form=answers&amp;lang=ar"' in page
    assert 'name="switch_language" value="ar" lang="ar" dir="rtl"' in page


def test_staff_area__language_chosen_before__stays_english(site: Flask) -> None:
    desk = Blueprint("desk_themes", __name__)
    desk.add_url_rule("/desk/themes", "index", lambda: find_page_language().tag)
    site.register_blueprint(desk)
    client = site.test_client()
    client.get("/?lang=ar")
    response = client.get("/desk/themes?lang=ar")
    assert response.text == "en"
    assert "Set-Cookie" not in response.headers


def test_lang_attrs__each_kind_of_tag__says_direction() -> None:
    assert lang_attrs("prs") == 'lang="prs" dir="rtl"'
    assert lang_attrs("ti") == 'lang="ti" dir="ltr"'
    assert lang_attrs(None) == 'lang="und" dir="auto"'
    assert lang_attrs('"><script>') == 'lang="&#34;&gt;&lt;script&gt;" dir="auto"'


def test_translated__compiled_catalogues__are_offered_with_english_first(tmp_path: Path) -> None:
    for folder in ("ar", "prs", "xx"):
        (tmp_path / folder / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / folder / "LC_MESSAGES" / "messages.mo").touch()
    (tmp_path / "cy" / "LC_MESSAGES").mkdir(parents=True)
    assert list_translated(tmp_path) == ("en", "ar", "prs")


def test_babel__every_language__has_a_locale_that_formats_dates(site: Flask) -> None:
    site.extensions["page_languages"] = tuple(LANGUAGES)
    for tag, language in LANGUAGES.items():
        with site.test_request_context(f"/?lang={tag}"):
            assert str(get_locale()) == ("en_GB" if tag == "en" else language.babel_locale)
            assert show_day(dt.date(2025, 3, 4))
