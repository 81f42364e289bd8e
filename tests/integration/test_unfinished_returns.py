"""Unfinished returns under a number: kept until their day, never counted, reminded of once."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.jobs.reminding import remind, write_reminder
from consult.models.consultation import Consultation
from consult.models.job import Job, OutboxMessage
from consult.models.response import Response
from consult.models.unfinished import UnfinishedReturn
from consult.queries.responses import Wanted, count_responses
from consult.queries.viewer import SYSTEM
from consult.services.consultations.extending import extend
from consult.services.consultations.reading_versions import read_definition
from consult.services.consultations.using_extensions import use_extension
from consult.services.jobs.messaging import note_sent
from consult.services.keeping.expiring import delete_due
from consult.services.keeping.retaining import Unfinished
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.revising import NOBODY
from consult.services.returns.saving_for_later import find_last_day, save_for_later, throw_away
from consult.services.returns.submitting import find_by_lookup, submit
from consult.vocabulary import ConsultationState, JobKind, ResponseKind, ResponseState
from tests.factories.collecting import make_answer, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.integration.test_retaining import make_unfinished_return, sweep

pytestmark = pytest.mark.portable

LOOKUP, DAYS = "f" * 64, 10
MAIL = {"HOSTS": "consult.example.org", "SMTP_HOST": "mail", "MAIL_FROM": "us@example.org", "HTTPS": True}
WRITER = "ada@example.org"


def keep(session: Session, *, lookup: str = LOOKUP, email: str = "", days: int = DAYS) -> Response:
    """A return saved today, kept for so many days."""
    response = make_unfinished_return(session)
    until_on = TODAY + timedelta(days=days)
    row = save_for_later(
        session, response, lookup=lookup, stop="q/page_change", language="ar", until_on=until_on
    )
    row.email = email
    session.flush()
    return response


def get_row(session: Session) -> UnfinishedReturn:
    return session.scalars(select(UnfinishedReturn)).one()


def find_home(session: Session, response: Response) -> Consultation:
    return session.get_one(Consultation, response.consultation_id)


def remind_on(session: Session, day: date, **changed: object) -> list[OutboxMessage]:
    """The messages in the outbox once reminders were looked for on a day."""
    remind(session, {**MAIL, **changed}, today=day, now=NOW)
    return list(session.scalars(select(OutboxMessage)))


@pytest.mark.parametrize(
    ("closes_in", "kept"), [(None, 30), (100, 30), (20, 30), (10, 24), (0, 14), (-5, 14)]
)
def test_last_day__by_the_closing_day__is_stated_and_never_far_beyond_it(
    closes_in: int | None, kept: int
) -> None:
    closes_on = None if closes_in is None else TODAY + timedelta(days=closes_in)
    assert find_last_day(closes_on, days=30, today=TODAY) == TODAY + timedelta(days=kept)


@pytest.mark.portable(False)
def test_saved_return__until_its_last_day__stays_and_then_goes_whole(
    session: Session, store: KeyStore
) -> None:
    keep(session)
    assert sweep(session, store, DAYS) == Unfinished(0, 0)
    assert sweep(session, store, DAYS + 1) == Unfinished(0, 1)
    assert session.scalars(select(Response)).all() == session.scalars(select(UnfinishedReturn)).all() == []


def test_saved_return__past_its_day_and_still_written__waits(session: Session, store: KeyStore) -> None:
    response = keep(session, days=0)
    assert sweep(session, store, 1) == Unfinished(0, 0), "it was saved a day ago"
    make_answer(session, response, "change", "more")
    assert sweep(session, store, 5) == Unfinished(0, 1)


def test_saved_again__for_a_nearer_day__keeps_what_was_promised(session: Session) -> None:
    response = keep(session)
    kept = {"lookup": "e" * 64, "stop": "use", "language": "uk", "until_on": TODAY}
    row = save_for_later(session, response, **kept)  # type: ignore[arg-type]
    assert (row.kept_until_on, row.stop, row.language) == (TODAY + timedelta(days=DAYS), "use", "uk")
    assert response.codename_lookup == LOOKUP, "the first number goes on opening it"


def test_saved_return__counted_in_any_way__is_not_received(session: Session) -> None:
    response = keep(session)
    make_response(session, response.questionnaire_version)
    received = count_responses(session, SYSTEM, response.consultation_id)
    unsent = Wanted(kind=ResponseKind.RETURN, states=(ResponseState.IN_PROGRESS,))
    assert (received, count_responses(session, SYSTEM, response.consultation_id, unsent)) == (1, 1)


@pytest.mark.portable(False)
def test_saved_return__sent__keeps_number_and_leaves_no_trace_of_waiting(session: Session) -> None:
    response = keep(session, email=WRITER)
    make_answer(session, response, "change", "done")
    form = read_definition(response.questionnaire_version)
    assert submit(session, response, form, {}, lookup="d" * 64, today=TODAY, now=NOW)
    assert find_by_lookup(session, LOOKUP, ResponseKind.RETURN) == response
    assert session.scalars(select(UnfinishedReturn)).all() == []
    with pytest.raises(Conflict, match="C250"):
        save_for_later(session, response, lookup=LOOKUP, stop="who", language="en", until_on=TODAY)
    with pytest.raises(Conflict, match="C250"):
        throw_away(session, response)


@pytest.mark.portable(False)
def test_reminder__a_few_days_before_the_last__goes_once_and_takes_its_address_along(
    session: Session,
) -> None:
    home = find_home(session, keep(session, email=WRITER))
    home.closes_on = TODAY + timedelta(days=8)
    assert remind_on(session, TODAY + timedelta(days=3)) == []
    (message,) = remind_on(session, TODAY + timedelta(days=4))
    assert remind_on(session, TODAY + timedelta(days=5)) == [message]
    assert (message.to_address, message.forget_on, get_row(session).email) == (WRITER, home.closes_on, "")
    (job,) = session.scalars(select(Job))
    assert (job.kind, job.subject_id) == (JobKind.SEND_MESSAGE, message.id)
    note_sent(session, message.id, now=NOW)
    assert (message.to_address, message.subject, message.body_text) == ("", "", "")


def test_reminder__that_was_never_sent__is_deleted_after_the_last_day(
    session: Session, store: KeyStore
) -> None:
    keep(session, email=WRITER, days=2)
    assert len(remind_on(session, TODAY)) == 1
    for days, left in ((2, 1), (3, 0)):
        later = {"today": TODAY + timedelta(days=days), "now": NOW + timedelta(days=days)}
        delete_due(session, store, **later)  # type: ignore[arg-type]
        assert len(session.scalars(select(OutboxMessage)).all()) == left


@pytest.mark.parametrize("change", ["closed", "past", "mail"])
def test_reminder__of_no_use__is_not_sent(session: Session, change: str) -> None:
    home = find_home(session, keep(session, email=WRITER, days=3))
    if change == "closed":
        home.state = ConsultationState.CLOSED
    settings = {"SMTP_HOST": ""} if change == "mail" else {}
    day = TODAY + timedelta(days=9 if change == "past" else 1)
    assert remind_on(session, day, **settings) == []
    assert get_row(session).email == (WRITER if change == "mail" else ""), "an address of no use goes"


@pytest.mark.parametrize("state", [ConsultationState.OPEN, ConsultationState.CLOSED])
def test_reminder__to_an_organisation_with_more_time__goes_by_its_day_and_says_it(
    session: Session, state: ConsultationState
) -> None:
    response = keep(session, email=WRITER)
    home = find_home(session, response)
    home.closes_on, until_on = TODAY + timedelta(days=1), TODAY + timedelta(days=8)
    by: Any = {"reason": "Floods", "author": NOBODY, "now": NOW}
    use_extension(
        session,
        response,
        extend(session, home, make_organisation(session), until_on=until_on, **by).extension,
    )
    home.state = state
    assert remind_on(session, TODAY + timedelta(days=3)) == []
    (message,) = remind_on(session, TODAY + timedelta(days=4))
    assert (message.to_address, message.forget_on) == (WRITER, until_on)


@pytest.mark.parametrize("language", ["en", "ar", "cy", "uk", "ti", "prs", "so"])
def test_reminder__in_any_language__says_until_when_and_where_and_no_number(language: str) -> None:
    title = {"en": "Safe routes", "ar": "طرق آمنة"}
    home = Consultation(slug="one", title=title)
    subject, text = write_reminder(
        home, language, date(2031, 6, 30), place="https://consult.example.org/return/", region="Vale"
    )
    assert title.get(language, title["en"]) in subject + text
    assert f"https://consult.example.org/return/?lang={language}" in text
    assert "%(" not in subject + text
    is_english = language in {"en", "so"}
    assert ("30 June 2031" in text) is is_english and ("unfinished return" in subject) is is_english
