"""One threshold for small numbers: the region's own, used wherever a number of people is shown."""

import io
from pathlib import Path

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import use_no_models
from consult.config import load_settings
from consult.errors import ConfigurationError
from consult.jobs.drafting import build_draft
from consult.models.audit import AuditEntry
from consult.models.region import Partnership
from consult.services.region.setting_up import find_small_number
from consult.vocabulary import Role, Standing
from tests.factories.region import make_organisation, make_partnership
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import HOMES, Received, make_received

REGION = "/desk/first-run/region"
DRAFT = "/desk/consultations/consultation-1/draft"
THEMES = "/desk/consultations/consultation-1/themes"


@pytest.fixture
def received(sessions: sessionmaker[Session]) -> Received:
    """Of 20 returns, six disagree; 14 raised homes, and six more experiences spoke of schools."""
    with sessions(expire_on_commit=False) as session, session.begin():
        found = make_received(session)
        for n in range(6):
            found.add_return(HOMES.format(place=f"a hill {n}", n=n), agree="no")
            found.add_account(f"The school said that there was no place for my daughter, {n}.")
    return found


def set_small_number(client: FlaskClient, number: int) -> None:
    data = {"name": "Wessmere", "small_number": str(number), "contact_email": "smp@example.org"}
    assert client.post(REGION, data=data).status_code == 302


def build(sessions: sessionmaker[Session], received: Received) -> None:
    build_draft(
        sessions,
        received.consultation.id,
        keys=received.agent,
        actor="system",
        report=lambda _step, _done, _total: None,
        models=use_no_models(),
    )


def read_word(client: FlaskClient) -> str:
    document = docx.Document(io.BytesIO(client.get(f"{DRAFT}.docx").data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_small_number__raised_by_the_region__hides_more_everywhere(
    sign_in: SignIn, sessions: sessionmaker[Session], received: Received
) -> None:
    administrator = sign_in(Role.ADMINISTRATOR)
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    observer = sign_in(Role.ANALYST, organisation_id=police)
    for number, is_shown in ((5, True), (7, False)):
        set_small_number(administrator, number)
        build(sessions, received)
        hidden = f"fewer than {number}"
        sentence = "All 6 experiences spoke of this."
        page = administrator.get(f"{DRAFT}/regional-evidence").text
        tables = administrator.get(f"{DRAFT}/question:1").text
        file = read_word(administrator)
        assert (sentence in page) is is_shown, "a sentence"
        assert ('numeric">6</td>' in tables) is is_shown, "a table"
        assert (sentence in file) is is_shown, "a sentence in the file"
        assert ("\nNo\n6\n" in file) is is_shown, "a table in the file"
        assert (hidden in page.lower()) is not is_shown
        assert f"Numbers from 1 to {number - 1} are not shown" in file
        assert f"below {number} are withheld" in administrator.get("/desk/settings/").text
    set_small_number(administrator, 20)
    shown = observer.get(THEMES).text
    assert "20" in shown and "fewer than 20" not in shown
    set_small_number(administrator, 5)
    with sessions.begin() as session:
        session.scalars(select(Partnership)).one().small_number = 21
    assert "fewer than 21" in observer.get(THEMES).text
    assert "fewer than 21" in observer.get(f"{THEMES}/T01").text
    assert "fewer than 21" in observer.get(f"{THEMES}/sizes.svg").text
    assert "fewer than 21" not in sign_in(Role.ANALYST).get(f"{THEMES}/T01").text


def test_small_number__changed_after_a_draft__makes_its_numbers_doubtful(
    sign_in: SignIn, sessions: sessionmaker[Session], received: Received
) -> None:
    client = sign_in(Role.ADMINISTRATOR)
    set_small_number(client, 5)
    build(sessions, received)
    assert "Every number agrees with the record" in client.get(DRAFT).text
    set_small_number(client, 7)
    page = client.get(DRAFT).text
    assert "The record has changed" in page
    assert "does not say what its own numbers say by the rules of now" in page


def test_small_number__changed__is_on_record(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    set_small_number(sign_in(Role.ADMINISTRATOR), 9)
    with sessions.begin() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "partnership described")).one()
        assert entry.details["small_number"] == 9


def test_small_number__below_what_is_allowed__is_never_used(session: Session) -> None:
    assert find_small_number(session) == 5
    make_partnership(session, small_number=1)
    assert find_small_number(session) == 3


@pytest.mark.parametrize("number", [2, 0, -1])
def test_small_number__too_low_on_the_form_or_in_settings__is_refused(sign_in: SignIn, number: int) -> None:
    data = {"name": "Wessmere", "small_number": str(number)}
    page = sign_in(Role.ADMINISTRATOR).post(REGION, data=data).text
    assert "Enter a whole number from 3 to 20" in page
    with pytest.raises(ConfigurationError, match="SMALL_NUMBER"):
        load_settings({"CONSULT_SMALL_NUMBER": str(number)})


def test_region_form__before_there_is_a_region__suggests_the_setting(
    sign_in: SignIn, app: Flask, tmp_path: Path
) -> None:
    app.config["SMALL_NUMBER"] = 8
    assert 'value="8"' in sign_in(Role.ADMINISTRATOR).get(REGION).text
