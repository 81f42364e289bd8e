"""A sending recorded again with a correction, on the same day too: nothing that was typed is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.draft_kinds import AttachedKind
from consult.models.release import ReleasedFile
from consult.models.submissions import Submission
from consult.queries.viewer import SYSTEM
from consult.services.consultations.attaching import attach
from consult.services.following.finding_submissions import find_last_sent, list_submissions
from consult.services.following.published_versions import find_public_version
from consult.services.following.recording_submissions import Sending, record_submission
from tests.factories.agreeing import ADA
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.sending import MINISTER, OFFICE, send_version
from tests.factories.signing import decide, make_board
from tests.factories.versions import make_exact_version


def test_sendings_of_one_day__in_the_order_of_their_records__end_with_the_corrected_version(
    sqlite_session: Session,
) -> None:
    consultation = make_consultation(sqlite_session)
    versions = [make_exact_version(sqlite_session, consultation) for _ in range(4)]
    for hours, version in enumerate(versions):
        now = NOW + timedelta(minutes=hours)
        last = send_version(sqlite_session, consultation, version, now=now)
        assert find_last_sent(sqlite_session, consultation.id) is last
        assert find_public_version(sqlite_session, consultation.id) is version
    sqlite_session.add(Submission(consultation_id=consultation.id, sent_on=TODAY))
    sqlite_session.flush()
    found = [one.version for one in list_submissions(sqlite_session, consultation.id)]
    assert found == [*versions[::-1], None], "what was recorded at no known time is before them"


@pytest.mark.parametrize(
    "changes",
    [
        {"recipients": (replace(OFFICE, address="new@home.example"), MINISTER)},
        {"recipients": (OFFICE, replace(MINISTER, address="office@minister.example"))},
        {"proof": b"Another receipt."},
        {"reason": "They asked for it again."},
    ],
)
def test_sending__recorded_again_with_a_correction__keeps_the_correction(
    sqlite_session: Session, changes: dict[str, Any]
) -> None:
    consultation = make_consultation(sqlite_session)
    version = make_exact_version(sqlite_session, consultation)
    row = send_version(sqlite_session, consultation, version)
    if content := changes.pop("proof", b""):
        given = ("another.txt", content)
        made = attach(sqlite_session, SYSTEM, consultation, AttachedKind.PROOF, given, author=ADA, now=NOW)
        changes = {"proof": made}
    again = send_version(sqlite_session, consultation, version, **changes)
    assert again is not row
    assert send_version(sqlite_session, consultation, version, **changes) is again


def test_reason__typed_where_a_sign_off_stands__is_kept_with_the_sign_off(sqlite_session: Session) -> None:
    consultation = make_consultation(sqlite_session)
    version, minute = (
        make_exact_version(sqlite_session, consultation),
        make_attached(sqlite_session, consultation),
    )
    decide(sqlite_session, version, make_board(sqlite_session), minute)
    row = send_version(sqlite_session, consultation, version, reason="Signed by letter too.")
    assert row.sign_off_id and row.reason == "Signed by letter too."


def test_recipients__of_what_is_no_version__keep_their_addresses(sqlite_session: Session) -> None:
    consultation = make_consultation(sqlite_session)
    given = Sending(TODAY, recipients=(OFFICE, MINISTER), reason="Sent from the council's own site.")
    row, same = (
        record_submission(sqlite_session, SYSTEM, consultation, given, author=ADA, now=NOW) for _ in range(2)
    )
    assert row is same
    files = sqlite_session.scalars(select(ReleasedFile).order_by(ReleasedFile.holder_name)).all()
    found = [(one.holder_name, one.holder_address, one.subject_id) for one in files]
    assert found == [(MINISTER.name, "", row.id), (OFFICE.name, OFFICE.address, row.id)]
