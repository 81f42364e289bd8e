"""Permission: by purpose, the last word counts, and it is asked for when words are used."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import ImportRefused
from consult.models.consent import Consent
from consult.models.response import Response
from consult.models.telling_kinds import AttributionLevel, Manner
from consult.services.permissions.consenting import (
    Given,
    Moment,
    Source,
    Terms,
    allows,
    current_consent,
    give_consent,
    read_quote_choice,
)
from consult.vocabulary import Purpose, ResponseKind, ResponseState
from tests.factories.collecting import (
    make_consultation,
    make_questionnaire_version,
    make_response,
)

pytestmark = pytest.mark.portable

MONDAY, TUESDAY = date(2031, 3, 3), date(2031, 3, 4)
YES, NO = Given(True, 1), Given(False, 1)


@pytest.fixture
def response(session: Session) -> Response:
    return make_response(session, make_questionnaire_version(session, make_consultation(session)))


def count_rows(session: Session) -> int:
    return session.scalar(select(func.count(Consent.id))) or 0


def test_consent__nobody_asked__is_empty(session: Session, response: Response) -> None:
    assert current_consent(session, response.id) == {}


def test_consent__given_then_taken_back__keeps_both_and_the_last_counts(
    session: Session, response: Response
) -> None:
    give_consent(session, response.id, {Purpose.QUOTE: True, Purpose.SHARE: False}, given_on=MONDAY)
    held = give_consent(session, response.id, {Purpose.QUOTE: False}, given_on=TUESDAY)
    assert held == {Purpose.QUOTE: Given(False, 2), Purpose.SHARE: Given(False, 1)}
    assert current_consent(session, response.id) == held
    assert count_rows(session) == 3


def test_consent__said_again__adds_nothing(session: Session, response: Response) -> None:
    give_consent(session, response.id, {Purpose.QUOTE: True}, given_on=MONDAY)
    assert give_consent(session, response.id, {Purpose.QUOTE: True}, given_on=TUESDAY) == {Purpose.QUOTE: YES}
    assert count_rows(session) == 1


def test_consent__of_one_response__is_not_another_ones(session: Session, response: Response) -> None:
    other = make_response(session, response.questionnaire_version)
    give_consent(session, response.id, {Purpose.QUOTE: True}, given_on=MONDAY)
    assert current_consent(session, other.id) == {}


@pytest.mark.parametrize(
    ("choice", "quote", "attribute"),
    [
        ("named", True, True),
        ("Unnamed ", True, False),
        ("none", False, False),
        ("", False, False),
        ("Yes", True, False),
        ("no", False, False),
        ("TRUE", True, False),
    ],
)
def test_quote_choice__known_word__says_both_purposes(choice: str, quote: bool, attribute: bool) -> None:
    assert read_quote_choice(choice) == {Purpose.QUOTE: quote, Purpose.ATTRIBUTE: attribute}


def test_quote_choice__unknown_word__is_refused_with_the_words_to_use() -> None:
    with pytest.raises(ImportRefused, match="named, unnamed, none"):
        read_quote_choice("perhaps")


@pytest.mark.parametrize(
    ("kind", "state", "consents", "purpose", "expected"),
    [
        (ResponseKind.RETURN, ResponseState.SUBMITTED, {}, Purpose.ANALYSE, True),
        (ResponseKind.RETURN, ResponseState.SUBMITTED, {Purpose.ANALYSE: NO}, Purpose.ANALYSE, False),
        (ResponseKind.RETURN, ResponseState.SUBMITTED, {}, Purpose.QUOTE, False),
        (ResponseKind.RETURN, ResponseState.SUBMITTED, {Purpose.QUOTE: YES}, Purpose.QUOTE, True),
        (ResponseKind.RETURN, ResponseState.SUBMITTED, {Purpose.QUOTE: YES}, Purpose.ATTRIBUTE, False),
        (ResponseKind.RETURN, ResponseState.WITHDRAWN, {Purpose.QUOTE: YES}, Purpose.QUOTE, False),
        (ResponseKind.RETURN, ResponseState.WITHDRAWN, {}, Purpose.ANALYSE, False),
        (ResponseKind.RETURN, ResponseState.IN_PROGRESS, {}, Purpose.ANALYSE, False),
        (ResponseKind.ACCOUNT, ResponseState.SUBMITTED, {}, Purpose.ANALYSE, False),
        (ResponseKind.ACCOUNT, ResponseState.SUBMITTED, {Purpose.ANALYSE: YES}, Purpose.ANALYSE, True),
        (ResponseKind.ACCOUNT, ResponseState.SUBMITTED, {Purpose.ANALYSE: YES}, Purpose.QUOTE, False),
    ],
)
def test_allows__each_case__is_as_promised(
    kind: ResponseKind,
    state: ResponseState,
    consents: dict[Purpose, Given],
    purpose: Purpose,
    expected: bool,
) -> None:
    assert allows(Source(kind, state, "this"), consents, purpose, Moment(MONDAY, "this")) is expected


def test_terms__changed__are_a_new_row_and_said_again_are_none(session: Session, response: Response) -> None:
    by_level = {Purpose.ATTRIBUTE: Terms(level=AttributionLevel.AREA, manner=Manner.SPOKEN)}
    closer = {Purpose.ATTRIBUTE: Terms(any_until_on=TUESDAY, level=AttributionLevel.OWN_WORDS)}
    for terms in (by_level, by_level, closer):
        give_consent(session, response.id, {Purpose.ATTRIBUTE: True}, given_on=MONDAY, terms=terms)

    held = current_consent(session, response.id)[Purpose.ATTRIBUTE]
    assert (held.version, held.terms) == (2, closer[Purpose.ATTRIBUTE])
    assert count_rows(session) == 2


def test_terms__of_what_is_refused__are_not_kept(session: Session, response: Response) -> None:
    terms = {Purpose.SHARE: Terms(recipients=("Harbour Clinic",))}
    held = give_consent(session, response.id, {Purpose.SHARE: False}, given_on=MONDAY, terms=terms)
    assert held[Purpose.SHARE] == Given(False, 1)


def test_consent__sealed_words_said_anew__is_a_new_row(session: Session, response: Response) -> None:
    for changed in ((), (Purpose.ATTRIBUTE,)):
        give_consent(session, response.id, {Purpose.ATTRIBUTE: True}, given_on=MONDAY, changed=changed)
    assert current_consent(session, response.id)[Purpose.ATTRIBUTE] == Given(True, 2)


def test_consents__of_several_terms__come_back_as_given(session: Session, response: Response) -> None:
    terms = Terms(recipients=("Harbour Clinic", "Law Centre"), manner=Manner.WRITTEN)
    give_consent(session, response.id, {Purpose.SHARE: True}, given_on=MONDAY, terms={Purpose.SHARE: terms})
    session.expire_all()
    assert current_consent(session, response.id) == {Purpose.SHARE: Given(True, 1, terms)}
