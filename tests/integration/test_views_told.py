"""How a quotation stands to what most chose: told only where enough chose so, and looked at again."""

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from analysis.drafting.views import OTHERWISE
from consult.models.analysis import ThemePlacement
from consult.models.draft import Draft
from consult.models.response import Answer, Response
from consult.queries.drafts import get_section
from consult.services.drafts.editing import find_standing, find_standings
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.gathering import gather_again
from consult.services.drafts.rechecking import Finding, find_checked, keep_check
from consult.services.drafts.recounting import recount
from consult.services.drafts.saying_findings import say_finding
from consult.services.returns.revising import save_revision
from consult.vocabulary import SubjectKind
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.integration.drafting_record import HOMES, NAMED, Received, start_record
from tests.integration.test_rechecking import build

AGAINST = "We hold that there are homes enough along road {n} and no need to build more."


def receive(session: Session, *, yes: int, no: int, campaign: str = "") -> Received:
    received = start_record(session)
    for n in range(yes):
        received.add_return(HOMES.format(place=f"street {n * 7}", n=n))
    for n in range(no):
        received.add_return(AGAINST.format(n=n), agree="no", campaign=campaign if n else "")
    return received


def list_marked(received: Received, draft: Draft) -> list[str]:
    """Of the marked quotations, whose they are and how they are marked, by number of return."""
    numbers = {one.id: n for n, one in enumerate(received.returns)}
    blocks = find_standing(received.session, get_section(draft, "question:1")).version.blocks
    quoted = [block for block in blocks if isinstance(block, Quotation) and block.view]
    return [f"{numbers[block.excerpt.response_id]}:{block.view}" for block in quoted]


@pytest.mark.parametrize(("no", "is_told"), [(4, False), (5, True)])
def test_view__that_fewer_chose_than_may_be_shown__is_quoted_and_not_told(
    sqlite_session: Session, no: int, is_told: bool
) -> None:
    received = receive(sqlite_session, yes=8, no=no)
    draft = build(received)
    assert bool(list_marked(received, draft)) is is_told
    blocks = find_standing(sqlite_session, get_section(draft, "question:1")).version.blocks
    quoted = Counter(block.excerpt.response_id for block in blocks if isinstance(block, Quotation))
    assert any(one.id in quoted for one in received.returns[8:])


def test_view__of_one_beside_a_letter_that_many_sent__is_not_told(sqlite_session: Session) -> None:
    """With the letter seven chose it, without it one did: tables keep that number back."""
    received = receive(sqlite_session, yes=8, no=7, campaign="C01")
    assert list_marked(received, build(received)) == []


def test_views__as_many_on_each_side_but_few__are_not_told(sqlite_session: Session) -> None:
    received = receive(sqlite_session, yes=4, no=4)
    named = make_organisation(sqlite_session, name="Plain Speakers")
    received.add_return(AGAINST.format(n=9), agree="no", consents=NAMED, organisation=named)
    received.add_return(HOMES.format(place="the quay", n=9))
    assert list_marked(received, build(received)), "five and five"
    change(received, received.returns[0], "no")
    change(received, received.returns[8], "yes")
    change(received, received.returns[9], "")
    assert list_marked(received, build(received)) == [], "four and four"


def change(received: Received, response: Response, value: str) -> None:
    """Choose otherwise in the closed question, as an amended return does."""
    answer = next(one for one in response.answers if one.question_id == "agree")
    parent_id, kind = answer.head_revision_id, SubjectKind.ANSWER
    saved = save_revision(received.session, kind, answer.id, value, parent_id=parent_id, now=NOW)
    answer.head_revision_id, answer.value = saved.revision.id, value
    received.session.flush()


def look_again(received: Received, draft: Draft) -> list[Finding]:
    session, consultation = received.session, received.consultation
    session.expire_all()
    record = gather_again(session, consultation, draft.id, as_of=draft.as_of_on, keys=None, now=NOW)
    keep_check(session, draft, record, recount(record), now=NOW)
    checked = find_checked(session, draft, find_standings(session, draft), today=TODAY)
    assert all(one in checked.wrong for one in checked.findings)
    return [one for one in checked.findings if one.kind is FindingKind.VIEWED]


def test_view_of_few__once_they_chose_as_most_did__no_longer_holds(sqlite_session: Session) -> None:
    received = receive(sqlite_session, yes=8, no=6)
    draft = build(received)
    marked = list_marked(received, draft)
    number = int(marked[0].removesuffix(f":{OTHERWISE}"))
    assert len(marked) == 1
    change(received, received.returns[number], "yes")
    found = look_again(received, draft)
    assert [(one.section_key, one.text) for one in found] == [("question:1", "One that sees it otherwise:")]
    assert received.returns[number].id in found[0].statement_key
    assert "has changed, or may not be told" in say_finding(found[0], None)  # type: ignore[arg-type]


def test_quotation__of_somebody_who_now_sees_it_otherwise__is_named_too(sqlite_session: Session) -> None:
    received = receive(sqlite_session, yes=9, no=6)
    draft = build(received)
    blocks = find_standing(sqlite_session, get_section(draft, "question:1")).version.blocks
    quoted = [block for block in blocks if isinstance(block, Quotation) and not block.view]
    other = next(one for one in received.returns if one.id == quoted[-1].excerpt.response_id)
    change(received, other, "no")
    found = look_again(received, draft)
    assert [one.text for one in found] == ["A quotation that no words lead in to"]


def test_view_of_few__in_a_theme_where_most_think_so__no_longer_holds(sqlite_session: Session) -> None:
    """Nobody changed an answer: people moved the passages of that side to a theme of their own."""
    received = receive(sqlite_session, yes=8, no=6)
    draft = build(received)
    assert len(list_marked(received, draft)) == 1
    own = {answer.id for one in received.returns[8:] for answer in one.answers}
    wanted = select(ThemePlacement).join(ThemePlacement.segment).join(Answer)
    for placement in sqlite_session.scalars(wanted):
        if placement.segment.answer_id in own:
            placement.theme_id = received.themes["T02"].id
    sqlite_session.flush()
    assert [one.text for one in look_again(received, draft)] == ["One that sees it otherwise:"]
