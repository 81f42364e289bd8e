"""Which passages a draft proposes to quote: what a person decided about a suggestion stands."""

import io
from dataclasses import replace

import docx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from analysis.drafting.views import ANOTHER_SIDE, LEADS, ONE_SIDE, OTHERWISE
from consult.exports.assembling import assemble
from consult.exports.document import QuotedWords
from consult.exports.word import make_word
from consult.models.coding import Segment
from consult.models.desk_kinds import RedactionState
from consult.models.draft import Statement
from consult.queries.viewer import Viewer
from consult.services.identifiers.redacting import Redaction
from consult.services.tags.coding import decide
from consult.services.tags.coding_so_far import get_codebook
from consult.vocabulary import CodingState, Role, Sector, StatementKind
from forms.definitions import Question
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_staff
from tests.factories.sealing import keep_check
from tests.integration.drafting_record import HOMES, NAMED, QUESTIONS, Received, start_record
from tests.integration.test_drafting import build, show, write

pytestmark = pytest.mark.portable

TOLD = "The school line 07700 900123 was never answered when we asked for a place, call"
PLACE = (TOLD.index("07700"), TOLD.index(" was never"))


@pytest.fixture
def received(session: Session) -> Received:
    return start_record(session)


def tell(received: Received, state: RedactionState) -> None:
    for n in range(6):
        account = received.add_account(f"{TOLD} {n}.", is_checked=False)
        key = received.agent.open_key(account.id)
        assert key
        keep_check(received.session, account, key, Redaction("told", "phone", *PLACE, state))


@pytest.mark.parametrize(
    ("state", "is_proposed"), [(RedactionState.REJECTED, True), (RedactionState.CONFIRMED, False)]
)
def test_passage__with_a_suggestion_that_a_person_rejected__may_be_proposed(
    received: Received, state: RedactionState, is_proposed: bool
) -> None:
    tell(received, state)
    section = write(received, keys=received.agent)["regional-evidence"]
    assert any(isinstance(block, Quotation) for block in section.blocks) is is_proposed


def test_passage__of_which_a_tag_was_rejected__may_be_proposed_for_its_theme(received: Received) -> None:
    get_codebook(received.session)
    tell(received, RedactionState.REJECTED)
    staff = make_staff(received.session, Role.ANALYST)
    viewer = Viewer(staff.id, frozenset({Role.ANALYST}))
    for segment_id in received.session.scalars(select(Segment.id)).all():
        decide(
            received.session, viewer, segment_id, "housing", CodingState.REJECTED, staff_id=staff.id, now=NOW
        )
    section = write(received, keys=received.agent)["regional-evidence"]
    assert any(isinstance(block, Quotation) for block in section.blocks)


def test_theme__raised_by_many__lets_sectors_speak_and_those_who_chose_otherwise(received: Received) -> None:
    """Forty alike of one sector come first by score; two sectors and the one who disagrees are quoted too."""
    for n in range(42):
        received.add_return(HOMES.format(place=f"street {n * 7}", n=n))
    others = [
        received.add_return(text, sector=sector, agree=agree)
        for text, sector, agree in (
            ("Waiting rooms fill with people who have no warm room to go home to.", Sector.HEALTH, "yes"),
            ("Our pupils move from one hostel to the next and lose every friend.", Sector.EDUCATION, "yes"),
            ("We hold that there are homes enough here and no need to build more.", Sector.EMPLOYER, "no"),
        )
    ]
    section = write(received)["question:1"]
    quotations = [block for block in section.blocks if isinstance(block, Quotation)]
    point, *quoted = [block.excerpt.response_id for block in quotations]
    assert len(quoted) == len({point, *quoted}) - 1 == 4
    assert {one.id for one in others} < set(quoted)
    assert quoted[-1] == others[-1].id
    assert {block.view for block in quotations} == {""}, "one alone chose it: its words stand, no mark"


def test_view_of_few__quoted__is_marked_in_word_and_in_the_record(received: Received) -> None:
    for n in range(8):
        received.add_return(HOMES.format(place=f"street {n * 7}", n=n))
    named = make_organisation(received.session, name="Plain Speakers")
    told = "We hold that there are homes enough here and no need to build more."
    received.add_return(told, agree="no", consents=NAMED, organisation=named)
    draft = build(received)
    parts = [part for part in assemble(show(received, draft)).parts if isinstance(part, QuotedWords)]
    assert [part.lead for part in parts if part.words.startswith("We hold")] == [LEADS[OTHERWISE]]
    assert {part.lead for part in parts if not part.words.startswith("We hold")} == {""}
    texts = [
        one.text for one in docx.Document(io.BytesIO(make_word(assemble(show(received, draft))))).paragraphs
    ]
    place = texts.index("One that sees it otherwise:")
    assert texts[place + 1].startswith("“We hold") and texts.count(texts[place]) == 1
    kept = received.session.scalars(select(Statement).where(Statement.kind == StatementKind.QUOTED)).all()
    assert sorted(one.evidence["view"] for one in kept) == ["", "", OTHERWISE]


def test_view__of_a_question_that_asks_for_no_side__is_not_claimed(sqlite_session: Session) -> None:
    """Being another kind of body is no other view, and nothing is printed beside what it says."""
    kind = replace(QUESTIONS[1], label={"en": "Are you a council?"})
    received = start_record(sqlite_session, (QUESTIONS[0], kind, QUESTIONS[2]))
    for n in range(6):
        received.add_return(HOMES.format(place=f"street {n * 7}", n=n))
    received.add_return("We fully back every word of what the others here have said so well.", agree="no")
    blocks = [block for block in write(received)["question:1"].blocks if isinstance(block, Quotation)]
    assert blocks and {block.view for block in blocks} == {""}


def test_views__chosen_equally_often__are_each_quoted_and_marked(received: Received) -> None:
    """The best by score are all of one side; nothing but what they chose tells the sides apart."""
    for n in range(6):
        received.add_return(HOMES.format(place=f"street {n * 7}", n=n), sector=Sector.HEALTH)
    for n in range(6):
        words = f"There are homes enough along road {n * 11} and nobody needs to build any more, {n}."
        received.add_return(words, agree="no", sector=Sector.EMPLOYER)
    blocks = [block for block in write(received)["question:1"].blocks if isinstance(block, Quotation)]
    chose = {
        one.id: answer.value
        for one in received.returns
        for answer in one.answers
        if answer.question_id == "agree"
    }
    under = [(chose[block.excerpt.response_id], block.view) for block in blocks[1:]]
    assert ("no", ONE_SIDE) in under and ("yes", ANOTHER_SIDE) in under
    assert [view for _, view in under] == sorted((view for _, view in under), reverse=True)


def test_letter__under_two_questions__is_quoted_once_in_the_whole_draft(sqlite_session: Session) -> None:
    """Each question is a choice of its own: what was quoted before is remembered over all of them."""
    second = Question(id="other", kind="text", label={"en": "Schools?"}, government_questions=("2",))
    received = start_record(sqlite_session, (*QUESTIONS[:2], second))
    for n in range(4):
        told = {"other": f"Every pupil deserves a place near to where they live, {n}."}
        received.add_return(f"Every family deserves a home and a door to close {n}.", campaign="C01", **told)
    quoted = [
        (key, block.excerpt.question_id)
        for key, section in write(received).items()
        for block in section.blocks
        if isinstance(block, Quotation)
    ]
    assert quoted == [("question:1", "homes")]
