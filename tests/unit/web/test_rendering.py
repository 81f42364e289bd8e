import datetime as dt
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from markupsafe import Markup

from consult.web.addresses import change_query, change_sorting, find_sorting
from consult.web.rendering import find_template_folder

TEMPLATES = find_template_folder()
SUMMER = dt.datetime(2025, 7, 1, 22, 30, tzinfo=dt.UTC)


def render(site: Flask, body: str, path: str = "/", **values: object) -> str:
    with site.test_request_context(path):
        return render_template_string(body, **values)


def test_templates__installed_wheel__are_found_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "consult"
    package.mkdir()
    assert find_template_folder(package) == tmp_path / "templates"
    (package / "templates").mkdir()
    assert find_template_folder(package) == package / "templates"


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_template__any__has_no_inline_script_or_style(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert " style=" not in text
    assert "<style" not in text
    assert all("src=" in line for line in text.splitlines() if "<script" in line)
    assert not any(f" {event}=" in text for event in ("onclick", "onload", "onsubmit", "onchange"))


def test_title__page_with_errors__says_so_first(client: FlaskClient) -> None:
    assert "<title>Error: A question</title>" in client.get("/question?errors=x").text
    assert "<title>A question</title>" in client.get("/question").text


def test_banner__demo_only__says_fictional(site: Flask) -> None:
    assert "fictional" not in site.test_client().get("/").text
    site.config["DEMO"] = True
    assert "fictional" in site.test_client().get("/").text


def test_session_warning__only_where_a_session_ends__is_hidden_until_script_shows_it(
    client: FlaskClient,
) -> None:
    assert "data-session-seconds" not in client.get("/").text
    page = client.get("/question?session_seconds=1800").text
    assert 'data-session-seconds="1800"' in page
    assert "hidden>" in page


def test_moment__summer__is_shown_in_the_sites_time_zone(site: Flask) -> None:
    assert render(site, "{{ value | moment }}", value=SUMMER) == "1 July 2025, 23:30"
    assert render(site, "{{ none | moment }}") == ""


def test_day__moment_near_midnight__falls_on_the_local_day(site: Flask) -> None:
    assert render(site, "{{ value | day }}", value=SUMMER + dt.timedelta(hours=1)) == "2 July 2025"
    assert render(site, "{{ value | day }}", value=dt.date(2025, 7, 1)) == "1 July 2025"
    assert render(site, "{{ none | day }}") == ""


def test_numbers__in_each_language__take_its_separators(site: Flask) -> None:
    assert render(site, "{{ 12345 | count }} {{ 41.4 | share }}") == "12,345 41%"


def test_query__changed__keeps_the_rest_and_escapes(site: Flask) -> None:
    with site.test_request_context("/list?sector=a%26b&page=2&tag=x&tag=y"):
        assert change_query(page=3) == "/list?sector=a%26b&tag=x&tag=y&page=3"
        assert change_query(page=None, sector=None) == "/list?tag=x&tag=y"
        assert change_query(tag=None, page=None, sector=None) == "/list"


def test_sorting__pressed_twice__turns_round(site: Flask) -> None:
    with site.test_request_context("/list?page=4"):
        assert (find_sorting("name"), change_sorting("name")) == (None, "/list?sort=name&order=asc")
    with site.test_request_context("/list?sort=name&order=asc"):
        assert (find_sorting("name"), change_sorting("name")) == ("ascending", "/list?sort=name&order=desc")
    with site.test_request_context("/list?sort=name&order=desc"):
        assert (find_sorting("name"), change_sorting("name")) == ("descending", "/list?sort=name&order=asc")


def test_form_block__any_form__has_token_novalidate_and_this_address(site: Flask) -> None:
    body = (
        '{% from "macros/forms.html" import form_block %}'
        '{% call form_block(id="f", submission_id="77", version=0) %}<p>x</p>{% endcall %}'
    )
    html = render(site, body, path="/question?page=2")
    assert '<form method="post" action="/question?page=2" novalidate id="f" data-once>' in html
    assert 'name="csrf_token" value="' in html
    assert 'name="submission_id" value="77"' in html
    assert 'name="version" value="0"' in html


def test_data_table__sorted_column__tells_and_links(site: Flask) -> None:
    body = (
        '{% from "macros/tables.html" import data_table %}'
        '{{ data_table("Returns", [{"label": "Sector", "sort": "sector"}, {"label": "n", "numeric": true}],'
        " rows) }}"
    )
    rows = [["<b>Health</b>", 1200], [Markup("<b>Police</b>"), 0]]
    html = render(site, body, path="/list?sort=sector&order=desc", rows=rows)
    assert 'aria-sort="descending"' in html
    assert 'href="/list?sort=sector&amp;order=asc"' in html
    assert "&lt;b&gt;Health" in html
    assert "<b>Police</b>" in html
    assert ">1,200</td>" in html
    assert ">0</td>" in html
    assert html.count('scope="row"') == 2


@pytest.mark.parametrize(
    ("arguments", "present", "absent"),
    [
        ('"Reading", 3, 10', 'value="3"', "data-poll-done"),
        ('"Reading"', 'max="1"></progress>', "value="),
        ('"Done", 10, 10, is_over=true, done_address="/themes"', 'data-poll-done="/themes"', "data-poll="),
    ],
)
def test_job_progress__each_stage__is_told_to_people_and_to_the_script(
    site: Flask, arguments: str, present: str, absent: str
) -> None:
    body = '{% from "macros/progress.html" import job_progress %}{{ job_progress("/job", "Analysis", ARGS) }}'
    html = render(site, body.replace("ARGS", arguments))
    assert present in html
    assert absent not in html
    assert 'role="status"' in html


def test_components__of_govuk_frontend__can_be_imported_under_their_name(site: Flask) -> None:
    body = (
        '{% from "govuk_frontend_jinja/components/tag/macro.html" import govukTag %}'
        '{{ govukTag({"text": "<Sent>"}) }}'
    )
    assert "&lt;Sent&gt;" in render(site, body)
