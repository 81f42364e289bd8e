"""A person quotes a passage that the program did not propose, by the same rules."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.errors import Conflict, NotFound
from consult.models.analysis import AnsweredItem
from consult.models.coding import Segment
from consult.models.consent import Use
from consult.models.draft import Excerpt, Section
from consult.models.response import Response
from consult.models.return_finds import ReturnFindDecision
from consult.queries.viewer import Viewer
from consult.services.drafts.documenting import Showing, show_section
from consult.services.permissions.consenting import give_consent
from consult.services.quotations.finding_quotable import Asking
from consult.services.quotations.quoting_passages import quote_passage
from consult.services.returns.revising import Author
from consult.vocabulary import ExcerptGap, Purpose, Role, UseKind
from tests.factories.numbering import NOW, TODAY, add
from tests.factories.region import make_staff
from tests.integration.drafting_record import SILENT, UNNAMED, Received, make_received
from tests.integration.test_drafting import build

WORDS = "Short, and never proposed."
CALLED = "Ring 07700 900142 and hear how we wait."


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    return make_received(sqlite_session)


def find_segment(received: Received, response: Response) -> str:
    ids = [one.id for one in response.answers if one.question_id in {"homes", "told"}]
    return received.session.scalars(select(Segment.id).where(Segment.answer_id.in_(ids))).one()


def ask(received: Received) -> tuple[Asking, Author]:
    staff = make_staff(received.session, Role.MANAGER)
    return Asking(Viewer(staff.id, frozenset({Role.MANAGER})), NOW), Author(staff.id, "Manager")


def quote(received: Received, response: Response, **values: Any) -> Section:
    section = next(one for one in build(received).sections if one.key == "answers")
    asking, author = ask(received)
    quote_passage(received.session, section, find_segment(received, response), asking, author=author)
    return section


def list_words(received: Received, section: Section) -> list[str]:
    asking, _ = ask(received)
    shown = show_section(received.session, section, Showing(asking.viewer, UseKind.PAGE, NOW))
    return [one.words for one in shown.blocks if isinstance(one.block, Quotation) and one.gap is None]


def test_passage__quoted_by_a_person__stands_in_the_section_and_on_record(received: Received) -> None:
    response = received.add_return(WORDS, consents=UNNAMED)
    section = quote(received, response)
    assert list_words(received, section)[-1] == WORDS
    kept = received.session.scalars(select(Excerpt).where(Excerpt.response_id == response.id)).one()
    assert (kept.start, kept.end) == (0, len(WORDS)) and kept.revision_id
    uses = received.session.scalars(select(Use.purpose).where(Use.response_id == response.id)).all()
    assert Purpose.QUOTE in uses


def test_passage__quoted_by_a_person__comes_along_when_the_draft_is_built_again(received: Received) -> None:
    quote(received, received.add_return(WORDS, consents=UNNAMED))
    section = next(one for one in build(received).sections if one.key == "answers")
    assert list_words(received, section)[-1] == WORDS


def test_passage__once_permission_is_taken_back__is_left_out_again(received: Received) -> None:
    response = received.add_return(WORDS, consents=UNNAMED)
    section = quote(received, response)
    give_consent(received.session, response.id, {Purpose.QUOTE: False}, given_on=TODAY)
    shown = show_section(received.session, section, Showing(ask(received)[0].viewer, UseKind.PAGE, NOW))
    assert shown.gaps[ExcerptGap.NOT_PERMITTED] == 1


@pytest.mark.parametrize(
    ("text", "values", "reason"),
    [
        (WORDS, {"consents": SILENT}, "permission"),
        (CALLED, {"consents": UNNAMED}, "waits for a decision"),
        ("We at Lantern wait.", {"consents": UNNAMED, "organisation_name": "Lantern Group"}, "names the"),
    ],
)
def test_passage__that_may_not_be_quoted__is_refused_with_the_reason(
    received: Received, text: str, values: dict[str, Any], reason: str
) -> None:
    response = received.add_return(text, **values)
    with pytest.raises(Conflict) as refused:
        quote(received, response)
    assert refused.value.code == "C514" and reason in str(refused.value)


@pytest.mark.parametrize(("may_stand", "reason"), [(True, ""), (False, "keeps personal data")])
def test_passage__with_a_find_that_is_decided__is_quoted_if_it_may_stand(
    received: Received, may_stand: bool, reason: str
) -> None:
    response = received.add_return(CALLED, consents=UNNAMED)
    place = {"start": CALLED.index("0"), "end": CALLED.index(" and"), "kind": "phone"}
    [answer] = [one for one in response.answers if one.question_id == "homes"]
    given = {"answer_id": answer.id, "revision_id": answer.head_revision_id, **place, "decided_at": NOW}
    add(received.session, ReturnFindDecision(**given, may_stand=may_stand))
    if may_stand:
        assert list_words(received, quote(received, response))[-1] == CALLED
        return
    with pytest.raises(Conflict) as refused:
        quote(received, response)
    assert refused.value.code == "C514" and reason in str(refused.value)


def test_passage__of_an_experience__waits_for_the_check_and_for_the_keys(received: Received) -> None:
    account = received.add_account("No school had a place for her.", is_checked=False)
    section = next(one for one in build(received).sections if one.key == "answers")
    asking, author = ask(received)
    for keys, reason in ((None, "locked"), (received.agent, "nobody has checked")):
        with pytest.raises(Conflict) as refused:
            opened = replace(asking, keys=keys)
            quote_passage(received.session, section, find_segment(received, account), opened, author=author)
        assert refused.value.code == "C514" and reason in str(refused.value)


def test_passage__analysed_after_the_draft_was_built__asks_to_build_it_again(received: Received) -> None:
    response = received.add_return(WORDS, consents=UNNAMED)
    section = next(one for one in build(received).sections if one.key == "answers")
    received.session.execute(
        delete(AnsweredItem).where(AnsweredItem.answer_id.in_([one.id for one in response.answers]))
    )
    asking, author = ask(received)
    with pytest.raises(Conflict) as refused:
        quote_passage(received.session, section, find_segment(received, response), asking, author=author)
    assert "Build the draft again" in str(refused.value)


def test_passage__quoted_there_already_or_unknown__is_refused(received: Received) -> None:
    response = received.add_return(WORDS, consents=UNNAMED)
    section, (asking, author) = quote(received, response), ask(received)
    with pytest.raises(Conflict) as refused:
        quote_passage(received.session, section, find_segment(received, response), asking, author=author)
    assert refused.value.code == "C515"
    with pytest.raises(NotFound):
        quote_passage(received.session, section, "nothing", asking, author=author)
