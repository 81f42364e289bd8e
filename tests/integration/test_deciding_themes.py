"""What people decide about themes: kept by later runs, undone step by step, and counted in drafts."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import CodedError, Conflict, NotFound
from consult.models.analysis import AnalysisRun, AnsweredItem, Theme, ThemePlacement
from consult.models.audit import AuditEntry
from consult.models.coding import Coding, Segment
from consult.queries.themes import count_placements, count_sizes, get_theme, select_leftover
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.drafts.gathering_results import find_results
from consult.services.drafts.noticing import mark_record
from consult.services.tags.adding_tags import NewTag
from consult.services.tags.coding import decide, list_codes
from consult.services.themes.continuing import continue_themes
from consult.services.themes.deciding_themes import add_theme, merge_themes
from consult.services.themes.finding_decisions import list_named, read_found
from consult.services.themes.freezing_themes import freeze, release
from consult.services.themes.moving_passages import move_passages, place_passages
from consult.services.themes.restating_themes import restate_themes
from consult.services.themes.splitting_themes import NewPart, split_by_origin, split_theme
from consult.services.themes.tagging_themes import FROM_THEME, make_tag
from consult.services.themes.theme_history import list_history
from consult.services.themes.theme_origins import list_origins
from consult.services.themes.undoing_themes import undo_last
from consult.services.themes.withholding_phrases import SHOWN
from consult.vocabulary import Bucket, CodingState, Role
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.integration.drafting_record import Received, make_received

WHO: dict[str, Any] = {"now": NOW}
EMPTY = NewTag("x", " ", ",")


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    """Two themes: homes (T01), and schools (T02) with three passages in it."""
    return make_two_themes(sqlite_session)


@pytest.fixture
def received_on_each(session: Session) -> Received:
    """The same, on both databases."""
    return make_two_themes(session)


def make_two_themes(session: Session) -> Received:
    found = make_received(session)
    WHO["staff_id"] = make_staff(session, Role.ANALYST).id
    for placement in list(found.themes["T01"].placements)[:3]:
        placement.theme_id = found.themes["T02"].id
    session.flush()
    session.expire_all()
    return found


def list_standing(session: Session, run: AnalysisRun) -> dict[str, set[str]]:
    session.expire_all()
    return {theme.key: {one.segment_id for one in theme.placements} for theme in run.themes}


def take_out(session: Session, answer_id: str) -> str:
    """The passage of an answer, which the first run did not know yet."""
    known = select(ThemePlacement).join(ThemePlacement.segment).where(Segment.answer_id == answer_id)
    placement = session.scalars(known).one()
    session.delete(placement)
    session.flush()
    return placement.segment_id


def run_again(received: Received, found: Mapping[str, set[str]]) -> AnalysisRun:
    """A later run, which found these themes by their passages. What both runs named may be shown."""
    session = received.session
    run = AnalysisRun(
        consultation_id=received.consultation.id, number=2, as_of_on=TODAY, started_at=NOW, finished_at=NOW
    )
    session.add(run)
    session.flush()
    for key, ids in found.items():
        theme = Theme(run_id=run.id, key=key, label=f"found {key}", size_responses=1, stability=0.4)
        session.add(theme)
        session.flush()
        session.add_all(ThemePlacement(theme_id=theme.id, segment_id=id, score=0.6) for id in sorted(ids))
    answers = select(AnsweredItem.answer_id).where(AnsweredItem.run_id == received.run.id)
    for answer_id in session.scalars(answers).all():
        item = {"answer_id": answer_id, "language": "en", "bucket": Bucket.ANALYSED}
        session.add(AnsweredItem(run_id=run.id, **item))
    session.flush()
    session.expire(run, ["every_theme"])
    run.manifest = {SHOWN: sorted(list_named(session, run))}
    restate_themes(session, run)
    return run


def test_merge__then_undone__counts_as_one_theme_and_then_as_before(received_on_each: Received) -> None:
    received = received_on_each
    session, id, run = received.session, received.consultation.id, received.run
    before, mark = list_standing(session, run), mark_record(session, id, today=TODAY)
    merge_themes(session, id, ["T01", "T02"], "homes and schools", **WHO)
    assert list_standing(session, run) == {"T01": before["T01"] | before["T02"]}
    assert mark_record(session, id, today=TODAY) != mark
    results = find_results(session, run)
    assert [theme.label for theme in results.themes] == ["homes and schools"]
    assert {one.theme_key for one in results.placed} == {"T01"}
    (size,) = count_sizes(session, SYSTEM, run).values()
    assert size.all == get_theme(session, run.id, "T01").size_responses == len(received.returns)
    with pytest.raises(NotFound):
        get_theme(session, run.id, "T02")
    assert [theme.label for theme in run.found_themes] == ["affordable homes", "school places"]
    undo_last(session, id, **WHO)
    assert list_standing(session, run) == before and mark_record(session, id, today=TODAY) == mark
    (decision,) = list_history(session, id)
    assert decision.undone_at == NOW and decision.content["label"] == "homes and schools"
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    assert actions[-2:] == ["themes merged", "step about themes undone"]


def test_merged_theme__split_by_what_it_was_made_of__has_its_parts_again(received: Received) -> None:
    session, id, run = received.session, received.consultation.id, received.run
    before = list_standing(session, run)
    merge_themes(session, id, ["T01", "T02"], "", **WHO)
    origins = list_origins(session, run, get_theme(session, run.id, "T01"))
    assert [one.label for one in origins] == ["affordable homes", "school places"]
    split_by_origin(session, id, "T01", **WHO)
    assert list_standing(session, run) == {"T01": before["T01"], "T03": before["T02"]}
    part = get_theme(session, run.id, "T03")
    assert part.label == part.proposed_label == "school places" and part.renamed_at is None
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert entry is not None and entry.action == "theme split"
    kept = [decision.content for decision in list_history(session, id)] + [entry.details]
    assert "school places" not in str(kept), "a decision keeps keys: the words may have to go"


def test_split_and_move__of_chosen_passages__make_and_fill_a_theme(received: Received) -> None:
    session, id, run = received.session, received.consultation.id, received.run
    before = list_standing(session, run)
    one, two, *_ = sorted(before["T01"])
    split_theme(session, SYSTEM, id, "T01", [NewPart(" waiting  lists ", (one,))], **WHO)
    move_passages(session, SYSTEM, id, [two], start="T01", goal="T03", **WHO)
    assert list_standing(session, run)["T03"] == {one, two}
    theme = get_theme(session, run.id, "T03")
    assert theme.label == "waiting lists" and theme.renamed_by_id == WHO["staff_id"]
    assert [one.score for one in theme.placements] == [1.0, 0.8]
    undo_last(session, id, **WHO)
    undo_last(session, id, **WHO)
    assert list_standing(session, run) == before and not run.is_decided
    split_theme(session, SYSTEM, id, "T01", [NewPart("again", (one,))], **WHO)
    assert "T04" in list_standing(session, run), "a key is never given twice"


def test_later_run__over_frozen_themes__gives_them_new_passages_and_shows_what_is_new(
    received_on_each: Received,
) -> None:
    received = received_on_each
    session, id, run = received.session, received.consultation.id, received.run
    freeze(session, id, **WHO)
    before = list_standing(session, run)
    new = [received.add_return(f"Children wait for a place, {n}.") for n in range(3)]
    ids = [take_out(session, next(a.id for a in one.answers if a.question_id == "homes")) for one in new]
    later = run_again(received, {"T07": before["T02"] | {ids[0]}, "T08": {ids[1], ids[2]}})
    assert list_standing(session, later) == {"T01": before["T01"], "T02": before["T02"] | {ids[0]}}
    assert {theme.label for theme in later.themes} == {"affordable homes", "school places"}
    found = read_found(session, later)
    assert found.keys() == {"T07", "T08"}
    merge_themes(session, id, ["T01", "T02"], "", **WHO)
    add_theme(session, id, "T08", **WHO)
    assert list_standing(session, later).keys() == {"T01", "T08"}
    assert list_standing(session, later)["T08"] == set(ids[1:])
    assert get_theme(session, later.id, "T08").label == "found T08", "it may be shown: it was found now"
    for _ in range(3):
        undo_last(session, id, **WHO)
    assert list_standing(session, later).keys() == {"T07", "T08"}, "nothing is frozen any more"
    assert list_standing(session, run) == before, "an earlier run has the themes that it found"


def test_passage__that_is_in_no_theme__is_listed_and_can_be_put_into_one(received_on_each: Received) -> None:
    session, run, id = received_on_each.session, received_on_each.run, received_on_each.consultation.id
    viewer = Viewer(None, frozenset({Role.ANALYST}))
    placement = received_on_each.themes["T01"].placements[0]
    alone = placement.segment_id
    session.delete(placement)
    session.flush()
    assert list(session.scalars(select_leftover(viewer, run).with_only_columns(Segment.id))) == [alone]
    with pytest.raises(Conflict, match="C417"):
        place_passages(session, viewer, id, [], goal="T02", **WHO)
    with pytest.raises(NotFound):
        placed = received_on_each.themes["T02"].placements[0].segment_id
        place_passages(session, viewer, id, [alone, placed], goal="T02", **WHO)

    place_passages(session, viewer, id, [alone], goal="T02", **WHO)
    assert alone in list_standing(session, run)["T02"]
    assert count_placements(session, select_leftover(viewer, run)) == 0
    undo_last(session, id, **WHO)
    assert list(session.scalars(select_leftover(viewer, run).with_only_columns(Segment.id))) == [alone]


def test_key__of_a_theme_that_was_undone__is_not_given_to_one_that_a_run_finds(received: Received) -> None:
    session, id = received.session, received.consultation.id
    part = NewPart("Sums", (received.themes["T01"].placements[0].segment_id,))
    split_theme(session, SYSTEM, id, "T01", [part], **WHO)
    undo_last(session, id, **WHO)

    assert continue_themes(session, id, {"new": ["unknown"]})["new"].key == "T04"


def test_frozen_themes__let_go__are_those_of_the_latest_run_until_that_is_undone(received: Received) -> None:
    session, id, run = received.session, received.consultation.id, received.run
    merge_themes(session, id, ["T01", "T02"], "", **WHO)
    release(session, id, **WHO)
    assert not run.is_decided and len(list_standing(session, run)) == 2
    undo_last(session, id, **WHO)
    assert run.is_decided and len(list_standing(session, run)) == 1


@pytest.mark.parametrize(("accept", "author"), [(False, FROM_THEME), (True, "staff")])
def test_theme__made_a_tag__brings_its_passages_as_asked_and_can_be_undone(
    received: Received, accept: bool, author: str
) -> None:
    session, id = received.session, received.consultation.id
    tag = NewTag("School places", "Children who wait for a school.", "school place, waiting")
    code = make_tag(session, SYSTEM, id, "T02", tag, accept=accept, **WHO)
    assert code.key == "school_places" and code.key_phrases == ["school place", "waiting"]
    codings = session.scalars(select(Coding).where(Coding.code_id == code.id)).all()
    state = CodingState.ACCEPTED if accept else CodingState.SUGGESTED
    assert len(codings) == 3 and {one.state for one in codings} == {state}
    assert {one.author for one in codings} == {WHO["staff_id"] if accept else author}
    assert not received.run.is_decided, "a tag changes no theme"
    undo_last(session, id, **WHO)
    assert "school_places" not in {one.key for one in list_codes(session)}


def test_theme__made_a_tag_of_a_name_that_there_is__is_refused(received: Received) -> None:
    session, id = received.session, received.consultation.id
    make_tag(session, SYSTEM, id, "T02", NewTag("School places", "places", ""), accept=False, **WHO)
    with pytest.raises(Conflict) as refused:
        make_tag(session, SYSTEM, id, "T01", NewTag("school  Places", "", "place"), accept=False, **WHO)
    assert refused.value.code == "C429" and "school Places" in str(refused.value)


def test_tag__that_somebody_decided_about_since__is_not_undone(received: Received) -> None:
    session, id = received.session, received.consultation.id
    code = make_tag(session, SYSTEM, id, "T02", NewTag("Schools", "places", ""), accept=False, **WHO)
    segment_id = get_theme(session, received.run.id, "T02").placements[0].segment_id
    other = make_staff(session, Role.ANALYST, email="bo@example.org").id
    decide(session, SYSTEM, segment_id, code.key, CodingState.ACCEPTED, staff_id=other, now=NOW)
    with pytest.raises(Conflict) as refused:
        undo_last(session, id, **WHO)
    assert refused.value.code == "C415"


def split_all(session: Session, id: str, ids: list[str]) -> None:
    split_theme(session, SYSTEM, id, "T02", [NewPart("all", tuple(ids))], **WHO)


def split_others(session: Session, id: str, ids: list[str]) -> None:
    split_theme(session, SYSTEM, id, "T01", [NewPart("none of it", (ids[0],))], **WHO)


def split_unseen(session: Session, id: str, ids: list[str]) -> None:
    nobody = Viewer(None, frozenset({Role.AUDITOR}))
    split_theme(session, nobody, id, "T02", [NewPart("unseen", (ids[0],))], **WHO)


REFUSED: list[tuple[Callable[[Session, str, list[str]], object], str]] = [
    (split_all, "C413"),
    (split_others, "C402"),
    (split_unseen, "C402"),
    (lambda session, id, _: split_by_origin(session, id, "T01", **WHO), "C413"),
    (lambda session, id, _: merge_themes(session, id, ["T01"], "", **WHO), "C412"),
    (lambda session, id, _: merge_themes(session, id, ["T01", "T99"], "", **WHO), "C402"),
    (lambda session, id, _: undo_last(session, id, **WHO), "C414"),
    (lambda session, id, _: release(session, id, **WHO), "C411"),
    (lambda session, id, _: add_theme(session, id, "T01", **WHO), "C402"),
    (lambda session, id, _: make_tag(session, SYSTEM, id, "T01", EMPTY, accept=False, **WHO), "C416"),
]


def test_decision__that_makes_no_sense__is_refused_and_nothing_is_kept(received: Received) -> None:
    session, id = received.session, received.consultation.id
    ids = sorted(list_standing(session, received.run)["T02"])
    for act, code in REFUSED:
        with pytest.raises(CodedError) as refused:
            act(session, id, ids)
        assert refused.value.code == code
    assert list_history(session, id) == [] and not received.run.is_decided
