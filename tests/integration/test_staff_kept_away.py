"""Staff whom a person keeps away: no page of that experience opens to them, and none says why."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule as Route

from consult.models.audit import AuditEntry
from consult.models.concern import Concern
from consult.models.kept_away import KeptAway
from consult.vocabulary import Role
from consult.web.languages import is_for_staff
from tests.factories.numbering import TODAY, add, seeded_id
from tests.factories.sealing import UnlockedAgent
from tests.integration import test_desk_translations
from tests.integration.conftest import SignIn
from tests.integration.test_desk_translations import Desk, name_kept_away

agent, app, desk = test_desk_translations.agent, test_desk_translations.app, test_desk_translations.desk
LIST = "Sara Lindqvist, my husband's cousin"
OF_ONE_ACCOUNT = "/desk/experiences/<response_id>"
NEUTRAL = "Somebody else on the staff has to read this one."


@pytest.fixture
def named(desk: Desk, agent: UnlockedAgent, sign_in: SignIn) -> FlaskClient:
    """A manager whom the person named."""
    name_kept_away(desk, agent, LIST)
    return sign_in(Role.MANAGER, name="Sara Lindqvist")


def list_pages(app: Flask, response_id: str) -> list[tuple[Route, str, str]]:
    """Every address of the staff area that names one experience, with each method."""
    found = []
    for route in app.url_map.iter_rules():
        if not route.rule.startswith(OF_ONE_ACCOUNT):
            continue
        given = {"response_id": response_id, "language": "en", "assignment_id": seeded_id("none", 1)}
        path = route.rule
        for name in route.arguments:
            path = path.replace(f"<{name}>", given[name])
        found += [(route, method, path) for method in sorted({"GET", "POST"} & (route.methods or set()))]
    return found


def test_named_manager__on_every_page_of_the_experience__is_refused_in_neutral_words(
    app: Flask, desk: Desk, named: FlaskClient
) -> None:
    pages = list_pages(app, desk.response_id)
    assert len(pages) > 20
    for route, method, path in pages:
        answer = named.open(path, method=method, data={"reason": "To know"} if method == "POST" else None)
        assert (answer.status_code, NEUTRAL in answer.text) == (403, True), (route.endpoint, method)
        assert "Skolan" not in answer.text and "cousin" not in answer.text, (route.endpoint, method)
        assert "named" not in answer.text and "kept away" not in answer.text, (route.endpoint, method)
    assert desk.list_actions().count("experience left to another reader") == len(pages)
    assert "list of people kept away read" not in desk.list_actions()


def test_every_address_of_one_experience__in_the_staff_area__names_it_in_the_same_way(app: Flask) -> None:
    for route in app.url_map.iter_rules():
        if not is_for_staff(route.endpoint.partition(".")[0]) or not route.rule.startswith(
            "/desk/experiences/"
        ):
            continue
        assert route.arguments <= {"response_id", "concern_id", "language", "assignment_id", "slug"}, route


def test_others__on_the_same_pages__read_as_before(desk: Desk, named: FlaskClient, sign_in: SignIn) -> None:
    assert named
    for client in (desk.reader, sign_in(Role.MANAGER, name="Ruth Baker")):
        assert "Skolan" in client.get(f"/desk/experiences/{desk.response_id}").text


def test_named_manager__in_lists__goes_on(desk: Desk, named: FlaskClient) -> None:
    assert desk.response_id[:8] in named.get("/desk/experiences/").text
    assert named.get("/desk/experiences/states").status_code == 200


def test_named_manager__while_locked__is_shown_no_word_either(
    desk: Desk, named: FlaskClient, agent: UnlockedAgent
) -> None:
    agent.lock()
    answer = named.get(f"/desk/experiences/{desk.response_id}")
    assert answer.status_code == 200 and "Skolan" not in answer.text


def test_everybody__where_the_list_is_damaged__is_kept_away_and_told_so(
    desk: Desk, named: FlaskClient, sign_in: SignIn
) -> None:
    with desk.sessions.begin() as session:
        row = session.get_one(KeptAway, desk.response_id)
        row.named_sealed = row.named_sealed[:-1] + bytes([row.named_sealed[-1] ^ 1])
    for client in (named, desk.reader, sign_in(Role.MANAGER, name="Ruth Baker")):
        answer = client.get(f"/desk/experiences/{desk.response_id}")
        assert answer.status_code == 403 and "Skolan" not in answer.text
        assert "C390" in answer.text and "damaged" in answer.text
        withdraw = client.post(f"/desk/experiences/{desk.response_id}/withdraw", data={"reason": "Asked"})
        assert withdraw.status_code == 403


def test_named_manager__at_a_concern_about_it__is_refused(desk: Desk, named: FlaskClient) -> None:
    with desk.sessions.begin() as session:
        concern = Concern(response_id=desk.response_id, key_wrapped=b"", sealed=b"")
        concern.raised_on = concern.keep_until_on = TODAY
        add(session, concern)
        id = concern.id
    assert NEUTRAL in named.get(f"/desk/experiences/concerns/{id}").text


def test_refusal__of_a_named_manager__says_who_and_nothing_of_the_list(
    desk: Desk, named: FlaskClient
) -> None:
    named.get(f"/desk/experiences/{desk.response_id}")
    with desk.sessions() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert last and last.action == "experience left to another reader" and not last.details


@pytest.mark.parametrize("words", ["Anybody from example", "my cousin in Croydon", "nobody of the council"])
def test_staff__where_a_place_or_a_body_is_named__still_read(
    desk: Desk, agent: UnlockedAgent, sign_in: SignIn, words: str
) -> None:
    """Else an office that shares one address would leave nobody to read it."""
    name_kept_away(desk, agent, words)
    client = sign_in(Role.MANAGER, name="Ruth Baker", email="ruth@croydon.example")
    assert "Skolan" in client.get(f"/desk/experiences/{desk.response_id}").text
