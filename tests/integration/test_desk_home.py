"""Setting up, staff, settings and the first page of the staff area."""

import re
import shlex
from pathlib import Path

import click
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.cli.main import consult
from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.audit import AuditEntry
from consult.models.consultation import Consultation
from consult.models.job import Job, OutboxMessage
from consult.models.staff import Staff
from consult.sealing.key_files import create_key_file
from consult.sealing.stretching import INTERACTIVE
from consult.services import auditing
from consult.vocabulary import Bucket, ConsultationState, JobKind, MessageState, Role
from consult.web.first_run_steps import KEY_COMMANDS
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation, make_partnership, make_staff
from tests.integration.conftest import MakeApp, SignIn, sign_in_client

REGION = {"name": "Wessmere Partnership", "small_number": "5", "contact_email": "smp@example.org"}


def test_home__before_the_region_is_named__sends_an_administrator_to_set_up(sign_in: SignIn) -> None:
    assert "Set up the site" in sign_in(Role.ADMINISTRATOR).get("/desk/").text
    assert "Set up the site" not in sign_in(Role.ANALYST).get("/desk/").text


def test_home__with_nothing_under_way__asks_a_manager_to_plan(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_partnership(session)
    assert "Plan a consultation" in sign_in(Role.MANAGER).get("/desk/").text
    assert "No consultation is under way" in sign_in(Role.BOARD_MEMBER).get("/desk/").text


def test_home__with_an_open_consultation__says_its_figures_in_a_sentence(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_partnership(session)
        consultation = make_consultation(session, closes_on=TODAY.replace(day=16))
        version = make_questionnaire_version(session, consultation)
        make_response(session, version, received_on=TODAY)
        make_response(session, version, received_on=TODAY.replace(month=1))
    page = sign_in(Role.MANAGER).get("/desk/").text
    assert "2 returns have been received, 1 of them in the last seven days." in page
    assert "12 days left" in page
    assert "Run the analysis" in page


def test_home__once_governments_deadline_is_over__asks_when_it_was_sent_and_for_no_draft(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_partnership(session)
        days = {"closes_on": TODAY.replace(month=1), "government_deadline_on": TODAY.replace(month=2)}
        consultation = make_consultation(session, state=ConsultationState.CLOSED, **days)
        response = make_response(session, make_questionnaire_version(session, consultation))
        run = AnalysisRun(
            consultation_id=consultation.id, number=1, as_of_on=TODAY, started_at=NOW, finished_at=NOW
        )
        session.add(run)
        session.flush()
        session.add(ResponseBucket(run_id=run.id, response_id=response.id, bucket=Bucket.ANALYSED))
    page = sign_in(Role.MANAGER).get("/desk/").text
    assert "Record that it was sent" in page and "Draft the regional response" not in page
    assert page.count("Closed") == 1


def test_home__seen_by_an_auditor__tells_no_figures_of_returns(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_partnership(session)
        make_response(session, make_questionnaire_version(session, make_consultation(session)))
    assert "No returns have been received." in sign_in(Role.AUDITOR).get("/desk/").text


def test_first_run__step_by_step__shows_what_is_done(
    sign_in: SignIn, sessions: sessionmaker[Session], app: Flask
) -> None:
    client = sign_in(Role.ADMINISTRATOR)
    assert client.get("/desk/first-run/").text.count("To do") == 4
    assert client.post("/desk/first-run/region", data=REGION).status_code == 302
    with sessions.begin() as session:
        make_organisation(session)
        make_staff(session, Role.MANAGER)
    path = Path(app.config["KEY_FILE"])
    path.parent.mkdir(exist_ok=True)
    create_key_file(path, "Ada", "walnut bicycle harbour seven", today=TODAY, cost=INTERACTIVE)
    app.config.update(SMTP_HOST="127.0.0.1", MAIL_FROM="smp@example.org")
    assert "Everything is set up" in client.get("/desk/first-run/").text
    page = client.get("/desk/first-run/keys").text
    assert "Key holders: Ada." in page
    assert "One more holder is needed" in page


def test_region_form__with_a_wrong_number__keeps_what_was_typed(sign_in: SignIn) -> None:
    page = (
        sign_in(Role.ADMINISTRATOR)
        .post("/desk/first-run/region", data=REGION | {"small_number": "five"})
        .text
    )
    assert "Enter a whole number from 3 to 20" in page
    assert 'value="Wessmere Partnership"' in page
    assert 'value="five"' in page


def test_key_file__that_is_broken__is_named_on_its_page(sign_in: SignIn, app: Flask) -> None:
    path = Path(app.config["KEY_FILE"])
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}", encoding="utf-8")
    response = sign_in(Role.ADMINISTRATOR).get("/desk/first-run/keys")
    assert response.status_code == 200
    assert "cannot be used" in response.text


@pytest.mark.parametrize("words", [words for words, _ in KEY_COMMANDS])
def test_commands_on_the_page_of_keys__read_by_the_command_line__are_understood(words: str) -> None:
    _, group, name, *options = shlex.split(words)
    keys = consult.get_command(click.Context(consult), group)
    assert isinstance(keys, click.Group)
    assert keys.commands[name].make_context(name, options)


def test_test_message__without_mail__waits_in_the_outbox(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.ADMINISTRATOR, email="ada@example.org")
    client.post("/desk/first-run/mail/test")
    assert "Mail is not set up" in client.get("/desk/first-run/mail").text
    with sessions() as session:
        assert session.scalars(select(OutboxMessage)).one().state is MessageState.QUEUED
        assert session.scalars(select(Job)).all() == []


def test_test_message__with_mail__is_asked_for_with_the_change(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = make_app(SMTP_HOST="127.0.0.1", MAIL_FROM="Region <smp@example.org>", HOSTS="localhost")
    with sessions.begin() as session:
        client = sign_in_client(app, make_staff(session, Role.ADMINISTRATOR))
    client.post("/desk/first-run/mail/test")
    with sessions() as session:
        message, job = session.scalars(select(OutboxMessage)).one(), session.scalars(select(Job)).one()
    assert (job.kind, job.subject_id) == (JobKind.SEND_MESSAGE, message.id)
    assert message.message_id.endswith("@example.org>")


def test_colleague__invited__gets_a_password_shown_once(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.ADMINISTRATOR)
    with sessions.begin() as session:
        make_organisation(session, key="police", name="Wessmere Police")
    data = {"name": "Bo", "email": "Bo@Example.org", "roles": ["analyst"], "organisation": "police"}
    page = client.post("/desk/staff/invite", data=data).text
    password = re.findall(r'id="one-time-password">([^<]+)<', page)[0]
    assert len(password) > 20
    assert password not in client.get("/desk/staff/").text
    with sessions() as session:
        staff = session.scalars(select(Staff).where(Staff.email == "bo@example.org")).one()
        assert staff.must_change_password
        assert [role.name for role in staff.roles] == [Role.ANALYST]
        assert staff.organisation_id
    again = client.post("/desk/staff/invite", data=data)
    assert again.status_code == 409
    assert "Somebody already signs in with bo@example.org" in again.text


def test_invitation__without_roles_or_with_a_wrong_address__says_so(sign_in: SignIn) -> None:
    page = sign_in(Role.ADMINISTRATOR).post("/desk/staff/invite", data={"name": "Bo", "email": "bo"}).text
    assert "Choose at least one role" in page
    assert "Enter an e-mail address like" in page


def test_last_administrator__taken_out__is_refused(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    client = sign_in(Role.ADMINISTRATOR, name="Ada")
    with sessions() as session:
        staff_id = session.scalars(select(Staff.id)).one()
    data = {"name": "Ada", "roles": ["manager"], "organisation": "", "is_active": "yes"}
    response = client.post(f"/desk/staff/{staff_id}", data=data)
    assert response.status_code == 409
    assert "Nobody would be left who administers" in response.text


def test_colleague__changed_and_deactivated__is_out_and_on_record(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    administrator, colleague = sign_in(Role.ADMINISTRATOR), sign_in(Role.MANAGER, email="bo@example.org")
    with sessions() as session:
        staff_id = session.scalars(select(Staff.id).where(Staff.email == "bo@example.org")).one()
    data = {"name": "Bo", "roles": ["analyst", "auditor"], "organisation": ""}
    assert administrator.post(f"/desk/staff/{staff_id}", data=data).status_code == 302
    assert colleague.get("/desk/").status_code == 302
    with sessions() as session:
        details = session.scalars(
            select(AuditEntry.details).where(AuditEntry.action == "roles changed")
        ).one()
    assert details == {"roles": ["analyst", "auditor"], "active": False}


def test_password__renewed_by_an_administrator__ends_the_colleagues_session(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    administrator, colleague = sign_in(Role.ADMINISTRATOR), sign_in(Role.MANAGER, email="bo@example.org")
    with sessions() as session:
        staff_id = session.scalars(select(Staff.id).where(Staff.email == "bo@example.org")).one()
    assert "one-time-password" in administrator.post(f"/desk/staff/{staff_id}/password").text
    assert colleague.get("/desk/").status_code == 302


def test_settings__shown__hold_no_secret(make_app: MakeApp, sessions: sessionmaker[Session]) -> None:
    app = make_app(SECRET_KEY="s3cr3t-key-of-the-site", REDIS_URL="redis://:hidden-word@127.0.0.1/0")
    with sessions.begin() as session:
        client = sign_in_client(app, make_staff(session, Role.AUDITOR))
    page = client.get("/desk/settings/").text
    assert "s3cr3t-key-of-the-site" not in page
    assert "hidden-word" not in page
    assert "sqlite:///" not in page
    assert "/desk/staff/" not in page


def test_record__filtered__lists_what_was_asked_for(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        for action in ("roles changed", "staff invited"):
            auditing.record(
                session, actor="system", action=action, subject_kind="staff", subject_id="x", now=NOW
            )
    client = sign_in(Role.AUDITOR)
    assert "2 entries in all" in client.get("/desk/settings/audit/").text
    assert "1 entry in all" in client.get("/desk/settings/audit/?action=roles+changed").text
    assert "2 entries in all" in client.get("/desk/settings/audit/?since=2031-03-04&until=2031-03-04").text
    assert "No entry fits" in client.get("/desk/settings/audit/?since=2031-03-05").text
    for odd in ("?since=yesterday&page=x", "?since=0001-01-01&until=9999-12-31", "?page=-5", "?page=99"):
        assert "2 entries in all" in client.get(f"/desk/settings/audit/{odd}").text


def test_record__checked__names_the_first_entry_that_was_changed(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        for subject in ("a", "b", "c"):
            auditing.record(
                session, actor="system", action="x", subject_kind="y", subject_id=subject, now=NOW
            )
    client = sign_in(Role.AUDITOR)
    assert "All entries are whole" in client.post("/desk/settings/audit/verify").text
    with sessions.begin() as session:
        session.scalars(select(AuditEntry).where(AuditEntry.sequence == 2)).one().subject_id = "forged"
    assert "Entry 2 was changed" in client.post("/desk/settings/audit/verify").text


def test_hosting_page__for_the_it_department__is_read_by_all_staff(sign_in: SignIn) -> None:
    page = sign_in(Role.BOARD_MEMBER).get("/desk/settings/hosting").text
    assert "What to back up" in page
    assert "consult worker" in page


def test_navigation__for_each_role__holds_only_pages_it_may_open(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        assert session.scalars(select(Consultation)).all() == []
    for role in Role:
        client = sign_in(role)
        page = client.get("/desk/settings/").text
        links = re.findall(r'govuk-service-navigation__link" href="([^"]+)"', page)
        assert links, role
        assert {client.get(link).status_code for link in links} == {200}, role
