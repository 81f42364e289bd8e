"""Permission at the moment of use: every combination of state, purpose, day, consultation and recipient."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consult.services.permissions.consenting import Consents, Given, Moment, Source, Terms, allows
from consult.vocabulary import Purpose, ResponseKind, ResponseState

TODAY = date(2031, 3, 3)
HERE, ELSEWHERE = "this consultation", "another"
NAMED = "Harbour Clinic"

sources = st.builds(Source, st.sampled_from(ResponseKind), st.sampled_from(ResponseState), st.just(HERE))
days = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
terms = st.builds(
    Terms,
    any_until_on=st.none() | days,
    recipients=st.lists(st.sampled_from([NAMED, "Law Centre"]), unique=True).map(tuple),
)
permissions = st.dictionaries(st.sampled_from(Purpose), st.builds(Given, st.booleans(), st.just(1), terms))
moments = st.builds(
    Moment, days, st.sampled_from([HERE, ELSEWHERE]), st.sampled_from(["", NAMED, "Home Office"])
)


@given(sources, permissions, st.sampled_from(Purpose), moments)
def test_use__allowed__was_granted_is_sent_and_is_within_its_reach(
    source: Source, consents: Consents, purpose: Purpose, moment: Moment
) -> None:
    if not allows(source, consents, purpose, moment):
        return
    assert source.state is ResponseState.SUBMITTED
    held = consents.get(purpose)
    if held is None:
        assert (source.kind, purpose) == (ResponseKind.RETURN, Purpose.ANALYSE)
        return
    last = held.terms.any_until_on
    assert held.granted
    assert moment.consultation_id == HERE if last is None else moment.on <= last
    if purpose is Purpose.SHARE:
        assert moment.recipient and moment.recipient in held.terms.recipients


@given(sources, permissions, st.sampled_from(Purpose), moments)
def test_use__refused__has_a_reason_that_was_told(
    source: Source, consents: Consents, purpose: Purpose, moment: Moment
) -> None:
    if allows(source, consents, purpose, moment):
        return
    held = consents.get(purpose, Given(False, 0))
    last = held.terms.any_until_on
    reasons = (
        source.state is not ResponseState.SUBMITTED,
        not held.granted,
        last is not None and moment.on > last,
        last is None and moment.consultation_id != HERE,
        purpose is Purpose.SHARE and moment.recipient not in set(held.terms.recipients) - {""},
    )
    assert any(reasons)


@given(sources, permissions, st.sampled_from(Purpose), moments)
def test_use__on_a_later_day__is_never_allowed_where_it_was_refused(
    source: Source, consents: Consents, purpose: Purpose, moment: Moment
) -> None:
    later = Moment(moment.on + timedelta(days=1), moment.consultation_id, moment.recipient)
    if not allows(source, consents, purpose, moment):
        assert not allows(source, consents, purpose, later)


@given(permissions, moments)
def test_account__nothing_ticked__allows_nothing(consents: Consents, moment: Moment) -> None:
    refused = {purpose: Given(False, held.version) for purpose, held in consents.items()}
    account = Source(ResponseKind.ACCOUNT, ResponseState.SUBMITTED, HERE)
    assert not any(allows(account, refused, purpose, moment) for purpose in Purpose)


def test_use__on_the_last_day__is_still_allowed() -> None:
    account = Source(ResponseKind.ACCOUNT, ResponseState.SUBMITTED, HERE)
    held = {Purpose.QUOTE: Given(True, 1, Terms(any_until_on=TODAY))}
    assert allows(account, held, Purpose.QUOTE, Moment(TODAY, ELSEWHERE))
    assert not allows(account, held, Purpose.QUOTE, Moment(TODAY + timedelta(days=1), HERE))
