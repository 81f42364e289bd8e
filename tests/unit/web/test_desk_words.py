"""Sentences of the staff area: days left, counts, what came in."""

from datetime import date, timedelta

import pytest

from consult.models.consultation import Consultation
from consult.queries.agenda import AgendaItem
from consult.vocabulary import (
    Channel,
    ConsultationState,
    FormPurpose,
    Purpose,
    ResponseState,
    Sector,
    VersionState,
)
from consult.web import desk_words
from consult.web.desk_home import say_how_it_stands
from consult.web.desk_summaries import say_accounts, say_returns
from consult.web.desk_words import count_in_words, say_after_state, say_days_left

TODAY = date(2031, 3, 4)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "12 days left"),
        (1, "Closes tomorrow"),
        (0, "Closes today at midnight"),
        (-1, "Closed yesterday"),
        (-1200, "Closed 1,200 days ago"),
    ],
)
def test_days_left__counted__are_said_in_words(days: int, words: str) -> None:
    assert say_days_left(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        (ConsultationState.OPEN, 3, "3 days left"),
        (ConsultationState.CLOSED, -2, "on 2 March 2031"),
        (ConsultationState.SENT, -2, ""),
    ],
)
def test_state__on_the_first_page__is_not_said_twice(state: ConsultationState, days: int, words: str) -> None:
    assert say_after_state(state, TODAY + timedelta(days=days), TODAY) == words


def test_days_left__without_a_closing_date__say_so() -> None:
    assert say_days_left(None, TODAY) == "No closing date"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no returns"), (1, "1 return"), (2, "2 returns"), (1234, "1,234 returns")]
)
def test_count__in_words__fits_its_noun(number: int, words: str) -> None:
    assert count_in_words(number, "return") == words


def test_every_value__asked_for__has_words() -> None:
    assert set(desk_words.SECTORS) == set(Sector)
    assert set(desk_words.CHANNELS) == set(Channel)
    assert set(desk_words.RESPONSE_STATES) == set(ResponseState)
    assert set(desk_words.VERSION_STATES) == set(VersionState)
    assert set(desk_words.PURPOSES) == set(Purpose)
    assert set(desk_words.FORM_PURPOSES) == set(FormPurpose)


def test_returns__counted__are_a_sentence_with_every_number() -> None:
    states = {ResponseState.SUBMITTED: 1, ResponseState.WITHDRAWN: 2, ResponseState.IN_PROGRESS: 1}
    assert say_returns(states, [(Channel.WEB, 1)]) == (
        "1 return has been received: web form (1). 2 returns were withdrawn. 1 is still being written."
    )


def test_returns__none_yet__are_a_sentence_too() -> None:
    assert say_returns(dict.fromkeys(ResponseState, 0), []) == "No returns have been received."


def test_accounts__counted__name_their_channels() -> None:
    assert say_accounts([(Channel.VOUCHED, 3), (Channel.OPEN, 1)]) == (
        "4 experiences came in: through a community group (3), open web form (1)."
    )
    assert say_accounts([]) == "No experiences have come in yet."


def test_agenda__of_a_week_without_returns__says_none_of_them() -> None:
    item = AgendaItem(Consultation(), 34, 0, is_analysed=True, unanalysed=0, is_drafted=False)
    assert say_how_it_stands(item).startswith("34 returns have been received, none of them in the last seven")
