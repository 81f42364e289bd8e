"""An account is given to a recipient whom its teller allows at that moment, by the one path there is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import CodedError
from consult.exports.account_copies import make_copy_file
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.keeping_kinds import RecallCause
from consult.models.protection import NoticeVersion
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.queries.responses import select_response
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.concerns.keeping_away import keep_away
from consult.services.consultations.protection_content import Recipient, from_dict, to_dict
from consult.services.copies.copy_orders import Copy
from consult.services.copies.sharing import list_allowed, share
from consult.services.permissions.consenting import Terms, give_consent
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Bucket, Purpose, Sector, Standing, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.copying import LAST_DAY
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import COMPLETE, HOUSING, make_notice
from tests.factories.region import make_organisation
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account
from tests.factories.translating import make_reader

pytestmark = pytest.mark.portable

WORDS = "We waited for a year. Nobody answered."
CLINIC = Recipient("harbour-clinic", {"en": "Harbour Clinic"}, HOUSING.kind, may_be_given_accounts=True)


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def notice(session: Session) -> NoticeVersion:
    consultation = make_consultation(session)
    return make_notice(session, consultation, recipients=(HOUSING, CLINIC))


@pytest.fixture
def account(session: Session, agent: UnlockedAgent, notice: NoticeVersion) -> Response:
    version = make_questionnaire_version(session, session.get_one(Consultation, notice.consultation_id))
    made = make_sealed_account(session, version, {"change": WORDS}, agent, notice_version=1)
    allow(session, made, HOUSING.key)
    return made


@pytest.fixture
def reader(session: Session) -> Viewer:
    return make_reader(session)


def allow(session: Session, account: Response, *keys: str, until: date | None = None) -> None:
    terms = {Purpose.SHARE: Terms(any_until_on=until, recipients=keys)}
    give_consent(session, account.id, {Purpose.SHARE: bool(keys)}, given_on=TODAY, terms=terms)


def give(
    session: Session,
    reader: Viewer,
    account: Response,
    agent: UnlockedAgent,
    key: str = HOUSING.key,
    **more: Any,
) -> Copy:
    given = {"until_on": LAST_DAY, "keys": agent, "now": NOW, **more}
    return share(session, reader, account, key, **given)


def refuses(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(CodedError) as refused:
        act()
    assert refused.value.code == code


def find_offered(session: Session, account: Response, today: date = TODAY) -> list[str]:
    return [one.key for one in list_allowed(session, account, today=today)]


def test_copy__for_an_allowed_recipient__has_the_words_and_whose_it_is_and_a_use_for_sharing(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    assert find_offered(session, account) == [HOUSING.key]
    copy = give(session, reader, account, agent)

    file = Document(BytesIO(make_copy_file(copy, "Wide River")))
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows[1:]] == [
        ["1", WORDS],
    ]
    assert "for City housing team" in file.sections[0].header.paragraphs[0].text
    released = session.scalars(select(ReleasedFile)).one()
    assert (released.holder_name, released.is_passed_on) == ("City housing team", True)
    use = session.scalars(select(Use).where(Use.kind == UseKind.EXPORT)).one()
    assert (use.purpose, use.subject_id) == (Purpose.SHARE, released.subject_id)


def test_recipient__not_named_by_this_person_or_unknown__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    for key in (CLINIC.key, "", "nobody"):
        refuses("C376", lambda key=key: give(session, reader, account, agent, key))
    allow(session, account, HOUSING.key, CLINIC.key)
    assert find_offered(session, account) == [HOUSING.key, CLINIC.key]


def test_permission__taken_back_or_over_since__offers_nobody_and_takes_back_what_was_given(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    give(session, reader, account, agent)
    allow(session, account)

    assert find_offered(session, account) == []
    refuses("C376", lambda: give(session, reader, account, agent))
    assert session.scalars(select(Recall.cause)).one() is RecallCause.NARROWED


def test_permission__until_a_day__is_over_after_it_and_a_copy_may_not_reach_beyond(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    allow(session, account, HOUSING.key, until=LAST_DAY)
    assert find_offered(session, account, LAST_DAY) == [HOUSING.key]
    assert find_offered(session, account, date(2031, 3, 11)) == []
    refuses("C375", lambda: give(session, reader, account, agent, until_on=date(2031, 3, 11)))
    assert give(session, reader, account, agent).until_on == LAST_DAY


def test_recipient__that_became_an_observer__is_offered_no_more(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    make_organisation(
        session, name="City housing team", standing=Standing.OBSERVER, sector=Sector.VOLUNTARY_COMMUNITY
    )
    assert find_offered(session, account) == []
    refuses("C376", lambda: give(session, reader, account, agent))


def test_key__that_names_another_body_in_a_later_notice__is_not_what_the_person_allowed(
    session: Session, account: Response, notice: NoticeVersion
) -> None:
    other = replace(HOUSING, names={"en": "Hillside Lettings"})
    content = replace(from_dict(notice.content), recipients=(other,))
    said = {"number": 2, "content": to_dict(content), "id": "second-version"}
    names = ("consultation_id", "digest", "approver_name", "approval_reference", "approved_on", "recorded_at")
    session.add(NoticeVersion(**said, **{name: getattr(notice, name) for name in names}))
    session.flush()
    assert COMPLETE.recipients[0] == HOUSING
    assert find_offered(session, account) == []


def test_recipient__whom_the_person_keeps_away_since__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    allow(session, account, HOUSING.key, CLINIC.key)
    key = agent.open_key(account.id)
    assert key is not None
    keep_away(session, UNCOUNTED, account.id, key, "anybody from the Harbour", on=TODAY)
    refuses("C372", lambda: give(session, reader, account, agent, CLINIC.key, is_confirmed=True))
    refuses("C373", lambda: give(session, reader, account, agent))
    give(session, reader, account, agent, is_confirmed=True)


@pytest.mark.parametrize("recipient", ["", CLINIC.key])
def test_reading__to_share_without_a_recipient_who_was_allowed__gives_nothing(
    session: Session, account: Response, agent: UnlockedAgent, recipient: str
) -> None:
    version = account.questionnaire_version
    response = make_response(session, version, {"change": "We say."}, consents={Purpose.SHARE: True})
    for one in (account, response):
        reading = read_answers(
            session,
            SYSTEM,
            select_response(SYSTEM, one.id),
            purpose=Purpose.SHARE,
            use_kind=UseKind.EXPORT,
            subject_id="file",
            keys=agent,
            now=NOW,
            recipient=recipient,
        )
        assert reading.rows == () and reading.left_out == {one.id: Bucket.NOT_PERMITTED}
