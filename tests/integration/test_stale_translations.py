"""Translations of words that were changed or taken out since: never passed off as of those that stand now."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict, NotFound
from consult.models.response import Response
from consult.models.translation import Translation
from consult.models.translation_kinds import TranslatorKind
from consult.queries.viewer import NOBODY, Viewer, get_viewer
from consult.services.translations.keeping_translations import (
    Choices,
    confirm,
    finish,
    keep_translation,
    send_back,
)
from consult.services.translations.translating import ToTranslate, Work, open_work
from consult.services.translations.translation_matching import name_unit
from consult.services.translations.translation_payloads import Maker
from consult.vocabulary import Role
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent
from tests.factories.translating import (
    amend,
    give,
    make_reader,
    make_translator,
    take_out,
    translate,
    translate_and_check,
    view_as_translator,
)
from tests.integration import test_translating
from tests.integration.test_translating import CUT, ENGLISH, FIRST, NAME, SECOND, THIRD, WORDS, list_checked

pytestmark = pytest.mark.portable

account, agent, given = test_translating.account, test_translating.agent, test_translating.given
translator, version, viewer = test_translating.translator, test_translating.version, test_translating.viewer
SCHOOL = (CUT, CUT + 6)
OLDER = WORDS.replace("Vi väntade länge.", "Vi väntade mycket länge.")


def show(session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent) -> ToTranslate:
    return open_it(session, viewer, account, agent).texts[0]


def open_it(session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent) -> Work:
    return open_work(session, viewer, account, "en", keys=agent, now=NOW)


def save(
    session: Session,
    viewer: Viewer,
    account: Response,
    agent: UnlockedAgent,
    texts: dict[tuple[str, int], str] | None = None,
    **choices: Any,
) -> Work:
    """Press save with these texts in the fields, and what was shown in the others."""
    work = open_it(session, viewer, account, agent)
    shown = {
        (one.row.question_id, each.source.start): each.text for one in work.texts for each in one.passages
    }
    keep: dict[str, Any] = {"mark": work.mark, "maker": Maker("B", TranslatorKind.STAFF), "keys": agent}
    texts = {**shown, **(texts or {})}
    return keep_translation(
        session, viewer, account, work, texts, **keep, now=NOW, choices=Choices(**choices)
    )


def list_texts(one: ToTranslate) -> list[tuple[str, bool]]:
    return [(each.text, each.is_same) for each in one.passages]


def test_saving__without_typing_after_more_was_taken_out__stays_of_the_words_before(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate_and_check(session, viewer, account, ENGLISH, agent)
    take_out(session, account, agent, NAME, SCHOOL)
    reader = make_reader(session)
    for who in (viewer, reader):
        work = save(session, who, account, agent)
        assert not work.texts[0].is_current
        with pytest.raises(Conflict, match="C366"):
            finish(session, who, account, work, mark=work.mark, keys=agent, now=NOW)
        assert [same for _, same in list_texts(show(session, reader, account, agent))] == [True, False, True]
    assert list_checked(session, account, agent) == []
    work = save(session, viewer, account, agent, {SECOND: "[name] said there was no place."})
    assert work.texts[0].is_current
    finish(session, viewer, account, work, mark=work.mark, keys=agent, now=NOW)


def test_saving__without_typing__makes_nobody_a_maker(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate(session, viewer, account, ENGLISH, agent)
    amend(session, account, agent, OLDER)
    take_out(session, account, agent, NAME)
    made = save(session, viewer, account, agent).texts[0].made
    assert made and [one.name for one in made.makers] == ["Ana Marku"]


def test_passage__reworded__shows_its_old_translation_until_it_is_changed_or_ticked(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate(session, viewer, account, ENGLISH, agent)
    amend(session, account, agent, OLDER)
    take_out(session, account, agent, NAME)
    save(session, viewer, account, agent)
    assert list_texts(show(session, viewer, account, agent))[2] == (ENGLISH[THIRD], False)
    work = save(session, viewer, account, agent, still_right=frozenset({THIRD}))
    assert work.texts[0].is_current
    assert list_texts(show(session, viewer, account, agent))[2] == (ENGLISH[THIRD], True)


def test_passages__taken_away_by_the_person__stay_beside_until_they_are_discarded(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate(session, viewer, account, ENGLISH, agent)
    amend(session, account, agent, WORDS[:CUT])
    take_out(session, account, agent, NAME)
    save(session, viewer, account, agent)
    one = show(session, viewer, account, agent)
    assert list_texts(one) == [(ENGLISH[FIRST], True)]
    assert [each.text for each in one.shown] == [ENGLISH[SECOND], ENGLISH[THIRD]]
    discarded = frozenset({("change", name_unit(one.shown[0]))})
    save(session, viewer, account, agent, discarded=discarded)
    assert [each.text for each in show(session, viewer, account, agent).shown] == [ENGLISH[THIRD]]
    work = open_it(session, viewer, account, agent)
    finish(session, viewer, account, work, mark=work.mark, keys=agent, now=NOW)
    reader = make_reader(session)
    work = open_it(session, reader, account, agent)
    confirm(session, reader, account, work, mark=work.mark, keys=agent, now=NOW)
    assert show(session, reader, account, agent).left == ()
    assert list_checked(session, account, agent)


def test_passages__taken_away_and_told_again__find_their_translation(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate(session, viewer, account, ENGLISH, agent)
    amend(session, account, agent, WORDS[:CUT])
    take_out(session, account, agent, NAME)
    save(session, viewer, account, agent)
    amend(session, account, agent, f"{WORDS} ")
    take_out(session, account, agent, NAME)
    assert list_texts(show(session, viewer, account, agent)) == [(one, True) for one in ENGLISH.values()]


def test_later_translator__of_what_more_was_taken_out_of__sees_nothing_made_before(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate(session, viewer, account, ENGLISH, agent)
    take_out(session, account, agent, NAME, SCHOOL)
    later = view_as_translator(session, give(session, account, make_translator(session), agent))
    reader = make_reader(session)
    for who in (later, viewer):
        assert list_texts(show(session, who, account, agent))[1] == ("", False)
        save(session, who, account, agent)
        assert list_texts(show(session, reader, account, agent))[1] == (ENGLISH[SECOND], False), "it is kept"


def test_later_translator__of_what_was_reworded_and_taken_out_of__sees_nothing_made_before(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate(session, viewer, account, ENGLISH, agent)
    amend(session, account, agent, f"Nytt. {WORDS[:CUT]}")
    take_out(session, account, agent, (16, 27), (0, 4))
    later = view_as_translator(session, give(session, account, make_translator(session), agent))
    one = show(session, later, account, agent)
    assert ENGLISH[SECOND] not in str(list_texts(one)) and one.shown == ()
    both = show(session, make_reader(session), account, agent)
    kept = {text for text, _ in list_texts(both)} | {each.text for each in both.shown}
    assert {ENGLISH[SECOND], ENGLISH[THIRD]} <= kept


def test_saving__from_a_page_before_more_was_taken_out__is_refused(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    shown = open_it(session, viewer, account, agent)
    take_out(session, account, agent, NAME, SCHOOL)
    work = open_it(session, viewer, account, agent)
    keep: dict[str, Any] = {"maker": Maker("B", TranslatorKind.STAFF), "keys": agent, "now": NOW}
    with pytest.raises(Conflict, match="C364"):
        keep_translation(session, viewer, account, work, ENGLISH, mark=shown.mark, **keep)
    assert session.scalars(select(Translation)).all() == []


def test_changing__by_somebody_who_may_not_see_it__is_refused(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    work = translate(session, viewer, account, ENGLISH, agent)
    given: dict[str, Any] = {"mark": work.mark, "keys": agent, "now": NOW}
    other = get_viewer(session, make_staff(session, Role.BOARD_MEMBER).id)
    for who in (NOBODY, other):
        with pytest.raises(NotFound):
            keep_translation(session, who, account, work, {}, maker=Maker("B", TranslatorKind.STAFF), **given)
        with pytest.raises(NotFound):
            finish(session, who, account, work, **given)
    for who in (NOBODY, other, viewer):
        for act in (confirm, send_back):
            with pytest.raises(AccessDenied):
                act(session, who, account, work, **given)


@pytest.mark.parametrize("is_marked", [True, False])
def test_checking__by_whoever_made_it__is_refused(
    session: Session, account: Response, agent: UnlockedAgent, is_marked: bool
) -> None:
    both = make_staff(session, Role.TRANSLATOR, Role.ANALYST)
    own = view_as_translator(session, give(session, account, both, agent))
    work = open_it(session, own, account, agent)
    maker = Maker("A", TranslatorKind.STAFF, both.id if is_marked else "")
    given: dict[str, Any] = {"keys": agent, "now": NOW}
    work = keep_translation(session, own, account, work, ENGLISH, mark=work.mark, maker=maker, **given)
    finish(session, own, account, work, mark=work.mark, **given)
    for reader in (get_viewer(session, both.id), make_reader(session)):
        work = open_it(session, reader, account, agent)
        if reader.staff_id == both.id:
            with pytest.raises(Conflict, match="C388"):
                confirm(session, reader, account, work, mark=work.mark, **given)
        else:
            confirm(session, reader, account, work, mark=work.mark, **given)
    assert list_checked(session, account, agent)
