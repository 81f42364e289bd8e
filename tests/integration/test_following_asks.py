"""What a response asks of government: taken from its version or typed, in order, with whole replies only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, CodedError
from consult.models.following_kinds import ReplyKind
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.following.asking_government import (
    add_ask,
    change_ask,
    list_asks,
    list_offered,
    move_up,
    remove_ask,
    take_asks,
)
from consult.services.following.replying import GivenReply, keep_reply
from consult.services.following.showing_asks import show_asks
from consult.services.versions.version_bodies import read_body, write_body
from consult.vocabulary import Role, Standing
from tests.factories.agreeing import ADA
from tests.factories.following import ASKS, HELD, Followed, make_followed
from tests.factories.numbering import NOW, TODAY

BY = {"author": ADA, "now": NOW}
EARLY = "Government should say early what it plans."
HOMES = "12 of 100 returns asked for this: Homes."
ACCEPTED = GivenReply(ReplyKind.ACCEPTED, TODAY, {"en": "Yes."}, "CP 900, page 4")


@pytest.fixture
def case(sqlite_session: Session) -> Followed:
    return make_followed(sqlite_session)


def take_all(case: Followed) -> None:
    keys = [str(one) for one in list_offered(case.session, case.version, today=TODAY, showing=None)]
    take_asks(case.session, SYSTEM, case.version, keys, today=TODAY, **BY)


def list_words(case: Followed) -> list[str]:
    return [
        one.text["en"] for one in show_asks(case.session, case.consultation.id, today=TODAY, showing=None)
    ]


def test_asks__of_a_version__are_offered_once_and_follow_what_was_typed(case: Followed) -> None:
    add_ask(case.session, SYSTEM, case.consultation, {"en": "Write back."}, **BY)
    offered = list_offered(case.session, case.version, today=TODAY, showing=None)
    assert list(offered.values()) == [HELD.text, EARLY, HOMES], (
        "the section on asks, and a position elsewhere"
    )
    [first, *_] = map(str, offered)
    assert len(take_asks(case.session, SYSTEM, case.version, [first, "x|y|0"], today=TODAY, **BY)) == 1
    take_all(case)
    assert list_words(case) == ["Write back.", HELD.text, EARLY, HOMES]
    assert list_offered(case.session, case.version, today=TODAY, showing=None) == {}


def test_ask__moved_changed_and_removed__is_so_and_typed_words_stand_before_the_versions(
    case: Followed,
) -> None:
    take_all(case)
    held, early, homes = list_asks(case.session, case.consultation.id)
    move_up(case.session, SYSTEM, held, **BY)
    move_up(case.session, SYSTEM, homes, **BY)
    change_ask(case.session, SYSTEM, early, {"en": "Say it early.", "ar": "قولوا مبكرا."}, **BY)
    assert list_words(case) == [HELD.text, HOMES, "Say it early."]
    change_ask(case.session, SYSTEM, early, {}, **BY)
    remove_ask(case.session, SYSTEM, held, **BY)
    assert list_words(case) == [HOMES, EARLY]


def test_typed_ask__without_words__is_refused(case: Followed) -> None:
    typed = add_ask(case.session, SYSTEM, case.consultation, {"en": "Write back."}, **BY)
    for act in (lambda: add_ask(case.session, SYSTEM, case.consultation, {}, **BY),
                lambda: change_ask(case.session, SYSTEM, typed, {}, **BY)):  # fmt: skip
        with pytest.raises(CodedError) as refused:
            act()
        assert refused.value.code == "C575"
    assert list_words(case) == ["Write back."]


def test_ask__with_a_number_that_is_small_now__gives_what_is_asked_and_no_number(
    sqlite_session: Session,
) -> None:
    case = make_followed(sqlite_session, asked=4)
    take_all(case)
    assert list_words(case) == [HELD.text, EARLY, "Homes"]


def test_ask__whose_text_left_the_version__is_not_shown(case: Followed) -> None:
    take_all(case)
    body = read_body(case.version.body)
    less = [replace(one, blocks=one.blocks[:1]) if one.key == ASKS else one for one in body.sections]
    case.version.body = write_body(replace(body, sections=tuple(less)))
    case.session.flush()
    assert list_words(case) == [HELD.text]


@pytest.mark.parametrize(
    "given",
    [
        replace(ACCEPTED, text={}),
        replace(ACCEPTED, kind=ReplyKind.PARTLY, place=" "),
        replace(ACCEPTED, kind=ReplyKind.REJECTED, replied_on=None),
        GivenReply(ReplyKind.SILENT, None),
        GivenReply(ReplyKind.SILENT, TODAY + timedelta(days=1)),
    ],
)
def test_reply__that_is_not_complete__is_refused_and_what_was_kept_stays(
    case: Followed, given: GivenReply
) -> None:
    ask = add_ask(case.session, SYSTEM, case.consultation, {"en": "Write back."}, **BY)
    keep_reply(case.session, SYSTEM, ask, ACCEPTED, **BY)
    with pytest.raises(CodedError) as refused:
        keep_reply(case.session, SYSTEM, ask, given, **BY)
    assert refused.value.code == "C576"
    assert ask.reply is not None and ask.reply.kind is ReplyKind.ACCEPTED


def test_reply__entered_again_or_taken_out__is_the_latest(case: Followed) -> None:
    ask = add_ask(case.session, SYSTEM, case.consultation, {"en": "Write back."}, **BY)
    keep_reply(case.session, SYSTEM, ask, GivenReply(ReplyKind.SILENT, TODAY), **BY)
    keep_reply(case.session, SYSTEM, ask, ACCEPTED, **BY)
    [shown] = show_asks(case.session, case.consultation.id, today=TODAY, showing=None)
    assert shown.reply and (shown.reply.kind, shown.reply.place) == (ReplyKind.ACCEPTED, "CP 900, page 4")
    keep_reply(case.session, SYSTEM, ask, None, **BY)
    assert ask.reply is None


def test_asks__changed_for_an_observer__are_refused(case: Followed) -> None:
    viewer = Viewer(None, frozenset(Role), Standing.OBSERVER)
    ask = add_ask(case.session, SYSTEM, case.consultation, {"en": "Write back."}, **BY)
    for act in (lambda: remove_ask(case.session, viewer, ask, **BY),
                lambda: keep_reply(case.session, viewer, ask, ACCEPTED, **BY)):  # fmt: skip
        with pytest.raises(AccessDenied):
            act()
    assert ask.reply is None and list_words(case) == ["Write back."]
