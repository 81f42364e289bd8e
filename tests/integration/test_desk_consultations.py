"""Consultations in the staff area: planned, changed, opened and closed, and what has come in, counted."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.consultations.consulting import get_consultation
from consult.services.permissions.consenting import Terms, give_consent
from consult.vocabulary import (
    Channel,
    ConsultationState,
    FormPurpose,
    Purpose,
    ResponseState,
    Role,
    Sector,
    Standing,
    VersionState,
)
from tests.factories.collecting import (
    make_account,
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation, make_sub_region
from tests.integration.conftest import SignIn

HOME = "/desk/consultations/"
PLAN = {
    "title_en": "Dispersal from 2032",
    "title_ar": "التوزيع من عام 2032",
    "slug": "dispersal-2032",
    "summary_en": "Where people seeking asylum live.",
    "consulting_body": "Home Office",
    "opens_on-day": "1", "opens_on-month": "3", "opens_on-year": "2031",
    "closes_on-day": "31", "closes_on-month": "3", "closes_on-year": "2031",
    "government_deadline_on-day": "", "government_deadline_on-month": "", "government_deadline_on-year": "",
    "government_questions": "1. What works?\n2a) What is missing?",
}  # fmt: skip
UNASKED = PLAN | {"slug": "unasked", "government_questions": ""}
FORM = """type,name,label::English (en),label::Arabic (ar),government_question
text,experience,What is your experience?,ما هي تجربتك؟,1
"""


@pytest.fixture
def manager(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.MANAGER, name="Mina Manager")


def make_open(sessions: sessionmaker[Session], **values: object) -> str:
    with sessions.begin() as session:
        consultation = make_consultation(session, **{"slug": "open-one", **values})
        make_questionnaire_version(session, consultation)
        return consultation.slug


def find_one(sessions: sessionmaker[Session], slug: str) -> Consultation:
    with sessions() as session:
        found = get_consultation(session, slug)
        assert len(found.government_questions) >= 0
        return found


def send_file(client: FlaskClient, slug: str, content: bytes, name: str = "form.csv") -> str:
    given = {"file": (BytesIO(content), name), "purpose": "return"}
    return client.post(f"{HOME}{slug}/questionnaire", data=given).get_data(as_text=True)


def test_list__without_consultations__teaches_the_next_step(manager: FlaskClient) -> None:
    page = manager.get(HOME).get_data(as_text=True)
    assert "No consultation yet" in page
    assert f"{HOME}new" in page


def test_list__of_two__says_state_days_left_and_returns(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        one = make_consultation(session, title={"en": "Sooner"}, closes_on=TODAY + timedelta(days=12))
        version = make_questionnaire_version(session, one)
        make_response(session, version)
        make_response(session, version, state=ResponseState.WITHDRAWN)
        make_consultation(session, title={"cy": "Hwyrach"}, state=ConsultationState.CLOSED)
    page = manager.get(HOME).get_data(as_text=True)
    assert "12 days left" in page
    assert page.index("Sooner") < page.index("Hwyrach")
    assert 'lang="cy"' in page
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">1</td>' in page


def test_plan__complete__is_kept_with_its_questions(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    answer = manager.post(f"{HOME}new", data=PLAN)
    assert answer.headers["Location"] == f"{HOME}dispersal-2032/outline", "what is held is looked at first"
    found = find_one(sessions, "dispersal-2032")
    assert found.title == {"en": PLAN["title_en"], "ar": PLAN["title_ar"]}
    assert (found.opens_on, found.closes_on) == (date(2031, 3, 1), date(2031, 3, 31))
    assert [(one.number, one.text) for one in found.government_questions] == [
        ("1", "What works?"),
        ("2a", "What is missing?"),
    ]
    assert found.state is ConsultationState.PREPARING
    assert manager.post(f"{HOME}new", data=UNASKED).headers["Location"] == f"{HOME}unasked/"


def test_overview__while_nothing_is_asked_yet__leads_to_what_is_held(
    sign_in: SignIn, manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    make_open(sessions)
    for given in (PLAN, UNASKED):
        manager.post(f"{HOME}new", data=given)
    reader, led = sign_in(Role.ANALYST, email="reader@example.org"), "see what is held already</a>"
    for client, slug in ((manager, "unasked"), (manager, "open-one"), (reader, "dispersal-2032")):
        assert led not in client.get(f"{HOME}{slug}/").text
    assert f'href="{HOME}dispersal-2032/outline">{led}' in manager.get(f"{HOME}dispersal-2032/").text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title_en": " "}, "Enter the title in English"),
        ({"slug": "Not A Slug"}, "small letters, digits and single hyphens"),
        ({"closes_on-day": "31", "closes_on-month": "2"}, "Enter a real date"),
        ({"closes_on-year": "2030"}, "The closing date is before the opening date"),
        ({"government_questions": "1. What works?\nand then"}, "Line 2 does not begin with a number"),
        ({"government_questions": "1. What works?\n1. Again?"}, "The number 1 is there more than once"),
    ],
)
def test_plan__wrong__says_what_and_keeps_what_was_typed(
    manager: FlaskClient, sessions: sessionmaker[Session], wrong: dict[str, str], message: str
) -> None:
    page = manager.post(f"{HOME}new", data=PLAN | wrong).get_data(as_text=True)
    assert "There is a problem" in page
    assert "<title>Error:" in page
    assert message in page
    assert "Where people seeking asylum live." in page
    with sessions() as session:
        assert session.query(Consultation).count() == 0


def test_plan__with_a_name_that_is_taken__is_an_error_at_its_field(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    make_open(sessions, slug="dispersal-2032")
    page = manager.post(f"{HOME}new", data=PLAN).get_data(as_text=True)
    assert 'href="#slug"' in page
    assert "There is already a consultation called dispersal-2032" in page


def test_change__by_the_first_to_save__is_kept(manager: FlaskClient, sessions: sessionmaker[Session]) -> None:
    slug = make_open(sessions)
    before = find_one(sessions, slug).version
    manager.post(f"{HOME}{slug}/edit", data=PLAN | {"version": str(before)})
    found = find_one(sessions, slug)
    assert found.title["en"] == PLAN["title_en"]
    assert found.slug == slug
    assert found.version > before


def test_change__after_somebody_elses__shows_both_texts_and_saves_neither(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    slug = make_open(sessions)
    version = find_one(sessions, slug).version
    lines = str(PLAN["government_questions"]).replace("\n", "\r\n")  # as browsers send them
    first = PLAN | {"version": str(version), "title_en": "The first to save", "government_questions": lines}
    manager.post(f"{HOME}{slug}/edit", data=first)
    answer = manager.post(
        f"{HOME}{slug}/edit", data=PLAN | {"version": str(version), "title_en": "The second"}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "C203" in page
    assert "The first to save" in page
    assert "The second" in page
    assert find_one(sessions, slug).title["en"] == "The first to save"
    assert "The government’s questions" not in page.split("What differs")[1].split("</table>")[0]
    fresh = find_one(sessions, slug).version
    assert f'name="version" value="{fresh}"' in page


def test_change__of_the_questions_alone__is_a_new_version(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    manager.post(f"{HOME}new", data=PLAN)
    before = find_one(sessions, "dispersal-2032").version
    changed = PLAN | {"version": str(before), "government_questions": "1. What works?\n3. What else?"}
    answer = manager.post(f"{HOME}dispersal-2032/edit", data=changed)
    assert answer.headers["Location"].endswith("/dispersal-2032/outline"), (
        "other questions lead to what is held"
    )
    found = find_one(sessions, "dispersal-2032")
    assert [one.number for one in found.government_questions] == ["1", "3"]
    assert found.version > before
    same = changed | {"version": str(found.version), "title_en": "Another title"}
    answer = manager.post(f"{HOME}dispersal-2032/edit", data=same)
    assert answer.headers["Location"].endswith("/dispersal-2032/"), "the same questions lead back"


def test_opening__without_a_published_questionnaire__is_refused(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    manager.post(f"{HOME}new", data=PLAN)
    answer = manager.post(f"{HOME}dispersal-2032/state", data={"to": "open"})
    assert answer.status_code == 409
    assert "C212" in answer.get_data(as_text=True)
    assert find_one(sessions, "dispersal-2032").state is ConsultationState.PREPARING


def test_opening__after_the_closing_date__is_refused(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    slug = make_open(sessions, state=ConsultationState.CLOSED, closes_on=TODAY - timedelta(days=1))
    answer = manager.post(f"{HOME}{slug}/state", data={"to": "open"})
    assert "C214" in answer.get_data(as_text=True)


def test_consultation__closed_and_opened_again__is_open(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    slug = make_open(sessions)
    manager.post(f"{HOME}{slug}/state", data={"to": "closed"})
    assert find_one(sessions, slug).state is ConsultationState.CLOSED
    manager.post(f"{HOME}{slug}/state", data={"to": "open"})
    assert find_one(sessions, slug).state is ConsultationState.OPEN


def test_file__that_can_be_read__is_saved_read_and_published(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    manager.post(f"{HOME}new", data=PLAN)
    report = send_file(manager, "dispersal-2032", FORM.encode())
    assert "It can be saved" in report
    definition = report.split('name="definition" value="')[1].split('"')[0].replace("&#34;", '"')
    saved = manager.post(
        f"{HOME}dispersal-2032/questionnaire/save", data={"definition": definition, "purpose": "return"}
    )
    preview = manager.get(f"{saved.headers['Location']}?language=ar").get_data(as_text=True)
    assert 'lang="ar" dir="rtl">ما هي تجربتك؟' in preview
    assert "question 2a" in preview
    published = manager.post(f"{saved.headers['Location']}/publish")
    assert published.headers["Location"] == f"{HOME}dispersal-2032/"
    with sessions() as session:
        assert session.query(QuestionnaireVersion).one().state is VersionState.PUBLISHED
    assert "Open the consultation" in manager.get(f"{HOME}dispersal-2032/").get_data(as_text=True)


def test_file__with_a_wrong_row__is_reported_by_row_and_not_saved(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    manager.post(f"{HOME}new", data=PLAN)
    report = send_file(manager, "dispersal-2032", (FORM + "geopoint,place,Where?,,\n").encode())
    assert "It cannot be saved yet" in report
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">3</td>' in report
    assert "Save as a draft version" not in report


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"\x00\xff\xfe binary", "form.xlsx"), (b"", "form.csv"), (b"PK\x03\x04", "../../x.xls")],
)
def test_file__that_is_no_form__is_reported_without_a_traceback(
    manager: FlaskClient, content: bytes, name: str
) -> None:
    manager.post(f"{HOME}new", data=PLAN)
    report = send_file(manager, "dispersal-2032", content, name)
    assert "It cannot be saved yet" in report
    assert "Traceback" not in report


def test_definition__tampered_with__is_refused_by_code(manager: FlaskClient) -> None:
    manager.post(f"{HOME}new", data=PLAN)
    for definition in ("", "{}", "[1]"):
        answer = manager.post(f"{HOME}dispersal-2032/questionnaire/save", data={"definition": definition})
        assert answer.status_code == 422
        assert "F001" in answer.get_data(as_text=True)


def test_overview__of_returns_and_experiences__counts_them_by_sector_day_and_channel(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        consultation = make_consultation(session, slug="counted")
        version, area = (
            make_questionnaire_version(session, consultation),
            make_sub_region(session, name="Vale"),
        )
        for n in range(3):
            make_response(
                session, version, sector=Sector.HEALTH, sub_region=area, received_on=TODAY - timedelta(days=n)
            )
        make_response(session, version, sector=Sector.POLICE, language="cy", channel=Channel.PAPER)
        make_response(session, version, state=ResponseState.WITHDRAWN, sector=Sector.HEALTH)
        make_account(session, version, channel=Channel.VOUCHED)
    page = manager.get(f"{HOME}counted/").get_data(as_text=True)
    assert "4 returns have been received: web form (3), paper (1). 1 return was withdrawn." in page
    assert "1 experience came in: through a community group (1)." in page
    assert "Health: the highest number, 3 of 4 returns" in page
    assert "4 returns on 3 days, the latest on 4 March 2031" in page
    assert "Run the analysis" in page


def test_overview__for_an_observer__does_not_count_experiences(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, sector=Sector.POLICE, standing=Standing.OBSERVER)
        consultation = make_consultation(session, slug="counted")
        make_account(session, make_questionnaire_version(session, consultation))
        organisation_id = police.id
    observer = sign_in(Role.MANAGER, organisation_id=organisation_id)
    page = observer.get(f"{HOME}counted/").get_data(as_text=True)
    assert "xperience came in" not in page
    assert "xperiences have come" not in page


@pytest.mark.parametrize("name", ["sector", "day", "language", "sub-region"])
def test_chart__of_each_figure__is_a_drawing_with_the_numbers(
    manager: FlaskClient, sessions: sessionmaker[Session], name: str
) -> None:
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_consultation(session, slug="drawn"))
        make_response(session, version, sector=Sector.HEALTH)
    answer = manager.get(f"{HOME}drawn/chart/{name}.svg")
    assert answer.mimetype == "image/svg+xml"
    assert b">1<" in answer.data


def test_days__over_more_than_a_month__are_shown_by_week(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_consultation(session, slug="long"))
        make_response(session, version, received_on=TODAY - timedelta(days=40))
        make_response(session, version, received_on=TODAY)
    page = manager.get(f"{HOME}long/").get_data(as_text=True)
    assert "Returns by week" in page
    assert "3 March 2031" in page


@pytest.mark.parametrize(
    "path", ["missing/", "missing/edit", "missing/questionnaire", "missing/chart/sector.svg"]
)
def test_consultation__that_is_not_there__is_not_found(manager: FlaskClient, path: str) -> None:
    assert manager.get(f"{HOME}{path}").status_code == 404


def test_managing__by_an_analyst__is_refused(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    slug = make_open(sessions)
    analyst = sign_in(Role.ANALYST)
    assert analyst.get(f"{HOME}new").status_code == 403
    assert analyst.post(f"{HOME}{slug}/state", data={"to": "closed"}).status_code == 403
    assert "Change the plan" not in analyst.get(f"{HOME}{slug}/").get_data(as_text=True)
    assert analyst.post(f"{HOME}{slug}/questionnaire").status_code in {403, 404}


def test_told_elsewhere__drawn_on_by_a_manager__is_counted_for_those_who_may_read_experiences(
    manager: FlaskClient, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    slug = make_open(sessions)
    with sessions.begin() as session:
        call = make_consultation(session, slug="any-time", is_standing_call=True)
        form = make_questionnaire_version(session, call, purpose=FormPurpose.ACCOUNT)
        for n in range(2):
            told = make_account(session, form, channel=Channel.VOUCHED if n else Channel.OPEN)
            terms = {Purpose.ANALYSE: Terms(any_until_on=TODAY)}
            give_consent(session, told.id, {Purpose.ANALYSE: True}, given_on=TODAY, terms=terms)
    counted = "2 experiences told elsewhere may be used here today"
    page = manager.get(f"{HOME}{slug}/").text
    assert counted in page and "This response does not draw on them." in page
    assert counted in sign_in(Role.ANALYST).get(f"{HOME}{slug}/").text
    assert "told elsewhere" not in sign_in(Role.BOARD_MEMBER).get(f"{HOME}{slug}/").text
    assert "told elsewhere" not in manager.get(f"{HOME}any-time/").text

    assert manager.post(f"{HOME}{slug}/told-elsewhere", data={"use": "yes"}).status_code == 302
    assert "This response draws on them." in manager.get(f"{HOME}{slug}/").text
    assert find_one(sessions, slug).uses_told_elsewhere
    assert manager.post(f"{HOME}any-time/told-elsewhere", data={"use": "yes"}).status_code == 409
    manager.post(f"{HOME}{slug}/told-elsewhere", data={"use": "no"})
    assert not find_one(sessions, slug).uses_told_elsewhere
