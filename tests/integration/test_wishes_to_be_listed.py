"""Whether an organisation is printed as a contributor: by its wish as a version was decided, and now."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.circulating import Circulated, ListingWish
from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.services.agreement.giving_positions import say_listed
from consult.services.agreement.tallying import tally
from consult.services.signing.closing_positions import find_closed
from tests.factories.agreeing import ask_one
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.factories.signing import decide, make_board
from tests.factories.versions import make_exact_version

HOUR = timedelta(hours=1)
AFTER = 3 * HOUR
IN_TIME, LATE, NOWHERE = (("Quay",), ()), ((), ("Quay",)), ((), ())


class Listing:
    """One organisation that is asked about versions, of which the last is decided about."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.about = make_consultation(session)
        self.body = make_organisation(session, name="Quay")

    def ask(self) -> Circulated:
        return ask_one(self.session, make_exact_version(self.session, self.about), self.body).asked

    def say(self, asked: Circulated, *wishes: bool, at: timedelta = timedelta()) -> None:
        for number, wish in enumerate(wishes):
            say_listed(self.session, asked, is_listed=wish, now=NOW + at + timedelta(minutes=number))

    def decide(self, version: DraftVersion) -> None:
        file = make_attached(self.session, self.about)
        row = decide(self.session, version, make_board(self.session), file)
        row.recorded_at = NOW + HOUR
        self.session.flush()

    def find(self, version: DraftVersion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = tally(self.session, version, find_closed(self.session, version))
        return found.listed, found.listed_after


@pytest.fixture
def of(session: Session) -> Listing:
    return Listing(session)


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [
        ([True], [], IN_TIME),
        ([True], [False], NOWHERE),
        ([True], [False, True], IN_TIME),
        ([False, True], [False, True, False, True], IN_TIME),
        ([True, False], [True], LATE),
        ([], [True], LATE),
        ([], [True, False], NOWHERE),
        ([False], [False], NOWHERE),
    ],
)
def test_listing__before_and_after_a_sign_off__is_printed_by_what_was_wished_as_it_was_decided(
    of: Listing, before: list[bool], after: list[bool], printed: object
) -> None:
    asked = of.ask()
    of.say(asked, *before)
    of.decide(asked.version)
    then = of.find(asked.version)
    assert then == (IN_TIME if before and before[-1] else NOWHERE)
    of.say(asked, *after, at=AFTER)
    assert of.find(asked.version) == printed
    assert asked.is_listed == [None, *before, *after][-1]
    wishes = of.session.scalars(select(ListingWish).order_by(ListingWish.number)).all()
    said = [None, *before, *after]
    assert [one.is_listed for one in wishes] == [new for old, new in pairwise(said) if new != old], (
        "each change is kept, in its order"
    )


@pytest.mark.parametrize(("second", "printed"), [(False, LATE), (None, IN_TIME)])
def test_listing__asked_for_on_one_version_and_refused_on_the_next__was_not_wished_as_that_was_decided(
    of: Listing, second: bool | None, printed: object
) -> None:
    first, asked = of.ask(), of.ask()
    of.say(first, True)
    if second is not None:
        of.say(asked, second, at=HOUR / 2)
    of.decide(asked.version)
    assert of.find(asked.version) == (NOWHERE if second is False else IN_TIME)
    of.say(asked, True, at=AFTER)
    assert of.find(asked.version) == printed


def test_listing__taken_off_by_the_older_of_two_links__is_off_at_once(of: Listing) -> None:
    first, asked = of.ask(), of.ask()
    of.say(asked, True)
    of.decide(asked.version)
    of.say(first, False, at=AFTER)
    assert of.find(asked.version) == NOWHERE


def test_listing__of_which_no_time_was_kept__counts_as_wished_before(of: Listing) -> None:
    first, asked = of.ask(), of.ask()
    first.wishes.append(ListingWish(number=1, is_listed=False, said_at=None))
    asked.wishes.append(ListingWish(number=1, is_listed=True, said_at=None))
    of.decide(asked.version)
    assert of.find(asked.version) == IN_TIME
    of.say(asked, False, True, at=AFTER)
    assert of.find(asked.version) == IN_TIME


def test_organisation__deleted_with_its_requests__leaves_no_wish(of: Listing) -> None:
    asked = of.ask()
    of.say(asked, True)
    of.session.delete(asked)
    of.session.flush()
    assert of.session.scalars(select(ListingWish)).all() == []
    assert of.session.get(Organisation, of.body.id) is of.body
