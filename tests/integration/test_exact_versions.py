"""Exact versions: what freezing refuses, what a version gives, and what is left of it after withdrawals."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.errors import AccessDenied, CodedError
from consult.exports.assembling_versions import assemble_version
from consult.exports.word import make_word
from consult.models.consent import Use
from consult.models.draft import Draft, Excerpt
from consult.models.draft_kinds import WithdrawnKind
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.drafts.documenting import Showing, ShownBlock
from consult.services.drafts.editing import find_standing, find_standings, save_section
from consult.services.evidence.overriding import override
from consult.services.evidence.settling import find_evidence
from consult.services.keeping.destroying import destroy
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.describing_reach import describe_reach
from consult.services.permissions.recalling import find_files
from consult.services.returns.revising import Author
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.services.versions.exporting_versions import export_version
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.shown_versions import ShownVersion
from consult.services.versions.sweeping_versions import note_in_versions
from consult.services.versions.version_bodies import make_digest, read_body, write_body
from consult.vocabulary import ExcerptGap, Purpose, ResponseKind, Role, Standing, UseKind
from tests.factories.numbering import NOW, TODAY
from tests.integration.broken_on_purpose import count_again
from tests.integration.drafted_copies import TOLD, Kept, reopen
from tests.integration.drafting_record import HOMES, Received

HARBOUR = HOMES.format(place="the harbour", n=0)
OBSERVER = Viewer(None, frozenset(Role), Standing.OBSERVER)


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_told: Kept) -> str:
    return kept_told.copy_to(tmp_path)


@pytest.fixture
def received(kept_told: Kept, sqlite_session: Session) -> Received:
    return reopen(kept_told.lend(), sqlite_session)


def freeze(received: Received, viewer: Viewer = SYSTEM, keys: Any = None) -> DraftVersion:
    latest = get_latest_draft(received.session, received.consultation.id)
    showing = Showing(viewer, UseKind.PAGE, NOW, keys or received.agent)
    return make_version(received.session, latest, showing, author=Author(None, "Ada Morgan"))


def show(received: Received, version: DraftVersion, viewer: Viewer = SYSTEM) -> ShownVersion:
    return show_exact(received.session, version, Showing(viewer, UseKind.PAGE, NOW, received.agent))


def write(received: Received, version: DraftVersion, viewer: Viewer = SYSTEM) -> bytes:
    showing = Showing(viewer, UseKind.EXPORT, NOW, received.agent)
    return make_word(
        assemble_version(
            export_version(received.session, version, showing, actor="somebody", form="a Word file")
        )
    )


def list_blocks(shown: ShownVersion) -> list[ShownBlock]:
    return [block for section in shown.sections for block in section.blocks]


def list_words(shown: ShownVersion) -> dict[str, str]:
    return {one.words: one.attribution for one in list_blocks(shown) if one.words}


def list_ledger(version: DraftVersion) -> list[tuple[int, WithdrawnKind]]:
    return [(one.number, one.kind) for one in version.withdrawals]


def take_back(received: Received, *purposes: Purpose) -> None:
    """The named organisation takes something back."""
    given = dict.fromkeys(purposes, False)
    give_consent(received.session, received.returns[0].id, given, given_on=TODAY)


def test_version__of_a_draft__reads_as_the_draft_and_holds_no_word_of_anybody(received: Received) -> None:
    version = freeze(received)
    assert (version.number, version.made_by_name, version.as_of_on) == (1, "Ada Morgan", TODAY)
    words = list_words(show(received, version))
    assert words[HARBOUR] == "Harbour Light" and any(one.startswith(TOLD) for one in words)
    kept = json.dumps(version.body, ensure_ascii=False)
    assert not any(one in kept for one in words) and "a person with lived experience" not in kept
    assert make_digest(version.body) == version.digest
    assert write_body(read_body(version.body)) == version.body
    used = received.session.scalars(select(Use).where(Use.subject_id == version.id)).all()
    assert len(used) == len(words)


def test_version__after_the_draft_was_edited__is_the_same_to_the_byte(
    received: Received,
) -> None:
    version = freeze(received)
    before = write(received, version)
    section = get_section(get_latest_draft(received.session, received.consultation.id), "asks")
    standing = find_standing(received.session, section).version
    given = {"parent_id": standing.revision_id, "author": Author(None, "Ada"), "now": NOW}
    save_section(received.session, section, f"{standing.text}\n\nWe ask for more.", **given)
    assert write(received, version) == before
    second = freeze(received)
    assert (second.number, second.digest == version.digest) == (2, False)
    assert write(received, second) != before


def test_quotation__whose_permission_is_taken_back__is_removed_for_good_and_the_hash_holds(
    received: Received,
) -> None:
    version = freeze(received)
    words, digest = list_words(show(received, version)), version.digest
    take_back(received, Purpose.QUOTE)
    shown = show(received, version)
    assert set(words) - set(list_words(shown)) == {HARBOUR}
    assert f"[removed: no longer permitted, {TODAY.day} {TODAY:%B %Y}]" in str(list_blocks(shown))
    assert list_ledger(version) == [(1, WithdrawnKind.QUOTATION)]
    assert version.digest == digest == make_digest(version.body) and shown.is_recomputed
    first = write(received, version)
    give_consent(received.session, received.returns[0].id, {Purpose.QUOTE: True}, given_on=TODAY)
    assert write(received, version) == first, "what was removed stays removed"


def test_file__of_a_version_less_withdrawals__says_which_and_when(received: Received) -> None:
    version = freeze(received)
    take_back(received, Purpose.QUOTE)
    document = assemble_version(show(received, version))
    assert document.subtitle == "Regional response. Version 1 less withdrawal 1, not signed off"
    said = str(document.parts)
    assert f"Withdrawal 1, {TODAY.day} {TODAY:%B %Y}: a quotation in “" in said and version.digest in said
    assert HARBOUR not in said


def test_return__destroyed__leaves_a_gap_and_the_same_hash(received: Received) -> None:
    version = freeze(received)
    before = list_words(show(received, version))
    destroy(received.session, find_unnamed_return(version))
    received.session.expire_all()
    shown = show(received, version)
    assert len(list_words(shown)) == len(before) - 1 and shown.is_recomputed
    assert list_ledger(version) == [(1, WithdrawnKind.QUOTATION)]


def find_unnamed_return(version: DraftVersion) -> str:
    """The id of a return that is quoted by its sector."""
    sections = read_body(version.body).sections
    quoted = ((block, one) for one in sections for block in one.blocks if isinstance(block, Quotation))
    return next(block.excerpt.response_id for block, one in quoted if one.quotations[block.id].closeness == 1)


def test_answer__changed_since__is_removed_rather_than_quoted_in_new_words(received: Received) -> None:
    version = freeze(received)
    answer = next(one for one in received.returns[0].answers if one.question_id == "homes")
    answer.value, answer.head_revision_id = "Other words, longer than those before, of the harbour.", None
    received.session.flush()
    assert "Other words" not in str(list_words(show(received, version)))
    assert list_ledger(version) == [(1, WithdrawnKind.QUOTATION)]


def test_name__taken_back__goes_from_quotation_list_and_body_and_stays_gone(received: Received) -> None:
    version = freeze(received)
    assert "Harbour Light" in str(version.body)
    take_back(received, Purpose.ATTRIBUTE)
    shown = show(received, version)
    assert "Harbour Light" not in str(shown) and "Harbour Light" not in str(version.body)
    assert list_words(shown)[HARBOUR].startswith("a voluntary or community group")
    assert {kind for _, kind in list_ledger(version)} == {WithdrawnKind.NAME}
    assert not shown.is_recomputed and version.digest == shown.digest
    first = write(received, version)
    give_consent(received.session, received.returns[0].id, {Purpose.ATTRIBUTE: True}, given_on=TODAY)
    assert write(received, version) == first


def let_stand(received: Received) -> None:
    """Count again, and let the numbers of the draft stand as they are."""
    session, latest = received.session, get_latest_draft(received.session, received.consultation.id)
    count_again(received, latest)
    found = find_evidence(session, latest, find_standings(session, latest), today=TODAY).open
    override(session, SYSTEM, latest, found, reason="As it was.", author=Author(None, "Ada"), now=NOW)


def test_description__that_would_be_closer_now__stays_as_it_was_frozen(received: Received) -> None:
    take_back(received, Purpose.ATTRIBUTE)
    let_stand(received)
    version = freeze(received)
    before = list_words(show(received, version))
    give_consent(received.session, received.returns[0].id, {Purpose.ATTRIBUTE: True}, given_on=TODAY)
    assert list_words(show(received, version)) == before and HARBOUR in before
    assert "Harbour Light" not in before.values() and version.withdrawals == []


def test_version__seen_by_an_observer__holds_every_quotation(received: Received) -> None:
    version = freeze(received)
    shown = show(received, version, OBSERVER)
    assert list_words(shown) == {} and set(shown.gaps) == {ExcerptGap.HELD}
    assert str(assemble_version(shown).parts).count(HELD_WORDS) == shown.gaps.total()
    assert list_words(show(received, version)), "and nothing was noted of it"


def test_version__while_experiences_are_locked__is_shown_with_gaps_and_not_written(
    received: Received,
) -> None:
    version = freeze(received)
    received.agent.lock()
    assert show(received, version).gaps[ExcerptGap.LOCKED] == 1
    with pytest.raises(CodedError) as refused:
        write(received, version)
    assert refused.value.code == "C520" and version.withdrawals == []


def test_file__of_a_version__is_on_record_as_one_to_take_back(received: Received) -> None:
    write(received, freeze(received))
    [file] = find_files(received.session, received.returns[0].id, ())
    assert file.description == "Version 1 as a Word file"


def leave_branch(received: Received, latest: Draft) -> None:
    section = get_section(latest, "asks")
    standing = find_standing(received.session, section).version
    for text in ("One.", "Another."):
        given = {"parent_id": standing.revision_id, "author": Author(None, "Ada"), "now": NOW}
        save_section(received.session, section, text, **given)


def lose_text(received: Received, latest: Draft) -> None:
    for excerpt in received.session.scalars(select(Excerpt)):
        excerpt.revision_id = None


def lock(received: Received, latest: Draft) -> None:
    received.agent.lock()


def refuse_quoting(received: Received, latest: Draft) -> None:
    take_back(received, Purpose.QUOTE)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(leave_branch, "C517"), (lock, "C518"), (lose_text, "C816"), (refuse_quoting, "C809")],
)
def test_freezing__of_what_is_not_settled__is_refused(received: Received, spoil: Any, code: str) -> None:
    spoil(received, get_latest_draft(received.session, received.consultation.id))
    received.session.flush()
    with pytest.raises(CodedError) as refused:
        freeze(received)
    assert refused.value.code == code
    assert received.session.scalars(select(DraftVersion)).all() == []


def test_freezing__by_an_observer_of_any_role__is_refused(received: Received) -> None:
    with pytest.raises(AccessDenied):
        freeze(received, OBSERVER)


def test_version__of_experiences__keeps_no_description_that_is_locked(received: Received) -> None:
    """How an experience was told is sealed: a version keeps a number in its stead."""
    version = freeze(received)
    accounts = set(received.session.scalars(select(Response.id).where(Response.kind == ResponseKind.ACCOUNT)))
    quoted = [
        (block, section.quotations[block.id])
        for section in read_body(version.body).sections
        for block in section.blocks
        if isinstance(block, Quotation)
    ]
    told = [frozen for block, frozen in quoted if block.excerpt.response_id in accounts]
    assert told and {block.attribution for block, _ in quoted} == {""}
    assert all(isinstance(one.closeness, int) and one.revision_id for one in told)


def test_withdrawal__of_a_quoted_return__is_noted_without_anybody_looking_and_says_where(
    received: Received,
) -> None:
    version, session = freeze(received), received.session
    assert note_in_versions(session, today=TODAY) == 0
    reach = withdraw(session, received.returns[0], actor="somebody", now=NOW)
    assert reach.versions == (1,) and "exact versions of the response: 1." in str(list(describe_reach(reach)))
    noted = note_in_versions(session, today=TODAY)
    assert noted == len(version.withdrawals) >= 2, "the quotation, and the name in the list"
    assert "Harbour Light" not in str(version.body) and note_in_versions(session, today=TODAY) == 0
