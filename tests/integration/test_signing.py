"""Sign-off of one exact version: who counts, what terms allow, what withdrawals and new versions do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.opening import UNSIGNED
from consult.errors import AccessDenied, CodedError
from consult.exports.assembling_versions import assemble_version
from consult.models.agreement_kinds import SignOffOutcome, SignOffWay, Vote
from consult.models.attachments import AttachedFile
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.models.response import Response
from consult.models.signing import SignOff
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.consultations.attaching import remove_attached
from consult.services.drafts.documenting import Showing
from consult.services.permissions.consenting import give_consent
from consult.services.signing.finding_sign_offs import find_standing_sign_off, list_sign_offs
from consult.services.signing.forum_terms import Terms, set_terms
from consult.services.signing.signing_off import undo_sign_off
from consult.services.versions.saying_versions import say_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import Purpose, Role, Standing, UseKind
from tests.factories.agreeing import ADA, ENDORSES, ask_one, say
from tests.factories.attaching import make_attached
from tests.factories.collecting import (
    make_consent,
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.factories.signing import Board, decide, make_board
from tests.factories.versions import HOMES, make_exact_version

FOR, AGAINST, ABSTAINS, PRESENT = Vote.FOR, Vote.AGAINST, Vote.ABSTAINS, Vote.PRESENT
WORDS = "Families wait for months in hotels."


@dataclass(frozen=True)
class Case:
    """A version that quotes a return, a board, and the minute of its meeting."""

    session: Session
    consultation: Consultation
    said: Response
    version: DraftVersion
    board: Board
    minute: AttachedFile

    def decide(self, version: DraftVersion | None = None, **values: Any) -> SignOff:
        return decide(self.session, version or self.version, self.board, self.minute, **values)

    def name(self, version: DraftVersion | None = None) -> tuple[str, str]:
        """What page and file call a version."""
        showing = Showing(SYSTEM, UseKind.PAGE, NOW)
        shown = show_exact(self.session, version or self.version, showing)
        return say_version(shown), assemble_version(shown).subtitle.removeprefix("Regional response. ")

    def take_back(self) -> None:
        give_consent(self.session, self.said.id, {Purpose.QUOTE: False}, given_on=TODAY)

    def refuse(self, **values: Any) -> str:
        """The code with which a decision is refused; nothing is kept of it."""
        before = len(self.session.scalars(select(SignOff)).all())
        with pytest.raises(CodedError) as refused:
            self.decide(**values)
        assert len(self.session.scalars(select(SignOff)).all()) == before
        return refused.value.code


@pytest.fixture
def case(sqlite_session: Session) -> Case:
    consultation = make_consultation(sqlite_session)
    asked = make_questionnaire_version(sqlite_session, consultation)
    said = make_response(sqlite_session, asked, {"experience": WORDS})
    make_consent(sqlite_session, said, Purpose.QUOTE)
    version = make_exact_version(sqlite_session, consultation, quoted={HOMES: said.answers[0]})
    board, minute = make_board(sqlite_session), make_attached(sqlite_session, consultation)
    return Case(sqlite_session, consultation, said, version, board, minute)


def test_version__signed_off_by_a_quorum__says_so_on_page_and_in_file(case: Case) -> None:
    assert case.name() == ("Version 1", "Version 1, not signed off")
    row = case.decide(said=case.board.say(FOR, PRESENT, police=PRESENT))
    assert (row.digest, row.quorum, row.counted, row.is_standing) == (case.version.digest, 2, 2, True)
    assert case.name() == ("Signed version 1", "Signed version 1")
    shown = show_exact(case.session, case.version, Showing(SYSTEM, UseKind.PAGE, NOW))
    text = str(assemble_version(shown).parts)
    assert "2 that count were there, of a quorum of 2" in text and "Member A: for" in text
    assert "There without counting in the quorum or a vote: Police." in text
    assert find_standing_sign_off(case.session, case.consultation.id) is row


def test_status__of_a_version_that_is_signed_off__is_the_decision_until_it_is_undone(case: Case) -> None:
    version = make_exact_version(case.session, case.consultation, {"status": UNSIGNED, HOMES: "Homes."})
    digest = version.digest

    def read() -> str:
        shown = show_exact(case.session, version, Showing(SYSTEM, UseKind.PAGE, NOW))
        assert shown.is_recomputed and shown.digest == digest, "the fingerprint is of what was frozen"
        return str(assemble_version(shown).parts)

    assert UNSIGNED in read()
    row = case.decide(version)
    assert "has not been signed off" not in read() and "The board signed it off on 4 March 2031" in read()
    undo_sign_off(case.session, SYSTEM, row, "The minute was wrong.", author=ADA, now=NOW)
    assert UNSIGNED in read()


@pytest.mark.parametrize(
    ("said", "police", "code"),
    [
        ((FOR,), None, "C545"),
        ((FOR,), FOR, "C545"),
        ((), FOR, "C545"),
        ((FOR, AGAINST), FOR, "C546"),
        ((FOR, AGAINST, AGAINST), None, "C546"),
        ((ABSTAINS, PRESENT), None, "C546"),
    ],
)
def test_quorum_and_vote__of_observers__never_count(
    case: Case, said: tuple[Vote, ...], police: Vote | None, code: str
) -> None:
    assert case.refuse(said=case.board.say(*said, police=police)) == code


@pytest.mark.parametrize("change", ["standing", "seat"])
def test_member__that_lost_standing_or_has_no_seat_yet__does_not_count(case: Case, change: str) -> None:
    member = next(one for one in case.board.forum.members if one.organisation is case.board.members[1])
    if change == "seat":
        member.from_on = TODAY + timedelta(days=1)
    else:
        member.organisation.standing = Standing.CONSULTED
    case.session.flush()
    assert case.refuse(said=case.board.say(FOR, FOR)) == "C545"


@pytest.mark.parametrize(
    ("terms", "values", "code"),
    [
        ({}, {"way": SignOffWay.CIRCULATION, "began_on": TODAY - timedelta(days=9)}, "C541"),
        ({}, {"way": SignOffWay.CHAIR}, "C541"),
        ({"allows_circulation": True}, {"way": SignOffWay.CIRCULATION}, "C542"),
        (
            {"allows_circulation": True, "circulation_days": 5},
            {"way": SignOffWay.CIRCULATION, "began_on": TODAY - timedelta(days=4)},
            "C542",
        ),
        ({"allows_chairs_action": True, "chair_contact_id": None}, {"way": SignOffWay.CHAIR}, "C543"),
        ({"quorum": 0}, {}, "C544"),
    ],
)
def test_decision__that_the_terms_do_not_allow__is_refused(
    sqlite_session: Session, case: Case, terms: dict[str, Any], values: dict[str, Any], code: str
) -> None:
    board = retell(case, terms)
    with pytest.raises(CodedError) as refused:
        decide(sqlite_session, case.version, board, case.minute, **values)
    assert refused.value.code == code


def retell(case: Case, terms: dict[str, Any]) -> Board:
    """The same board, with other terms."""
    given = {"quorum": 2, "chair_contact_id": case.board.forum.chair_contact_id, **terms}
    set_terms(case.session, case.board.forum, Terms(**given), actor="test", now=NOW)
    return case.board


def test_circulation_and_chairs_action__where_the_terms_allow_them__sign_off(case: Case) -> None:
    retell(case, {"allows_circulation": True, "circulation_days": 5, "allows_chairs_action": True})
    began = TODAY - timedelta(days=5)
    row = case.decide(way=SignOffWay.CIRCULATION, began_on=began, said=case.board.say(FOR, FOR))
    undo_sign_off(case.session, SYSTEM, row, "Sent to the wrong list.", author=ADA, now=NOW)
    row = case.decide(way=SignOffWay.CHAIR, said=case.board.say(FOR))
    assert (row.counted, row.is_standing) == (1, True)


def test_chairs_action__of_an_observer_in_the_chair__is_refused(case: Case) -> None:
    retell(case, {"allows_chairs_action": True})
    case.board.members[0].standing = Standing.OBSERVER
    case.session.flush()
    assert case.refuse(way=SignOffWay.CHAIR, said=case.board.say(FOR)) == "C543"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"fingerprint": "0" * 64}, "C547"),
        ({"fingerprint": ""}, "C547"),
        ({"decided_on": TODAY - timedelta(days=1)}, "C548"),
        ({"decided_on": TODAY + timedelta(days=1)}, "C548"),
    ],
)
def test_decision__about_another_text_or_on_an_impossible_day__is_refused(
    case: Case, values: dict[str, Any], code: str
) -> None:
    assert case.refuse(**values) == code
    assert case.refuse(fingerprint=case.version.digest[:11]) == "C547"


def test_decision__without_a_minute_or_by_an_observers_staff__is_refused(case: Case) -> None:
    case.minute.kind = AttachedKind.PROOF
    assert case.refuse() == "C533"
    row = Viewer(None, frozenset(Role), Standing.OBSERVER)
    case.minute.kind = AttachedKind.MINUTE
    signed = case.decide(fingerprint=f" {case.version.digest[:12].upper()} ")
    with pytest.raises(AccessDenied):
        undo_sign_off(case.session, row, signed, "No.", author=ADA, now=NOW)


def test_refusal__recorded__stands_for_nothing(case: Case) -> None:
    row = case.decide(outcome=SignOffOutcome.REFUSED, said=case.board.say(AGAINST, AGAINST))
    assert row.is_standing is None and case.name()[0] == "Version 1"
    assert case.decide().is_standing


def test_withdrawal__after_sign_off__leaves_the_signed_version_less_it_without_another(case: Case) -> None:
    row = case.decide()
    case.take_back()
    assert case.name() == ("Signed version 1 less withdrawal 1",) * 2
    shown = show_exact(case.session, case.version, Showing(SYSTEM, UseKind.PAGE, NOW))
    assert WORDS not in str(shown) and find_standing_sign_off(case.session, case.consultation.id) is row


def test_withdrawal__before_sign_off__is_counted_in_what_was_signed(case: Case) -> None:
    case.take_back()
    row = case.decide()
    assert row.withdrawals == 1 and case.name()[0] == "Signed version 1 less withdrawal 1"
    shown = show_exact(case.session, case.version, Showing(SYSTEM, UseKind.PAGE, NOW))
    assert "By then its list of withdrawals had 1." in str(assemble_version(shown).parts)


def test_text__changed_since__needs_another_sign_off_and_the_first_undone(case: Case) -> None:
    first = case.decide()
    second = make_exact_version(case.session, case.consultation, {HOMES: "There are enough homes."})
    assert case.name(second)[0] == "Version 2" and case.name()[0] == "Signed version 1"
    assert case.refuse(version=second) == "C540"
    with pytest.raises(CodedError) as refused:
        undo_sign_off(case.session, SYSTEM, first, "  ", author=ADA, now=NOW)
    assert refused.value.code == "C549"
    undo_sign_off(case.session, SYSTEM, first, "The text changed.", author=ADA, now=NOW)
    case.decide(version=second)
    assert (case.name()[0], case.name(second)[0]) == ("Version 1", "Signed version 2")
    assert len(list_sign_offs(case.session, case.consultation.id)) == 2, "both stay on record"


def test_file__that_a_decision_a_position_or_terms_rest_on__is_not_removed(case: Case) -> None:
    def remove(file: AttachedFile) -> None:
        remove_attached(case.session, SYSTEM, file, author=ADA, now=NOW)

    case.decide()
    row = say(
        case.session, ask_one(case.session, case.version, make_organisation(case.session)), HOMES, ENDORSES
    )
    other = make_copy(case, "mail.txt")
    row.file_id = other.id
    third = make_copy(case, "terms.txt")
    retell(case, {"file_id": third.id})
    for file in (case.minute, other, third):
        with pytest.raises(CodedError) as refused:
            remove(file)
        assert refused.value.code == "C550"
    remove(make_copy(case, "free.txt"))


def make_copy(case: Case, name: str) -> AttachedFile:
    """Another file, of other bytes."""
    same = {
        "kind": AttachedKind.MINUTE,
        "media_type": "text/plain",
        "size_bytes": 4,
        "content": name.encode(),
    }
    file = AttachedFile(consultation_id=case.consultation.id, name=name, sha256=name, added_at=NOW, **same)
    case.session.add(file)
    case.session.flush()
    return file
