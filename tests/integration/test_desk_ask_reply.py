"""The pages of an ask: nothing that was typed is dropped, and each refusal stands beside its field."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.followed_asks import AskReply, FollowedAsk
from consult.models.versions import DraftVersion
from consult.vocabulary import Role
from tests.factories.following import make_followed
from tests.factories.region import make_partnership
from tests.factories.versions import HOMES

DESK = "/desk/consultations/consultation-1"
ASKS = f"{DESK}/asks"
DAY = {"replied_on-day": "4", "replied_on-month": "3", "replied_on-year": "2031"}
SAID = {"said_en": "Where we can."}
PLACE = {"place": "CP 900"}
TITLE = HOMES.capitalize()
WHOLE = {"text_en": "Write back.", "reply": "partly", **DAY, **SAID, **PLACE}
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def client(sign_in: SignIn, sessions: sessionmaker[Session]) -> FlaskClient:
    with sessions.begin() as session:
        make_partnership(session)
        make_followed(session)
    return sign_in(Role.MANAGER)


def list_wrong(page: str) -> list[str]:
    """The fields that the error summary leads to, each of which has its message beside it."""
    found = re.findall(r'<li>\s*<a href="#([^"]+)"', page)
    for one in found:
        assert f'id="{one}-error"' in page or f'id="{one}-parts-error"' in page, one
    return found


@pytest.mark.parametrize("part", [DAY, SAID, {"said_ar": "حيث نستطيع."}, PLACE])
def test_part_of_a_reply__with_no_reply_yet_chosen__is_refused_and_not_dropped(
    client: FlaskClient, part: dict[str, str]
) -> None:
    answer = client.post(f"{ASKS}/new", data={"text_en": "Write back.", "reply": "", **part})
    assert answer.status_code == 422 and list_wrong(answer.text) == ["reply"]
    assert all(f'value="{one}"' in answer.text or one in answer.text for one in part.values())
    assert "Nothing is listed yet." in client.get(ASKS).text


def test_reply__that_is_kept__goes_only_with_its_fields_emptied(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    client.post(f"{ASKS}/new", data=WHOLE)
    [own] = re.findall(rf'href="({ASKS}/[0-9a-f-]+)"', client.get(ASKS).text)
    version = re.findall(r'name="version" value="(\d+)"', client.get(own).text)[0]
    assert client.post(own, data={**WHOLE, "reply": "", "version": version}).status_code == 422
    with sessions() as session:
        assert session.scalars(select(AskReply)).one().place == "CP 900"
    stale = client.post(own, data={**WHOLE, "version": "7"}).text
    assert "Accepted in part</dd>" in stale and ">partly<" not in stale and "4 March 2031" in stale
    emptied = dict.fromkeys({**WHOLE, "said_ar": ""}, "")
    assert client.post(own, data={**emptied, "text_en": "Write.", "version": version}).status_code == 302
    with sessions() as session:
        assert session.scalars(select(AskReply)).all() == []


def test_refusal__of_an_ask__stands_beside_what_is_wrong(client: FlaskClient) -> None:
    unfinished = client.post(f"{ASKS}/new", data={**WHOLE, "place": ""}).text
    assert "C576" in unfinished and list_wrong(unfinished) == ["reply"]
    wordless = client.post(f"{ASKS}/new", data={"reply": ""}).text
    assert "C575" in wordless and list_wrong(wordless) == ["text_en"]


def test_ask__sent_twice_by_one_form__is_kept_once_with_its_reply(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    [once] = re.findall(r'name="submission_id" value="([^"]+)"', client.get(f"{ASKS}/new").text)
    refused = client.post(f"{ASKS}/new", data={**WHOLE, "place": "", "submission_id": once})
    assert f'value="{once}"' in refused.text, "it is the same form still"
    sent = [client.post(f"{ASKS}/new", data={**WHOLE, "submission_id": once}) for _ in range(2)]
    assert [one.headers["Location"] for one in sent] == [ASKS, ASKS]
    with sessions() as session:
        assert [one.text["en"] for one in session.scalars(select(FollowedAsk))] == ["Write back."]
        assert session.scalars(select(AskReply)).one().place == "CP 900"


@pytest.mark.parametrize("changed", [{"text_en": "Write back soon."}, {"place": "CP 901"}])
def test_form__sent_again_with_other_words__keeps_both(
    client: FlaskClient, sessions: sessionmaker[Session], changed: dict[str, str]
) -> None:
    [once] = re.findall(r'name="submission_id" value="([^"]+)"', client.get(f"{ASKS}/new").text)
    for form in (WHOLE, {**WHOLE, **changed}):
        assert client.post(f"{ASKS}/new", data={**form, "submission_id": once}).status_code == 302
    with sessions() as session:
        found = session.scalars(select(FollowedAsk).order_by(FollowedAsk.position)).all()
        kept = [{"text_en": one.text["en"], "place": one.reply.place} for one in found if one.reply]
    assert kept == [{"text_en": "Write back.", **PLACE}, {"text_en": "Write back.", **PLACE, **changed}]


def test_ask__whose_words_are_gone__can_be_taken_off_with_its_reply(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    for text in ("Write back.", "Write soon."):
        client.post(f"{ASKS}/new", data={**WHOLE, "text_en": text})
    with sessions.begin() as session:
        version = session.scalars(select(DraftVersion)).one().id
        typed, taken = session.scalars(select(FollowedAsk).order_by(FollowedAsk.position))
        typed.text = taken.text = {}
        taken.version_id, taken.section_key, taken.block_id = version, HOMES, "gone"
    listed = client.get(ASKS).text
    one, two = re.findall(rf'href="({ASKS}/[0-9a-f-]+/remove)"', listed)
    where = f"version 1, “{TITLE}”"
    assert listed.count(where) == 1 and listed.index(where) > listed.index(two)
    page, other = client.get(one).text, client.get(two).text
    assert "Take ask without words 1 off the list?" in page and "CP 900" in page and "It stood" not in page
    assert "Take ask without words 2 off the list?" in other
    assert f"It stood in version 1 of the response, under “{TITLE}”." in other
    assert client.post(one).status_code == 302
    with sessions() as session:
        assert session.scalars(select(AskReply.ask_id)).all() == [two.split("/")[-2]]


def test_removal__of_an_ask__asks_on_a_page_that_says_what_is_deleted(client: FlaskClient) -> None:
    client.post(f"{ASKS}/new", data=WHOLE)
    listed = client.get(ASKS).text
    [leads] = re.findall(rf'href="({ASKS}/[0-9a-f-]+/remove)"', listed)
    assert "/remove" not in "".join(re.findall(r"<form[^>]*>", listed)), (
        "nothing is deleted by one press there"
    )
    page = client.get(leads).text
    for words in ("deleted in every language", "Write back.", "Accepted in part", "CP 900", "Where we can."):
        assert words in page, words
    assert "Write back." in client.get(ASKS).text, "asking has deleted nothing"
    assert client.post(leads).headers["Location"] == ASKS
    assert "Nothing is listed yet." in client.get(ASKS).text
    assert client.get(leads).status_code == 404
