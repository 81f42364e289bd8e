"""That a response was sent, on record with its proof: which version, signed or not, to whom, undone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, CodedError
from consult.models.attachments import AttachedFile
from consult.models.audit import AuditEntry
from consult.models.consultation import Consultation
from consult.models.release import ReleasedFile
from consult.models.signing import SignOff
from consult.models.submissions import Submission
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.consultations.attaching import remove_attached
from consult.services.following.finding_submissions import find_last_sent, find_sent_on, list_submissions
from consult.services.following.recording_submissions import undo_submission
from consult.services.permissions.drafts_using import find_sent_draft
from consult.services.signing.signing_off import undo_sign_off
from consult.vocabulary import ConsultationState, Role, Standing
from tests.factories.agreeing import ADA
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.sending import MINISTER, OFFICE, send_earlier, send_version
from tests.factories.signing import decide, make_board
from tests.factories.versions import make_exact_version


@dataclass(frozen=True)
class Case:
    """A version that a board signed off, with the minute of its meeting."""

    session: Session
    consultation: Consultation
    version: DraftVersion
    minute: AttachedFile

    def send(self, version: DraftVersion | None = None, **values: Any) -> Submission:
        given = {"reason": "", **values}
        return send_version(self.session, self.consultation, version or self.version, **given)

    def refuse(self, **values: Any) -> str:
        """The code with which it is refused; nothing is kept of it."""
        with pytest.raises(CodedError) as refused:
            self.send(**values)
        assert list_submissions(self.session, self.consultation.id) == []
        assert self.session.scalars(select(ReleasedFile)).all() == []
        return refused.value.code


@pytest.fixture
def case(sqlite_session: Session) -> Case:
    consultation = make_consultation(sqlite_session, state=ConsultationState.CLOSED)
    version, minute = (
        make_exact_version(sqlite_session, consultation),
        make_attached(sqlite_session, consultation),
    )
    decide(sqlite_session, version, make_board(sqlite_session), minute)
    return Case(sqlite_session, consultation, version, minute)


def test_signed_version__recorded_as_sent__keeps_what_was_sent_to_whom_and_its_proof(case: Case) -> None:
    row = case.send(reference="4711")
    assert (row.version, row.digest, row.sent_on) == (case.version, case.version.digest, TODAY)
    assert row.sign_off_id and row.reason == "" and row.file_id and row.their_reference == "4711"
    files = case.session.scalars(select(ReleasedFile).order_by(ReleasedFile.holder_name)).all()
    assert [(one.holder_name, one.holder_address) for one in files] == [
        (MINISTER.name, ""),
        (OFFICE.name, OFFICE.address),
    ]
    assert all(one.is_passed_on and one.subject_id == row.id for one in files)
    assert case.consultation.state is ConsultationState.SENT
    assert find_sent_on(case.session, case.consultation.id) == TODAY
    said = [one.action for one in case.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))]
    assert "response recorded as sent" in said and said[-1] == "consultation sent"


def test_sending__recorded_twice__is_one_sending(case: Case) -> None:
    assert case.send() is case.send()
    assert len(case.session.scalars(select(ReleasedFile)).all()) == 2


def test_version__without_a_sign_off__is_sent_only_with_a_reason(case: Case) -> None:
    later = make_exact_version(case.session, case.consultation)
    assert case.refuse(version=later, reason=" ") == "C570"
    row = case.send(later, reason="The board meets after the deadline.")
    assert row.sign_off_id is None and row.reason == "The board meets after the deadline."


def test_version__sent_before_it_was_signed_off_or_after_that_was_undone__needs_a_reason(case: Case) -> None:
    case.version.made_at = NOW - timedelta(days=3)
    case.session.flush()
    assert case.refuse(sent_on=TODAY - timedelta(days=1)) == "C570"
    signed = case.session.scalars(select(SignOff)).one()
    undo_sign_off(case.session, SYSTEM, signed, "A mistake.", author=ADA, now=NOW)
    assert case.refuse() == "C570"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sent_on": TODAY + timedelta(days=1)}, "C571"),
        ({"sent_on": TODAY - timedelta(days=1), "reason": "Early."}, "C571"),
        ({"recipients": ()}, "C573"),
    ],
)
def test_sending__on_no_such_day_or_to_nobody__is_refused(
    case: Case, values: dict[str, Any], code: str
) -> None:
    assert case.refuse(**values) == code


def test_sending__proved_by_a_minute__is_refused_and_its_own_proof_stays(case: Case) -> None:
    assert case.refuse(proof=case.minute) == "C572"
    row = case.send()
    proof = case.session.get_one(AttachedFile, row.file_id)
    with pytest.raises(CodedError) as refused:
        remove_attached(case.session, SYSTEM, proof, author=ADA, now=NOW)
    assert refused.value.code == "C550"


def test_sending__recorded_for_an_observer__is_refused(case: Case) -> None:
    viewer = Viewer(None, frozenset(Role), Standing.OBSERVER)
    row = case.send()
    with pytest.raises(AccessDenied):
        undo_submission(case.session, viewer, case.consultation, row, "No.", author=ADA, now=NOW)
    assert find_last_sent(case.session, case.consultation.id) is row


def test_sending__undone__stays_on_record_and_leaves_nobody_with_a_file(case: Case) -> None:
    row = case.send()
    with pytest.raises(CodedError) as refused:
        undo_submission(case.session, SYSTEM, case.consultation, row, " ", author=ADA, now=NOW)
    assert refused.value.code == "C574"
    undo_submission(case.session, SYSTEM, case.consultation, row, "It was a test.", author=ADA, now=NOW)
    assert (
        list_submissions(case.session, case.consultation.id) == [row]
        and row.undone_reason == "It was a test."
    )
    assert find_last_sent(case.session, case.consultation.id) is None
    assert case.session.scalars(select(ReleasedFile)).all() == []
    assert case.consultation.state is ConsultationState.CLOSED
    assert case.send() is not row


def test_sent_draft__of_a_version__is_its_own_and_not_the_latest(case: Case) -> None:
    send_earlier(case.session, case.consultation, TODAY - timedelta(days=9))
    assert find_sent_draft(case.session, case.consultation.id) is None, "no draft was made by then"
    case.send()
    found = find_sent_draft(case.session, case.consultation.id)
    assert found and (found.draft.id, found.version) == (case.version.draft_id, case.version)
