"""Returns in the staff area: listed, read, entered by hand, taken in from a file, exported, withdrawn."""

import csv
import io
import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consent import Consent, Use
from consult.models.response import Answer, Response
from consult.sealing.salt_files import create_secret_salt
from consult.vocabulary import Channel, Purpose, ResponseState, Role, Sector, UseKind
from forms.definitions import Choice, Question
from tests.factories.collecting import (
    make_account,
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation, make_sub_region
from tests.integration.conftest import SignIn

RETURNS = "/desk/consultations/asked/returns"
AGREE = Question(
    id="agree", kind="select_one", label={"en": "Do you agree?"},
    choices=(Choice("yes", {"en": "We agree"}), Choice("no", {"en": "We do not"})),
)  # fmt: skip
SAY = Question(id="say", kind="text", label={"en": "What do you say?"}, required=True)
ENTRY = {
    "submission_id": "one-and-the-same",
    "channel": "telephone",
    "received_on-day": "3", "received_on-month": "3", "received_on-year": "2031",
    "language": "uk",
    "organisation": "", "organisation_name": "Дім друзів", "sector": "migrant_led", "sub_region": "",
    "quoting": "unnamed",
    "q_agree": "yes", "q_say": "Нам потрібні курси.",
}  # fmt: skip


@pytest.fixture
def manager(sign_in: SignIn, app: Flask) -> FlaskClient:
    path = Path(app.config["SALT_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    create_secret_salt(path)
    app.config["STRETCHING"] = "minimal"
    return sign_in(Role.MANAGER, name="Mina Manager")


@pytest.fixture
def asked(sessions: sessionmaker[Session]) -> None:
    """A consultation with a choice and a required text."""
    with sessions.begin() as session:
        make_questionnaire_version(session, make_consultation(session, slug="asked"), AGREE, SAY)


@pytest.fixture
def filled(sessions: sessionmaker[Session]) -> dict[str, str]:
    """Ids of one return of each kind, by a name for it."""
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_consultation(session, slug="asked"), AGREE, SAY)
        vale, coast = make_sub_region(session, name="Vale"), make_sub_region(session, name="Coast")
        council = make_organisation(session, name="Vale Council", sector=Sector.LOCAL_AUTHORITY_UPPER)
        made = {
            "council": make_response(
                session, version, {"agree": "no", "say": "We <b>object</b>.\nFirmly."},
                consents={Purpose.QUOTE: True, Purpose.ATTRIBUTE: False}, organisation=council,
                sector=council.sector, sub_region=vale, dissents=True,
            ),
            "arabic": make_response(
                session, version, {"say": "نحتاج إلى دروس."}, language="ar", organisation_name="Amal",
                received_on=TODAY - timedelta(days=3), sector=Sector.MIGRANT_LED, sub_region=coast,
                channel=Channel.EMAIL,
            ),
            "unfinished": make_response(
                session, version, {"say": "Half a"}, state=ResponseState.IN_PROGRESS, received_on=None
            ),
            "account": make_account(session, version),
        }  # fmt: skip
        return {name: row.id for name, row in made.items()}


def read(client: FlaskClient, path: str = "") -> str:
    return client.get(RETURNS + path).get_data(as_text=True)


def list_names(page: str) -> list[str]:
    return [name for name in ("Amal", "Vale Council") if f">{name}</a>" in page]


def test_list__of_nothing__teaches_the_next_step(manager: FlaskClient, asked: None) -> None:
    assert "No returns yet" in read(manager)


def test_list__unfiltered__shows_what_was_received_and_no_experience(
    manager: FlaskClient, filled: dict[str, str]
) -> None:
    page = read(manager)
    assert list_names(page) == ["Amal", "Vale Council"]
    assert filled["account"] not in page
    assert filled["unfinished"] not in page
    assert page.index("Vale Council") < page.index(">Amal<")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?sector=migrant_led", ["Amal"]),
        ("?language=ar", ["Amal"]),
        ("?channel=web", ["Vale Council"]),
        ("?name=vale+c", ["Vale Council"]),
        ("?name=100%25", []),
        ("?state=withdrawn", []),
        ("?sector=nonsense&page=x&sort=nothing", ["Amal", "Vale Council"]),
        ("?page=99", ["Amal", "Vale Council"]),
    ],
)
def test_list__filtered__shows_only_what_fits(
    manager: FlaskClient, filled: dict[str, str], query: str, names: list[str]
) -> None:
    assert list_names(read(manager, query)) == names


@pytest.mark.parametrize(
    "sort", ["organisation", "sector", "place", "language", "received", "channel", "state"]
)
def test_list__sorted_by_any_column__says_so_and_turns_round(
    manager: FlaskClient, filled: dict[str, str], sort: str
) -> None:
    up, down = read(manager, f"?sort={sort}"), read(manager, f"?sort={sort}&order=desc")
    assert 'aria-sort="ascending"' in up
    assert 'aria-sort="descending"' in down
    if sort != "state":
        assert (up.index(">Amal<") < up.index(">Vale Council<")) != (
            down.index(">Amal<") < down.index(">Vale Council<")
        )


def test_list__of_more_than_a_page__has_a_second_page(
    manager: FlaskClient, sessions: sessionmaker[Session], asked: None
) -> None:
    with sessions.begin() as session:
        version = session.scalars(select(Response.questionnaire_version_id)).first()
        assert version is None
        made = make_questionnaire_version(session, make_consultation(session, slug="many"))
        for n in range(51):
            make_response(session, made, organisation_name=f"Body {n:02}")
    first = manager.get("/desk/consultations/many/returns").get_data(as_text=True)
    second = manager.get("/desk/consultations/many/returns?page=2").get_data(as_text=True)
    assert first.count(">Body ") == 50
    assert second.count(">Body ") == 1
    assert "Page 2 of 2" in second


def test_return__opened__shows_words_as_given_and_keeps_the_use(
    manager: FlaskClient, filled: dict[str, str], sessions: sessionmaker[Session]
) -> None:
    page = read(manager, f"/{filled['council']}")
    assert "We &lt;b&gt;object&lt;/b&gt;.\nFirmly." in page
    assert "We do not" in page
    assert "Dissents" in page
    assert "Quote the answers" in page
    with sessions() as session:
        use = session.scalars(select(Use).where(Use.response_id == filled["council"])).one()
        assert (use.kind, use.subject_id) == (UseKind.PAGE, filled["council"])


def test_return__in_arabic__is_shown_right_to_left(manager: FlaskClient, filled: dict[str, str]) -> None:
    page = read(manager, f"/{filled['arabic']}")
    assert 'lang="ar" dir="rtl">نحتاج إلى دروس.' in page
    assert "Not answered" in page


def test_return__not_sent_yet__shows_no_word_of_it(manager: FlaskClient, filled: dict[str, str]) -> None:
    page = read(manager, f"/{filled['unfinished']}")
    assert "has not been sent yet" in page
    assert "Half a" not in page


def test_account__asked_for_as_a_return__is_not_found(manager: FlaskClient, filled: dict[str, str]) -> None:
    assert manager.get(f"{RETURNS}/{filled['account']}").status_code == 404
    assert manager.get(f"{RETURNS}/{filled['account']}/withdraw").status_code == 404


def test_returns__for_an_auditor__are_none(sign_in: SignIn, filled: dict[str, str]) -> None:
    auditor = sign_in(Role.AUDITOR)
    assert list_names(read(auditor)) == []
    assert auditor.get(f"{RETURNS}/{filled['council']}").status_code == 404
    assert auditor.get(f"{RETURNS}/export.csv").status_code == 403


def test_entry__complete__is_received_with_a_number_shown_once(
    manager: FlaskClient, asked: None, sessions: sessionmaker[Session]
) -> None:
    page = manager.post(f"{RETURNS}/new", data=ENTRY).get_data(as_text=True)
    assert "It is shown only here, only now." in page
    with sessions() as session:
        kept = session.scalars(select(Response)).one()
        assert (kept.state, kept.channel, kept.language) == (ResponseState.SUBMITTED, Channel.TELEPHONE, "uk")
        assert (kept.organisation_name, kept.sector) == ("Дім друзів", Sector.MIGRANT_LED)
        assert kept.received_on == TODAY - timedelta(days=1)
        answers = {one.question_id: one.value for one in session.scalars(select(Answer))}
        assert answers == {"agree": "yes", "say": "Нам потрібні курси."}
        consents = {one.purpose: one.granted for one in session.scalars(select(Consent))}
        assert consents == {Purpose.QUOTE: True, Purpose.ATTRIBUTE: False}


def test_entry__sent_twice__is_one_return(
    manager: FlaskClient, asked: None, sessions: sessionmaker[Session]
) -> None:
    manager.post(f"{RETURNS}/new", data=ENTRY)
    again = manager.post(f"{RETURNS}/new", data=ENTRY)
    with sessions() as session:
        assert again.headers["Location"] == f"{RETURNS}/{session.scalars(select(Response.id)).one()}"


def test_entry__of_a_known_organisation__takes_sector_and_place_from_the_directory(
    manager: FlaskClient, asked: None, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        known = make_organisation(session, sector=Sector.HEALTH, sub_region=make_sub_region(session))
        chosen, place = known.id, known.sub_region_id
    manager.post(f"{RETURNS}/new", data=ENTRY | {"organisation": chosen})
    with sessions() as session:
        kept = session.scalars(select(Response)).one()
        assert (kept.organisation_id, kept.sector, kept.sub_region_id) == (chosen, Sector.HEALTH, place)
        assert kept.organisation_name == ""


@pytest.mark.parametrize(
    ("wrong", "message", "place"),
    [
        ({"channel": ""}, "Choose how it came", "#channel"),
        ({"received_on-year": "2032"}, "The day it came is in the future", "#received_on"),
        ({"received_on-day": ""}, "Enter a real date", "#received_on"),
        ({"quoting": ""}, "Choose whether they may be quoted", "#quoting"),
        ({"q_say": " "}, "What do you say?", "#q_say"),
        ({"q_agree": "perhaps"}, "Do you agree?", "#q_agree"),
    ],
)
def test_entry__wrong__keeps_what_was_typed_and_adds_nothing(
    manager: FlaskClient, asked: None, sessions: sessionmaker[Session],
    wrong: dict[str, str], message: str, place: str,
) -> None:  # fmt: skip
    page = manager.post(f"{RETURNS}/new", data=ENTRY | wrong).get_data(as_text=True)
    summary = page.split("There is a problem")[1].split("</ul>")[0]
    assert message in summary
    assert f'href="{place}"' in summary
    assert "Дім друзів" in page
    with sessions() as session:
        assert session.scalars(select(Response)).all() == []


def upload(client: FlaskClient, content: str | bytes, name: str = "returns.csv", mapping: str = "") -> str:
    body = content.encode() if isinstance(content, str) else content
    files = {"file": (BytesIO(body), name)}
    if mapping:
        files["mapping"] = (BytesIO(mapping.encode()), "mapping.toml")
    return client.post(f"{RETURNS}/import", data=files).get_data(as_text=True)


def test_file__with_a_wrong_row__takes_in_the_rest_and_gives_the_rejects(
    manager: FlaskClient, asked: None, sessions: sessionmaker[Session]
) -> None:
    page = upload(manager, "response_id,say,agree\nA1,Hello there,yes\nA2,Hello,perhaps\n")
    assert "2 rows: 1 taken in, 0 there already, 1 rejected." in page
    packed = page.split('name="rejects" value="')[1].split('"')[0]
    rejects = manager.post(f"{RETURNS}/import/rejects.csv", data={"rejects": packed})
    rows = list(csv.DictReader(io.StringIO(rejects.get_data(as_text=True))))
    assert [(row["response_id"], row["row"]) for row in rows] == [("A2", "3")]
    assert rows[0]["code"].startswith("C7")
    with sessions() as session:
        assert session.scalars(select(Response.external_id)).all() == ["A1"]


def test_file__with_other_columns__is_taken_in_with_a_mapping(
    manager: FlaskClient, asked: None, sessions: sessionmaker[Session]
) -> None:
    mapping = '[columns]\nresponse_id = "Ref"\nsay = "Q1"\n[fixed]\nlanguage = "cy"\n'
    page = upload(manager, "Ref,Q1\n7,Rydym yn cytuno\n", mapping=mapping)
    assert "1 row: 1 taken in" in page
    with sessions() as session:
        assert session.scalars(select(Response.language)).all() == ["cy"]


@pytest.mark.parametrize(
    ("content", "name", "mapping", "code"),
    [
        ("nothing,known\n1,2\n", "returns.csv", "", "C704"),
        (b"%PDF-1.7 not a table", "returns.csv", "", "C701"),
        ("say\nHello\n", "returns.csv", "not toml [", "C705"),
    ],
)
def test_file__that_does_not_fit__is_refused_by_code_and_changes_nothing(
    manager: FlaskClient, asked: None, sessions: sessionmaker[Session],
    content: str | bytes, name: str, mapping: str, code: str,
) -> None:  # fmt: skip
    page = upload(manager, content, name, mapping)
    assert code in page
    assert "Nothing was taken in from that file." in page
    with sessions() as session:
        assert session.scalars(select(Response)).all() == []


def test_rejects__that_we_did_not_pack__are_not_found(manager: FlaskClient, asked: None) -> None:
    assert manager.post(f"{RETURNS}/import/rejects.csv", data={"rejects": "made up"}).status_code == 404


def test_export__as_json__holds_the_returns_and_no_experience(
    manager: FlaskClient, filled: dict[str, str]
) -> None:
    answer = manager.get(f"{RETURNS}/export.json")
    rows = json.loads(answer.data)
    assert {row["response_id"] for row in rows} == {filled["council"], filled["arabic"]}
    assert "asked-returns.json" in answer.headers["Content-Disposition"]


def test_export__as_csv_and_xlsx__is_a_table(manager: FlaskClient, filled: dict[str, str]) -> None:
    table = manager.get(f"{RETURNS}/export.csv").get_data(as_text=True)
    assert "نحتاج إلى دروس." in table
    assert manager.get(f"{RETURNS}/export.xlsx").data.startswith(b"PK")
    assert manager.get(f"{RETURNS}/export.exe").status_code == 404


def test_withdrawal__with_a_reason__deletes_the_words_and_says_who(
    manager: FlaskClient, filled: dict[str, str], sessions: sessionmaker[Session]
) -> None:
    address = f"/{filled['council']}"
    manager.get(f"{RETURNS}/export.csv")
    manager.post(f"{RETURNS}{address}/withdraw", data={"reason": "The chief officer, by e-mail"})
    page = read(manager, address)
    assert "Its answers were deleted" in page
    assert "by Mina Manager: The chief officer, by e-mail" in page
    assert "object" not in page
    assert "To take back: Table of returns, made" in page and "by Mina Manager." in page
    with sessions() as session:
        assert session.scalars(select(Answer).where(Answer.response_id == filled["council"])).all() == []
    again = manager.post(f"{RETURNS}{address}/withdraw", data={"reason": "Again"})
    assert again.status_code == 409


def test_withdrawal__without_a_reason__asks_for_one(
    manager: FlaskClient, filled: dict[str, str], sessions: sessionmaker[Session]
) -> None:
    page = manager.post(f"{RETURNS}/{filled['council']}/withdraw", data={"reason": " "}).get_data(
        as_text=True
    )
    assert "Say who asked for it and how" in page
    with sessions() as session:
        kept = session.get(Response, filled["council"])
        assert kept is not None
        assert kept.state is ResponseState.SUBMITTED
