"""A region that hides how few did not raise something: in tables, trends and drafts, and on its pages."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.region import Partnership
from consult.queries.viewer import SYSTEM
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.contrasting import Tabulated, tabulate
from consult.services.counting.tabulating import tabulate_answers
from consult.services.counting.written_tables import list_rows
from consult.services.drafts.noticing import mark_record
from consult.services.trends.trend_notes import list_notes
from consult.vocabulary import Role, Sector, Standing, UseKind
from tests.factories.collecting import make_answer
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation, make_partnership
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import QUESTIONS, Received, start_record
from tests.integration.test_drafting import list_statements, write
from tests.integration.test_tables_in_all_units import HELP, fill
from tests.integration.test_trends import follow, followed, read

__all__ = ["followed"]
DESK = "/desk/consultations/consultation-1"
NOTE = "Nor are counts that leave from 1 to 4 who did not raise or choose it"


@pytest.fixture
def agreeing(sqlite_session: Session) -> Received:
    """Eighteen of twenty charities raise homes."""
    found = start_record(sqlite_session, (*QUESTIONS, HELP))
    fill(found, {Sector.VOLUNTARY_COMMUNITY: (18, 2)})
    return found


def switch(session: Session, *, on: bool) -> None:
    region = session.scalars(select(Partnership)).first() or make_partnership(session)
    region.hides_silent = on
    session.flush()


def count(received: Received) -> Tabulated:
    return tabulate(received.session, SYSTEM, received.consultation, AskedTable(), now=NOW)


def test_table__where_few_did_not__hides_how_many_did_and_says_so(agreeing: Received) -> None:
    fill(agreeing, {Sector.HEALTH: (10, 10)})
    for on, counts in ((False, [10, 18, 28]), (True, [None, None, 28])):
        switch(agreeing.session, on=on)
        made = count(agreeing)
        assert [cell.count for cell in made.sheet.every.rows["T01"]] == counts
        assert any(NOTE in str(row[0]) for row in list_rows(made)) is on


def test_trend__where_few_did_not__hides_how_many_did_and_says_so(followed: object) -> None:
    session = followed.session  # type: ignore[attr-defined]
    for on, counts in ((False, [15, 15, 30]), (True, [None, None, 30])):
        switch(session, on=on)
        session.scalars(select(Partnership)).one().small_number = 6
        trend = follow(followed)  # type: ignore[arg-type]
        assert read(trend)[-1] == counts
        notes = " ".join(list_notes(trend, made_on=TODAY))
        assert ("Nor are counts that leave from 1 to 5" in notes) is on


def test_draft__where_few_did_not__says_many_and_explains_it(agreeing: Received) -> None:
    switch(agreeing.session, on=True)
    sections = write(agreeing)
    said = " ".join(list_statements(sections["question:1"]))
    assert "Many returns that answered this question raised this." in said
    assert "18" not in said and "90%" not in repr(sections["question:1"])
    assert "Where from 1 to 4 of those who answered did not raise" in repr(sections["annex-method"])


def test_choices__where_few_did_not_choose_one__hide_how_many_did(agreeing: Received) -> None:
    for n, one in enumerate(agreeing.returns):
        chosen = [*(["food"] if n < 18 else []), *(["rooms"] if n < 9 or n >= 18 else [])]
        make_answer(agreeing.session, one, "help", chosen)
    for on, number in ((False, 18), (True, None)):
        switch(agreeing.session, on=on)
        made = tabulate_answers(
            agreeing.session,
            SYSTEM,
            agreeing.consultation,
            use_kind=UseKind.TABLE,
            subject_id=agreeing.consultation.id,
            now=NOW,
        )
        lines = {line.label: line.all.count for table in made.choices for line in table.lines}
        assert lines["Food"] == number and lines["Rooms"] == 11


def test_mark__of_a_record__changes_with_the_setting(agreeing: Received) -> None:
    marks = []
    for on in (False, True, False):
        switch(agreeing.session, on=on)
        marks.append(mark_record(agreeing.session, agreeing.consultation.id, today=TODAY))
    assert marks[0] == marks[2] != marks[1]


def test_region_form__ticked__hides_them_on_every_page_and_is_on_record(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions(expire_on_commit=False) as session, session.begin():
        fill(start_record(session), {Sector.VOLUNTARY_COMMUNITY: (18, 2)})
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    client, manager = sign_in(Role.ADMINISTRATOR), sign_in(Role.MANAGER)
    observer = sign_in(Role.ANALYST, organisation_id=police)
    data = {"name": "Wessmere", "small_number": "5"}
    for ticked in ({}, {"hides_silent": "y"}):
        assert client.post("/desk/first-run/region", data=data | ticked).status_code == 302
        on = bool(ticked)
        form, settings = (client.get(page).text for page in ("/desk/first-run/region", "/desk/settings/"))
        assert ("checked" in form) is on and "It costs numbers" in form
        assert ("How few did not raise something is shown" in settings) is not on
        assert (NOTE in manager.get(f"{DESK}/tables").text) is on
        assert (">18<" in observer.get(f"{DESK}/themes").text) is not on
    with sessions.begin() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "partnership described"))
        assert sorted(one.details["hides_silent"] for one in entries) == [False, True]
