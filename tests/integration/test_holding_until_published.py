"""Observers read no quotation of a draft before publication but those of returns that a manager released."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.blocks import Excerpt, Quotation
from consult.errors import AccessDenied, Conflict, NotFound
from consult.exports.assembling import assemble
from consult.models.audit import AuditEntry
from consult.models.draft import Draft
from consult.models.observer_release import ObserverRelease
from consult.models.response import Answer
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.drafts.documenting import Showing, ShownBlock, show_draft
from consult.services.drafts.releasing_quotations import (
    hold_quotation,
    list_quoted_returns,
    release_quotation,
)
from consult.services.keeping.destroying import destroy
from consult.services.permissions.consenting import give_consent
from consult.services.returns.revising import NOBODY, save_revision
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.vocabulary import ExcerptGap, Purpose, Role, Standing, SubjectKind, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.quoting import make_quoting_draft, note_compared
from tests.factories.region import make_organisation, make_partnership
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.packed_answers import read

WORDS = "Rents went up. Nobody can move."
QUOTABLE = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
KEPT_OUT = (Standing.OBSERVER, Standing.CONSULTED)
VALUES = {"form": "docx", "slug": "consultation-1", "key": "summary"}
PAGE = "/desk/consultations/consultation-1"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def draft(session: Session) -> Draft:
    return make_draft(session)


def make_draft(session: Session) -> Draft:
    """A return and an experience, each quoted once, and a second passage of the return."""
    make_partnership(session)
    version = make_questionnaire_version(session, make_consultation(session))
    told = make_response(session, version, {"change": WORDS}, consents=QUOTABLE)
    account = make_sealed_account(session, version, {"change": WORDS}, UnlockedAgent(), consents=QUOTABLE)
    return make_quoting_draft(
        session, [(told, "change", 0, 14), (account, "change", 0, 5), (told, "change", 15, 31)]
    )


def see(session: Session, draft: Draft, standing: Standing = Standing.OBSERVER) -> list[ShownBlock]:
    """The quotations as somebody with every role sees them."""
    showing = Showing(Viewer(None, frozenset(Role), standing), UseKind.PAGE, NOW)
    blocks = show_draft(session, draft, showing).sections[0].blocks
    return [one for one in blocks if isinstance(one.block, Quotation)]


def release(session: Session, draft: Draft, block_id: str = "q0", viewer: Viewer = SYSTEM) -> None:
    release_quotation(session, draft.sections[0], block_id, Showing(viewer, UseKind.PAGE, NOW), author=NOBODY)


@pytest.mark.portable
@pytest.mark.parametrize("standing", KEPT_OUT)
def test_quotations__seen_by_one_kept_out__are_all_held_alike(
    session: Session, draft: Draft, standing: Standing
) -> None:
    assert [one.gap for one in see(session, draft, Standing.FULL)] == [None, ExcerptGap.LOCKED, None]
    shown = see(session, draft, standing)
    assert [one.gap for one in shown] == [ExcerptGap.HELD] * 3
    assert {(one.words, one.attribution, one.source_id) for one in shown} == {("", "", "")}


@pytest.mark.portable
def test_quotation__released__is_read_by_observers_and_no_other_is(session: Session, draft: Draft) -> None:
    release(session, draft)
    first, *others = see(session, draft)
    assert (first.words, first.gap) == ("Rents went up.", None)
    assert {one.gap for one in others} == {ExcerptGap.HELD}
    listed = list_quoted_returns(session, draft, Showing(SYSTEM, UseKind.PAGE, NOW))
    assert [(one.shown.words, one.released_at) for one in listed] == [
        ("Rents went up.", NOW),
        (WORDS[15:], None),
    ]


def test_quotation__released_and_held_again__is_read_no_more_and_both_are_on_record(
    session: Session, draft: Draft
) -> None:
    release(session, draft)
    release(session, draft)
    hold_quotation(session, draft.sections[0], "q0", Showing(SYSTEM, UseKind.PAGE, NOW), author=NOBODY)
    assert see(session, draft)[0].gap is ExcerptGap.HELD
    actions = [one.action for one in session.scalars(select(AuditEntry)) if "observers" in one.action]
    assert sorted(actions) == ["quotation held from observers", *["quotation released to observers"] * 2]


def test_quotation__of_an_experience__is_never_released(session: Session, draft: Draft) -> None:
    with pytest.raises(Conflict) as refused:
        release(session, draft, "q1")
    assert refused.value.code == "C516"
    assert session.scalars(select(ObserverRelease)).all() == []


def test_release__kept_for_an_experience_all_the_same__lets_nobody_read_it(
    session: Session, draft: Draft
) -> None:
    """Whatever a row says: what is released is asked of returns alone."""
    block = see(session, draft)[1].block
    assert isinstance(block, Quotation)
    heads = select(Answer.head_revision_id).where(Answer.response_id == block.excerpt.response_id)
    row = ObserverRelease(**vars(block.excerpt), revision_id=session.scalars(heads).one(), released_at=NOW)
    session.add(row)
    assert see(session, draft)[1].gap is ExcerptGap.HELD


def test_release__by_an_observer_of_any_role__is_refused(session: Session, draft: Draft) -> None:
    for turn in (release_quotation, hold_quotation):
        showing = Showing(Viewer(None, frozenset(Role), Standing.OBSERVER), UseKind.PAGE, NOW)
        with pytest.raises(AccessDenied):
            turn(session, draft.sections[0], "q0", showing, author=NOBODY)


def test_release__of_what_does_not_stand_or_may_not_be_quoted__is_refused(
    session: Session, draft: Draft
) -> None:
    with pytest.raises(NotFound):
        release(session, draft, "p1")
    _take_back(session, draft)
    with pytest.raises(Conflict) as refused:
        release(session, draft)
    assert refused.value.code == "C514"


def test_quotation__released__still_needs_permission(session: Session, draft: Draft) -> None:
    release(session, draft)
    _take_back(session, draft)
    assert see(session, draft)[0].gap is ExcerptGap.NOT_PERMITTED


def test_quotation__of_an_answer_changed_since_its_release__is_held_again(
    session: Session, draft: Draft
) -> None:
    """The draft was built anew from the changed answer, with a passage at the same place."""
    release(session, draft)
    answer = session.scalars(
        select(Answer).where(Answer.response_id == _find_quoted(draft, session).response_id)
    ).one()
    changed = "Other words stand here now."
    saved = save_revision(session, SubjectKind.ANSWER, answer.id, changed, parent_id=answer.head_revision_id,
                          author=NOBODY, now=NOW)  # fmt: skip
    answer.value, answer.head_revision_id = changed, saved.revision.id
    draft.sections[0].statements[0].excerpts[0].revision_id = saved.revision.id
    session.flush()
    assert see(session, draft)[0].gap is ExcerptGap.HELD
    assert see(session, draft, Standing.FULL)[0].words == changed[:14]


def test_release__of_a_return_that_is_destroyed__goes_with_it(session: Session, draft: Draft) -> None:
    release(session, draft)
    destroy(session, _find_quoted(draft, session).response_id)
    assert session.scalars(select(ObserverRelease)).all() == []


def test_file__made_for_an_observer__says_where_a_quotation_is_held(session: Session, draft: Draft) -> None:
    release(session, draft)
    showing = Showing(Viewer(None, frozenset(Role), Standing.OBSERVER), UseKind.EXPORT, NOW)
    text = str(assemble(show_draft(session, draft, showing)).parts)
    assert "Rents went up." in text and "Nobody can move" not in text
    assert text.count(HELD_WORDS) == 2
    assert "2 quotations, because quotations are held until publication" in text


def test_page__of_what_observers_read__releases_one_and_holds_it_again(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_draft(session)
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    manager, observer = sign_in(Role.MANAGER), sign_in(Role.MANAGER, organisation_id=police)
    section, own = f"{PAGE}/draft/summary", f"{PAGE}/draft-for-observers"
    assert observer.get(section).text.count(HELD_WORDS) == 3
    assert observer.get(own).status_code == 403
    page = manager.get(own).text
    assert page.count("Let observers read quotation") == 2 and own in manager.get(f"{PAGE}/draft").text
    asked = {"section": "summary", "quotation": "q0"}
    assert manager.post(own, data={**asked, "act": "release"}).status_code == 302
    assert observer.get(section).text.count("Rents went up.") == 1
    assert "Released" in manager.get(own).text
    manager.post(own, data={**asked, "act": "hold"})
    assert "Rents went up." not in observer.get(section).text


@pytest.mark.parametrize("standing", KEPT_OUT)
def test_routes_of_the_draft__tried_by_one_kept_out__hold_no_word_of_a_return(
    app: Flask, sign_in: SignIn, sessions: sessionmaker[Session], standing: Standing
) -> None:
    with sessions.begin() as session:
        note_compared(session, make_draft(session))
        body = make_organisation(session, name="A body", standing=standing).id
    whole = find_routes_with_words(app, sign_in(*Role))
    assert {"desk_draft.section", "desk_draft.download", "desk_draft_observers.show"} <= whole
    assert find_routes_with_words(app, sign_in(*Role, organisation_id=body)) == set()


def find_routes_with_words(app: Flask, client: FlaskClient) -> set[str]:
    """The pages and files of the draft that hold words of the return."""
    adapter, found = app.url_map.bind("localhost"), set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("desk_draft") and "GET" in (rule.methods or ()):
            address = adapter.build(rule.endpoint, {name: VALUES[name] for name in rule.arguments})
            with client.get(address) as answer:
                found |= {rule.endpoint} if b"Rents" in read(answer.data) else set()
    return found


def _find_quoted(draft: Draft, session: Session) -> Excerpt:
    block = see(session, draft)[0].block
    assert isinstance(block, Quotation)
    return block.excerpt


def _take_back(session: Session, draft: Draft) -> None:
    give_consent(session, _find_quoted(draft, session).response_id, {Purpose.QUOTE: False}, given_on=TODAY)
