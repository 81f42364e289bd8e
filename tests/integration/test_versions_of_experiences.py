"""An exact version of an experience: the very words, stand-ins and translation that were frozen, or none."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.draft import Draft
from consult.models.draft_kinds import WithdrawnKind
from consult.models.response import Response
from consult.models.translation import Translation
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing, ShownBlock
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.returns.revising import NOBODY
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import Purpose, UseKind, Verdict
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.quoting import make_quoting_draft, note_compared
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account
from tests.factories.translating import amend, make_reader, take_out, translate_and_check

pytestmark = pytest.mark.portable

WORDS = "Jag kom i mars. Skolan sade att det inte fanns plats."
ENGLISH = {("change", 0): "I came in March.", ("change", 16): "The school said there was no place."}
ALLOWED = {Purpose.ANALYSE: True, Purpose.QUOTE: True}


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    version = make_questionnaire_version(session, make_consultation(session))
    return make_sealed_account(session, version, {"change": WORDS}, agent, consents=ALLOWED, language="sv")


def freeze(session: Session, account: Response, agent: UnlockedAgent) -> DraftVersion:
    """A version of a draft that quotes the whole answer."""
    draft: Draft = make_quoting_draft(session, [(account, "change", 0, len(WORDS))])
    note_compared(session, draft)
    return make_version(session, draft, Showing(SYSTEM, UseKind.PAGE, NOW, agent), author=NOBODY)


def show(session: Session, version: DraftVersion, agent: UnlockedAgent) -> ShownBlock:
    """The one quotation; its place is after the heading and a paragraph."""
    shown = show_exact(session, version, Showing(SYSTEM, UseKind.PAGE, NOW, agent))
    return shown.sections[0].blocks[2]


def list_kinds(version: DraftVersion) -> list[WithdrawnKind]:
    return [one.kind for one in version.withdrawals]


def test_translation__under_a_frozen_quotation__stands_until_it_is_another(
    session: Session, account: Response, agent: UnlockedAgent
) -> None:
    translate_and_check(session, make_reader(session), account, ENGLISH, agent)
    version = freeze(session, account, agent)
    made = show(session, version, agent).translation
    assert made is not None and made.words == "I came in March. The school said there was no place."
    assert "school" not in str(version.body)
    session.scalars(select(Translation)).one().version += 1
    session.flush()
    block = show(session, version, agent)
    assert (block.words, block.translation) == (WORDS, None)
    assert list_kinds(version) == [WithdrawnKind.TRANSLATION]


def test_translation__made_after_the_version__is_no_part_of_it(
    session: Session, account: Response, agent: UnlockedAgent
) -> None:
    version = freeze(session, account, agent)
    translate_and_check(session, make_reader(session), account, ENGLISH, agent)
    block = show(session, version, agent)
    assert (block.words, block.translation, list_kinds(version)) == (WORDS, None, [])


def test_words__of_which_more_is_taken_out_since__are_removed_whole(
    session: Session, account: Response, agent: UnlockedAgent
) -> None:
    take_out(session, account, agent, (6, 9))
    version = freeze(session, account, agent)
    assert show(session, version, agent).words.startswith("Jag ko[name] mars.")
    take_out(session, account, agent, (6, 9), (16, 22))
    assert "[removed: no longer permitted" in str(show(session, version, agent).block)
    assert list_kinds(version) == [WithdrawnKind.QUOTATION]


def test_words__refused_by_whoever_told_them__are_noted_while_experiences_are_locked(
    session: Session, account: Response, agent: UnlockedAgent
) -> None:
    version = freeze(session, account, agent)
    passage = Passage(account.id, "change", 0, 5)
    give_verdict(session, UNCOUNTED, account, passage, Verdict.REFUSED, today=TODAY)
    agent.lock()
    assert "[removed: no longer permitted" in str(show(session, version, agent).block)
    assert list_kinds(version) == [WithdrawnKind.QUOTATION]


def test_words__changed_by_whoever_told_them__are_removed(
    session: Session, account: Response, agent: UnlockedAgent
) -> None:
    version = freeze(session, account, agent)
    amend(session, account, agent, WORDS.replace("mars", "maj."))
    assert "[removed: no longer permitted" in str(show(session, version, agent).block)
