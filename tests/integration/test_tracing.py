"""How an account was told: sealed under its key, opened with its words, gone with it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.provenance import SELF_TOLD, AccountProvenance, Provenance
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer
from consult.queries.responses import select_response
from consult.queries.viewer import SYSTEM
from consult.sealing.errors import SealBroken
from consult.services import auditing
from consult.services.experiences.giving import open_unsent
from consult.services.experiences.tracing import get_provenance, keep_provenance
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Bucket, Purpose, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.giving import begin_telling
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.portable

TOLD = Provenance(
    is_relayed=True,
    teller=Teller.SOMEBODY_ELSE,
    writer=Writer.FAMILY,
    interpreter=Interpreter.WORKER,
    language="ti",
    wording=Wording.SUMMARY,
    was_read_back=False,
    described_as="MARKED a shepherd",
)


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


def read_provenance(session: Session, account: Response, agent: UnlockedAgent) -> Provenance | Bucket | None:
    reading = read_answers(
        session,
        SYSTEM,
        select_response(SYSTEM, account.id),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=account.id,
        keys=agent,
        now=NOW,
    )
    return reading.left_out.get(account.id) or reading.rows[0].respondent.provenance


def test_account__begun__is_told_and_written_by_the_person(session: Session, store: KeyStore) -> None:
    begun = begin_telling(session, store, {"what_happened": "We waited."})
    key = open_unsent(session, store, begun.response.id, begun.draft_key).key
    assert get_provenance(session, begun.response.id, key) == SELF_TOLD
    assert session.scalars(select(AccountProvenance)).one().response_id == begun.response.id


def test_provenance__kept_again__is_in_the_place_of_the_first_and_in_no_clear_text(
    session: Session, store: KeyStore
) -> None:
    begun = begin_telling(session, store, {"what_happened": "We waited."})
    key = open_unsent(session, store, begun.response.id, begun.draft_key).key
    keep_provenance(session, begun.response.id, key, TOLD)
    [row] = session.scalars(select(AccountProvenance))
    assert get_provenance(session, begun.response.id, key) == TOLD
    assert b"MARKED" not in row.told_sealed and b"family" not in row.told_sealed


def test_reading__unlocked__carries_it(session: Session, version: QuestionnaireVersion) -> None:
    agent = UnlockedAgent()
    account = make_sealed_account(session, version, {"change": "We waited."}, agent, provenance=TOLD)
    assert read_provenance(session, account, agent) == TOLD
    agent.lock()
    assert read_provenance(session, account, agent) is Bucket.LOCKED


def test_provenance__of_another_account__opens_nowhere_and_says_so(
    session: Session, version: QuestionnaireVersion
) -> None:
    agent = UnlockedAgent()
    one = make_sealed_account(session, version, {"change": "We waited."}, agent, provenance=TOLD)
    other = make_sealed_account(session, version, {"change": "We left."}, agent, provenance=SELF_TOLD)
    session.get_one(AccountProvenance, other.id).told_sealed = session.get_one(
        AccountProvenance, one.id
    ).told_sealed
    assert read_provenance(session, other, agent) is Bucket.UNREADABLE


def test_provenance__tampered_with__is_noticed(session: Session, store: KeyStore) -> None:
    begun = begin_telling(session, store, {"what_happened": "We waited."})
    key = open_unsent(session, store, begun.response.id, begun.draft_key).key
    row = session.scalars(select(AccountProvenance)).one()
    row.told_sealed = row.told_sealed[:-1]
    with pytest.raises(SealBroken):
        get_provenance(session, begun.response.id, key)


def test_account__withdrawn__leaves_none(
    session: Session, store: KeyStore, version: QuestionnaireVersion
) -> None:
    account = make_sealed_account(session, version, {"change": "We left."}, UnlockedAgent(), provenance=TOLD)
    withdraw(session, account, store=store, actor=auditing.PUBLIC, now=NOW)
    assert session.scalars(select(AccountProvenance)).all() == []
