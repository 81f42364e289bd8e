"""Carried material in drafts and versions: not before it is confirmed, and gone in the next request after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, ExportRefused
from consult.exports.assembling import assemble
from consult.models.carrying import CarriedMaterial
from consult.models.circulating import AskedToConfirm
from consult.models.consent import Use
from consult.models.draft import Draft, Section, Statement
from consult.models.evidence_kinds import BrokenKind
from consult.models.readings import QuotedPart
from consult.models.region import Organisation
from consult.models.revision import Revision
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.carrying.answering import confirm
from consult.services.carrying.given_confirmations import GivenConfirmation
from consult.services.carrying.saying_carried import GONE
from consult.services.drafts.documenting import Showing, export_draft, show_section, show_version
from consult.services.drafts.editing import find_standing, find_standings
from consult.services.evidence.settling import find_evidence
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.reading import read_excerpts
from consult.services.permissions.recalling import find_recalls
from consult.services.quotations.quoted_parts import note_quoted
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.services.versions.freezing import make_version
from consult.services.versions.listing_evidence import list_evidence
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import ExcerptGap, Purpose, Role, Standing, UseKind
from tests.factories.agreeing import ADA
from tests.factories.carrying import (
    CHANGED,
    CURRENT,
    EARLIER,
    OUTDATED,
    WITH_CHANGES,
    WORDS,
    ask,
    carry,
    make_earlier_return,
    propose,
)
from tests.factories.evidence import type_in
from tests.factories.numbering import NOW, TODAY
from tests.integration.broken_on_purpose import build, question
from tests.integration.drafted_copies import Kept, reopen
from tests.integration.drafting_record import Received

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)
OBSERVER = Showing(Viewer(None, frozenset(Role), Standing.OBSERVER), UseKind.PAGE, NOW)
QUOTED, SAID = "[[quotation carried.1]]", "[[statement carried.1]]"
PRINTED = f"said in “{EARLIER}”, confirmed as still current on 4 March 2031"
Act = Callable[[Session, CarriedMaterial], object]


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(sqlite_session: Session, kept_draft: Kept) -> Received:
    return reopen(kept_draft.lend(), sqlite_session)


@pytest.fixture
def draft(received: Received) -> Draft:
    return get_latest_draft(received.session, received.consultation.id)


def print_it(session: Session, draft: Draft) -> str:
    """All that a file of the draft says, as one text."""
    session.flush()
    session.expire_all()
    return str(assemble(export_draft(session, draft, SHOWING, actor="system")))


def print_section(session: Session, section: Section, showing: Showing = SHOWING) -> str:
    session.flush()
    session.expire_all()
    blocks = show_section(session, section, showing).blocks
    return " ".join(f"{one.words} {one.attribution} {getattr(one.block, 'text', '')}" for one in blocks)


def list_lost(session: Session, draft: Draft) -> set[BrokenKind]:
    session.flush()
    session.expire_all()
    found = find_evidence(session, draft, find_standings(session, draft), today=TODAY)
    return {one.kind for one in found.open if not one.may_be_overridden}


def take_quoting_back(session: Session, row: CarriedMaterial) -> None:
    give_consent(session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TODAY)


def take_name_back(session: Session, row: CarriedMaterial) -> None:
    give_consent(session, str(row.response_id), {Purpose.ATTRIBUTE: False}, given_on=TODAY)


def withdraw_return(session: Session, row: CarriedMaterial) -> None:
    assert row.response is not None
    withdraw(session, row.response, actor="public", now=NOW)


def lose_standing(session: Session, row: CarriedMaterial) -> None:
    session.get_one(Organisation, row.organisation_id).standing = Standing.OBSERVER


def say_outdated(session: Session, row: CarriedMaterial) -> None:
    confirm(session, session.get_one(AskedToConfirm, row.asked_id), row.number, OUTDATED, now=NOW)


ENDS = [take_quoting_back, take_name_back, withdraw_return, lose_standing, say_outdated]


def test_passage__before_it_is_confirmed__cannot_be_put_into_a_draft(
    received: Received, draft: Draft
) -> None:
    session, about = received.session, received.consultation
    row = propose(session, about, make_earlier_return(session, about))
    asked = ask(session, about).asked
    for reference in (QUOTED, SAID):
        with pytest.raises(Conflict) as refused:
            type_in(session, question(draft), reference)
        assert refused.value.code == "C511"
    confirm(session, asked, row.number, CURRENT, now=NOW)
    type_in(session, question(draft), QUOTED)
    printed = print_it(session, draft)
    assert WORDS in printed and f"Brook House, {PRINTED}" in printed


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
@pytest.mark.parametrize(
    ("given", "reference", "words"), [(CURRENT, QUOTED, WORDS), (WITH_CHANGES, SAID, CHANGED)]
)
def test_carried_words__whose_permission_ends__are_gone_at_once_and_hold_the_draft_back(
    received: Received, draft: Draft, end: Act, given: GivenConfirmation, reference: str, words: str
) -> None:
    session = received.session
    row = carry(session, received.consultation, given)
    type_in(session, question(draft), reference)
    assert words in print_section(session, question(draft)) and not list_lost(session, draft)
    end(session, row)
    shown = print_section(session, question(draft))
    assert words not in shown and "Brook House" not in shown
    assert BrokenKind.PERMISSION in list_lost(session, draft)
    with pytest.raises(ExportRefused):
        export_draft(session, draft, SHOWING, actor="system")


def test_changed_words__in_a_draft__are_kept_in_no_text_of_it(received: Received, draft: Draft) -> None:
    session = received.session
    carry(session, received.consultation, WITH_CHANGES)
    type_in(session, question(draft), SAID)
    assert f"{CHANGED} (Brook House: said in “{EARLIER}”, confirmed with these changes on" in print_it(
        session, draft
    )
    section = question(draft)
    blocks = find_standing(session, section).version.blocks
    assert CHANGED in str(show_version(session, section, blocks, SHOWING))
    kept = [str(one.body) for one in session.scalars(select(Revision))]
    kept += [f"{one.text} {one.evidence}" for one in session.scalars(select(Statement))]
    assert not any(CHANGED in one for one in kept)


@pytest.mark.parametrize("end", [say_outdated, withdraw_return], ids=lambda end: end.__name__)
@pytest.mark.parametrize(("given", "reference"), [(CURRENT, QUOTED), (WITH_CHANGES, SAID)])
def test_file__with_carried_words_that_end__is_to_be_taken_back(
    received: Received, draft: Draft, end: Act, given: GivenConfirmation, reference: str
) -> None:
    session = received.session
    row = carry(session, received.consultation, given)
    type_in(session, question(draft), reference)
    file = export_draft(session, draft, SHOWING, actor="system")
    assert find_recalls(session, [file.file_id]) == {}
    end(session, row)
    assert set(find_recalls(session, [file.file_id])) == {file.file_id}


def test_carried_words__in_a_draft_that_is_built_again__stay_and_hold(
    received: Received, draft: Draft
) -> None:
    session, about = received.session, received.consultation
    carry(session, about)
    carry(session, about, WITH_CHANGES, name="Open Door")
    type_in(session, question(draft), QUOTED, "[[statement carried.2]]")
    build(received, draft)
    again = get_latest_draft(session, about.id)
    shown = print_section(session, question(again))
    note_quoted(session, again, keys=None, now=NOW)
    used = session.scalars(select(Use.response_id).filter_by(subject_id=again.id, kind=UseKind.DRAFT))
    assert {one.response_id for one in session.scalars(select(CarriedMaterial))} <= {*used}
    assert again.id != draft.id and WORDS in shown and CHANGED in shown and not list_lost(session, again)


def test_carried_words__of_another_return_under_the_same_number__are_printed_nowhere(
    received: Received, draft: Draft
) -> None:
    """As where a number was given again before numbers were kept."""
    session, about = received.session, received.consultation
    row = carry(session, about, WITH_CHANGES)
    type_in(session, question(draft), SAID)
    version = make_version(session, draft, SHOWING, author=ADA)
    withdraw_return(session, row)
    about.last_carried = 0
    assert carry(session, about, WITH_CHANGES, name="Open Door").number == 1
    assert GONE in print_section(session, question(draft))
    assert BrokenKind.PERMISSION in list_lost(session, draft)
    shown = str(show_exact(session, version, SHOWING))
    assert CHANGED not in shown and "Open Door" not in shown and len(version.withdrawals) == 1


def test_ledger__of_words_that_went_together__has_them_in_the_order_of_the_text(
    received: Received, draft: Draft
) -> None:
    session, about = received.session, received.consultation
    texts = []
    for number in range(1, 7):
        carry(session, about, WITH_CHANGES, name=f"Body {number}")
        texts.append(f"[[statement carried.{number}]]")
    type_in(session, question(draft), *texts)
    version = make_version(session, draft, SHOWING, author=ADA)
    for one in session.scalars(select(CarriedMaterial)).all():
        withdraw_return(session, one)
    show_exact(session, version, SHOWING)
    places = [one.place for one in version.withdrawals]
    assert len(places) == 6 and places == sorted(places)


@pytest.mark.parametrize("end", [take_name_back, withdraw_return], ids=lambda end: end.__name__)
def test_version__with_carried_words__has_none_of_them_and_gives_them_until_permission_ends(
    received: Received, draft: Draft, end: Act
) -> None:
    session, about = received.session, received.consultation
    carry(session, about)
    carry(session, about, WITH_CHANGES, name="Open Door")
    type_in(session, question(draft), QUOTED, "[[statement carried.2]]")
    version = make_version(session, draft, SHOWING, author=ADA)
    assert WORDS not in str(version.body) and CHANGED not in str(version.body)
    shown = show_exact(session, version, SHOWING)
    assert CHANGED in str(shown) and PRINTED in str(shown) and not version.withdrawals
    rests_on = list_evidence(session, version, shown, today=TODAY)
    assert {"Brook House", "Open Door"} <= {one.behind.organisation for one in rests_on}
    for one in session.scalars(select(CarriedMaterial)).all():
        end(session, one)
    session.flush()
    session.expire_all()
    again = show_exact(session, version, SHOWING)
    blocks = [one for part in again.sections for one in part.blocks]
    assert CHANGED not in str(again) and all(WORDS not in one.words for one in blocks)
    assert len(version.withdrawals) == 2 and "Open Door" not in str(version.body)
    notes = [one.note for one in list_evidence(session, version, again, today=TODAY)]
    assert sum("no longer permitted" in note for note in notes) == 2


def test_another_passage__of_a_return_that_was_carried_over__may_not_be_quoted(received: Received) -> None:
    session, about = received.session, received.consultation
    row = carry(session, about)
    place = {"response_id": str(row.response_id), "question_id": row.question_id, "revision_id": None}
    parts = [QuotedPart("all", **place, start=0, end=row.end), QuotedPart("part", **place, start=0, end=8)]
    how = {"use_kind": UseKind.PAGE, "subject_id": "x", "now": NOW}
    found = read_excerpts(session, SYSTEM, parts, **how, for_consultation_id=about.id)
    assert set(found.filled) == {"all"} and found.left_out == {"part": ExcerptGap.NOT_PERMITTED}
    other = read_excerpts(session, SYSTEM, parts, **how, for_consultation_id="another")
    assert not other.filled


@pytest.mark.parametrize(("given", "reference"), [(CURRENT, QUOTED), (WITH_CHANGES, SAID)])
def test_carried_words__before_publication__are_held_from_observers(
    received: Received, draft: Draft, given: GivenConfirmation, reference: str
) -> None:
    carry(received.session, received.consultation, given)
    type_in(received.session, question(draft), reference)
    shown = print_section(received.session, question(draft), OBSERVER)
    assert WORDS not in shown and CHANGED not in shown and "Brook House" not in shown
    assert reference == QUOTED or HELD_WORDS in shown
