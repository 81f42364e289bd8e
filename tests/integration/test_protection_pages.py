"""The data-protection file in the staff area, and the privacy notice and relay agreement for everybody."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.protection import NoticeVersion, ProtectionFile
from consult.models.protection_kinds import RecipientKind
from consult.models.relay_agreement import RelayAgreement
from consult.services.consultations.notices import find_notice
from consult.services.consultations.protection_content import Recipient
from consult.vocabulary import ConsultationState, FormPurpose, Role
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import TODAY
from tests.factories.protecting import HOUSING, OFFICER, TRANSLATORS, make_notice
from tests.integration.conftest import SignIn

SLUG = "arriving"
FILE = f"/desk/consultations/{SLUG}/data-protection"
AGREEMENT = "/desk/region/relay-agreement/"
FILLED = {
    "language": "en",
    "controllers": "Vale Council\r\nCoast Council",
    "controllership": "joint",
    "officer_contact": "officer@example.org",
    "lawful_basis": "public_task",
    "special_condition": "public_interest",
    "law": "Localism Act 2011",
    "assessment_reference": "DPIA-7",
    "withdrawal_until_on-day": "30",
    "withdrawal_until_on-month": "6",
    "withdrawal_until_on-year": "2031",
    "retention_returns": "2 years",
    "retention_experiences": "1 month",
    "retention_keys": "1 month",
    "retention_concerns": "72 months",
    "retention_exports": "90 days",
    "complaints_contact": "complaints@example.org",
    "regulator_contact": "Commissioner",
}
RECIPIENT = {"name_en": "Housing", "key": "housing", "kind": "council", "organisation": ""}
PRINTER = Recipient("printer", {"en": "Printer"}, RecipientKind.PROCESSOR)
OUTSIDE = {
    "by": "other",
    "name": "Ola Officer",
    "approved_on-day": "3",
    "approved_on-month": "3",
    "approved_on-year": "2031",
    "reference": "DP/1",
}
READ_BY_EVERYBODY = (
    "version 1",
    "3 March 2031",
    "decide together",
    "Vale Council",
    "Article 6(1)(e)",
    "24 months",
    "90 days",
    "1 month<",
    "As long as this site exists",
    "30 June 2031",
    "Housing",
    "7 days",
    "complaints@example.org",
)
IN_THE_ROOM = (
    ("ti", "ሚኒስትሪ ውሽጣዊ ጉዳያት"),
    ("uk", "Міністерство внутрішніх справ"),
    ("cy", "Swyddfa Gartref"),
    ("ar", "وزارة الداخلية"),
    ("prs", "وزارت داخلهٔ بریتانیا (Home Office"),
    ("en", "immigration enforcement"),
)


@pytest.fixture
def consultation_id(sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        made = make_consultation(session, slug=SLUG, title={"en": "Arriving", "ar": "الوصول"})
        make_questionnaire_version(session, made, purpose=FormPurpose.ACCOUNT)
        return made.id


@pytest.fixture
def noticed(sessions: sessionmaker[Session], consultation_id: str) -> str:
    with sessions.begin() as session:
        consultation = make_consultation(session, slug="noticed", title={"en": "Noticed", "cy": "Hysbys"})
        make_notice(session, consultation)
        return consultation.id


def read_version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def fill_in(client: FlaskClient) -> None:
    client.post(f"{FILE}/edit", data={**FILLED, "version": read_version(client.get(f"{FILE}/edit").text)})
    client.post(f"{FILE}/recipients/new", data={**RECIPIENT, "may_be_given_accounts": "y"})


def approve(client: FlaskClient, data: dict[str, str]) -> str:
    version = read_version(client.get(f"{FILE}/approve").text)
    return client.post(f"{FILE}/approve", data={**data, "version": version}, follow_redirects=True).text


def test_file__not_begun__lists_what_is_missing_with_a_link_to_each(
    sign_in: SignIn, consultation_id: str
) -> None:
    page = sign_in(Role.MANAGER).get(f"{FILE}/").text

    for field in ("controllers", "special_condition", "withdrawal_until_on", "retention_experiences"):
        assert f'href="{FILE}/edit#{field}"' in page
    assert f'href="{FILE}/recipients/new"' in page and "not complete and approved" in page


def test_file__filled_in_and_approved_outside__is_the_notice_that_everybody_reads(
    sign_in: SignIn, client: FlaskClient, consultation_id: str
) -> None:
    manager = sign_in(Role.MANAGER, name="Edda")
    fill_in(manager)
    before = client.get(f"/privacy/{SLUG}")

    said = approve(manager, OUTSIDE)

    assert before.location == "/privacy" and "Version 1 of the notice is approved" in said
    page = client.get(f"/privacy/{SLUG}").text
    for words in READ_BY_EVERYBODY:
        assert words in page, words
    assert page.index("Why the law lets us keep it") < page.index("Your permission is something else")
    assert f"{FILE}/edit" not in manager.get(f"/desk/consultations/{SLUG}/").text


@pytest.mark.parametrize(
    ("recipients", "is_nobody"),
    [((HOUSING, TRANSLATORS, PRINTER), False), ((TRANSLATORS,), False), ((PRINTER,), True)],
)
def test_notice__of_translators_outside__says_that_they_may_get_a_copy_and_of_no_others(
    sessions: sessionmaker[Session],
    client: FlaskClient,
    recipients: tuple[Recipient, ...],
    is_nobody: bool,
) -> None:
    with sessions.begin() as session:
        make_notice(session, make_consultation(session, slug="told"), recipients=recipients)
    page = client.get("/privacy/told").text
    before, _, others = page.partition("no experiences that can be read")
    copied = before.partition("these translators may get a copy of an experience")[2]
    assert ("Experiences are shown to nobody but" in page) == is_nobody
    assert ("Translators of Wide River" in copied) == (TRANSLATORS in recipients)
    assert ("Printer" in others) == (PRINTER in recipients)
    assert "Translators of Wide River" not in others and "Printer" not in copied


def test_file__approved_by_who_filled_it_in__is_refused_and_by_a_colleague_is_not(
    sign_in: SignIn, sessions: sessionmaker[Session], consultation_id: str
) -> None:
    manager = sign_in(Role.MANAGER, name="Edda")
    fill_in(manager)

    assert "C38" not in approve(manager, {"by": "nobody"})
    assert "cannot approve it too" in approve(manager, {"by": "self"})
    assert "Version 1" in approve(sign_in(Role.ADMINISTRATOR, name="Cole"), {"by": "self"})
    with sessions() as session:
        assert session.scalars(select(NoticeVersion.approver_name)).all() == ["Cole"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Enter who approved it"),
        ({"reference": " "}, "Enter the reference"),
        ({"approved_on-year": "2032"}, "cannot be after today"),
        ({"approved_on-day": ""}, "Enter a real date"),
    ],
)
def test_approval__with_something_left_out__says_what_and_adds_no_version(
    sign_in: SignIn,
    sessions: sessionmaker[Session],
    consultation_id: str,
    change: dict[str, str],
    words: str,
) -> None:
    manager = sign_in(Role.MANAGER)
    fill_in(manager)

    assert words in approve(manager, {**OUTSIDE, **change})
    with sessions() as session:
        assert find_notice(session, consultation_id) is None


def test_file__saved_by_somebody_else_meanwhile__shows_both_and_can_then_be_saved(
    sign_in: SignIn, sessions: sessionmaker[Session], consultation_id: str
) -> None:
    manager = sign_in(Role.MANAGER)
    old = read_version(manager.get(f"{FILE}/edit").text)
    manager.post(f"{FILE}/edit", data={**FILLED, "law": "The first law", "version": old})

    stale = manager.post(f"{FILE}/edit", data={**FILLED, "law": "Another law", "version": old})
    saved = manager.post(
        f"{FILE}/edit", data={**FILLED, "law": "Another law", "version": read_version(stale.text)}
    )

    assert stale.status_code == 409 and "The first law" in stale.text and "Another law" in stale.text
    assert saved.status_code == 302
    with sessions() as session:
        assert session.scalars(select(ProtectionFile)).one().content["law"] == "Another law"


def test_time__typed_as_no_time__is_an_error_beside_its_field(sign_in: SignIn, consultation_id: str) -> None:
    manager = sign_in(Role.MANAGER)
    sent = {**FILLED, "retention_exports": "for ever", "version": "0"}

    page = manager.post(f"{FILE}/edit", data=sent)

    assert page.status_code == 422 and 'href="#retention_exports"' in page.text and "for ever" in page.text


@pytest.mark.parametrize("typed", ["9999 years", "101 years", "1201 months", "36501 days", "0 days"])
def test_time__out_of_bounds__is_an_error_beside_its_field(
    sign_in: SignIn, consultation_id: str, typed: str
) -> None:
    sent = {**FILLED, "retention_returns": typed, "version": "0"}

    page = sign_in(Role.MANAGER).post(f"{FILE}/edit", data=sent)

    assert page.status_code == 422 and "between 1 day and 100 years" in page.text and typed in page.text


@pytest.mark.parametrize("wrong", [{"kind": "police"}, {"name_en": "The Home Office"}])
def test_recipient__that_may_never_read_experiences__is_refused_with_the_code_of_it(
    sign_in: SignIn, sessions: sessionmaker[Session], consultation_id: str, wrong: dict[str, str]
) -> None:
    manager = sign_in(Role.MANAGER)
    sent = {**RECIPIENT, **wrong, "may_be_given_accounts": "y"}

    page = manager.post(f"{FILE}/recipients/new", data=sent)

    assert page.status_code == 422 and "can never be given experiences" in page.text
    with sessions() as session:
        assert [one.content.get("recipients", []) for one in session.scalars(select(ProtectionFile))] in (
            [],
            [[]],
        )


def test_recipient__changed_and_taken_out__is_gone_from_the_file(
    sign_in: SignIn, sessions: sessionmaker[Session], consultation_id: str
) -> None:
    manager = sign_in(Role.MANAGER)
    fill_in(manager)
    at = f"{FILE}/recipients/housing"

    manager.post(at, data={**RECIPIENT, "name_en": "Homes team", "name_ar": "فريق السكن"})
    changed = manager.get(f"{FILE}/").text
    manager.post(f"{at}/remove")

    assert "Homes team" in changed and "Homes team" not in manager.get(f"{FILE}/").text
    assert manager.get(at).status_code == 404


def test_notice__in_arabic__is_right_to_left_with_typed_text_in_its_own_language(
    client: FlaskClient, noticed: str
) -> None:
    page = client.get("/privacy/noticed?lang=ar").text

    assert '<html lang="ar" dir="rtl"' in page and "كيف نستخدم ما تخبرنا به" in page
    assert re.search(r'<span lang="en" dir="ltr">Vale Council</span>', page)
    assert f'<span lang="ar" dir="rtl">{HOUSING.names["ar"]}</span>' in page
    assert "11 شهرًا" in page or "11 شهر" in page


@pytest.mark.parametrize(("tag", "words"), IN_THE_ROOM)
def test_notice__in_each_language__says_who_is_in_the_room(
    client: FlaskClient, noticed: str, tag: str, words: str
) -> None:
    assert words in client.get(f"/privacy/noticed?lang={tag}").text


def test_notice__without_a_closing_day__counts_from_the_week_in_which_something_came(
    client: FlaskClient, noticed: str, sessions: sessionmaker[Session]
) -> None:
    closing, coming = "from the day on which the consultation closes", "from the week in which we received"
    with sessions.begin() as session:
        found = session.scalars(select(Consultation).where(Consultation.slug == "noticed")).one()
        found.closes_on = TODAY
    assert closing in client.get("/privacy/noticed").text
    with sessions.begin() as session:
        session.execute(update(Consultation).values(closes_on=None))
    page = client.get("/privacy/noticed").text
    assert coming in page and closing not in page


def test_notice__for_whoever_tells_an_experience__has_the_way_out(client: FlaskClient, noticed: str) -> None:
    with_exit = client.get("/your-experience/noticed/privacy").text

    assert "govuk-exit-this-page" in with_exit
    assert "govuk-exit-this-page" not in client.get("/privacy/noticed").text


def test_notice__of_an_earlier_version__stays_readable_and_an_unknown_one_is_not_found(
    client: FlaskClient, sessions: sessionmaker[Session], noticed: str
) -> None:
    with sessions.begin() as session:
        first = session.scalars(select(NoticeVersion)).one()
        later = {**first.content, "law": "A later law"}
        session.add(
            NoticeVersion(
                consultation_id=noticed,
                number=2,
                content=later,
                digest="2",
                approver_name=OFFICER.name,
                approved_on=first.approved_on,
                recorded_at=first.recorded_at,
            )
        )

    now, old = client.get("/privacy/noticed").text, client.get("/privacy/noticed?version=1").text

    assert "A later law" in now and "earlier version" not in now
    assert "A later law" not in old and "earlier version" in old
    assert client.get("/privacy/noticed?version=3").status_code == 404


def test_notice__while_the_consultation_is_prepared__is_for_the_staff_only(
    client: FlaskClient, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_notice(session, make_consultation(session, slug="soon", state=ConsultationState.PREPARING))

    assert client.get("/privacy/soon").status_code == 404
    assert "soon" not in client.get("/privacy").text
    assert sign_in(Role.AUDITOR).get("/privacy/soon").status_code == 200


def test_site_wide_page__with_noticed_consultations__links_to_each_of_them(
    client: FlaskClient, noticed: str
) -> None:
    page = client.get("/privacy").text

    assert 'href="/privacy/noticed"' in page and f'href="/privacy/{SLUG}"' not in page


def test_backup_days__set_otherwise__are_those_in_the_notice(
    app: Flask, client: FlaskClient, noticed: str
) -> None:
    app.config["KEY_BACKUP_DAYS"] = 19

    assert "19 days" in client.get("/privacy/noticed").text


def test_agreement__replaced__holds_and_the_first_is_kept(
    sign_in: SignIn, client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    manager = sign_in(Role.MANAGER)
    first = client.get("/relay-agreement?lang=ar").text
    empty = {f"{name}_{tag}": "" for name in ("title", "promises") for tag in ("ar", "prs", "ti", "uk", "cy")}
    sent = {**empty, "title_en": "Our promise", "promises_en": "We listen.\r\n\r\nWe keep nothing."}

    manager.post(f"{AGREEMENT}replace", data=sent)
    manager.post(f"{AGREEMENT}replace", data=sent)

    assert '<ol class="govuk-list govuk-list--number govuk-list--spaced" lang="ar" dir="rtl">' in first
    with sessions() as session:
        found = session.scalars(select(RelayAgreement).order_by(RelayAgreement.version)).all()
        assert [one.version for one in found] == [1, 2]
        assert found[1].promises == {"en": "We listen.\nWe keep nothing."}
    now = client.get("/relay-agreement?lang=en").text
    assert "We listen." in now and "version 2" in now
    assert "earlier version" in client.get("/relay-agreement?version=1&lang=en").text
    assert client.get("/relay-agreement?version=9").status_code == 404


def test_agreement__without_english__is_not_published(sign_in: SignIn) -> None:
    page = sign_in(Role.MANAGER).post(f"{AGREEMENT}replace", data={"title_en": "", "promises_en": "x"})

    assert page.status_code == 422 and "Enter the title in English" in page.text
