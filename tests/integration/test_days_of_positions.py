"""Positions that staff record: said on one day and typed on another, before and after a decision."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.agreement_kinds import Authority, Stance
from consult.models.attachments import AttachedFile
from consult.models.circulating import Circulated
from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.services.agreement.circulating import ask, revoke
from consult.services.agreement.days_said import list_first_days
from consult.services.agreement.given_positions import GivenPosition
from consult.services.agreement.giving_positions import give_position, record_position
from consult.services.agreement.saying_positions import say_authority
from consult.services.agreement.tallying import Agreement, SectionTally, find_own, tally
from consult.services.signing.closing_positions import find_closed
from tests.factories.agreeing import ADA, DISSENTS, ENDORSES, ask_one, say
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.factories.signing import decide, make_board
from tests.factories.versions import HOMES, make_exact_version

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NEXT = NOW + DAY
"""The morning after the meeting; the decision is recorded some hours later."""
APPROVED = replace(ENDORSES, authority=Authority.APPROVED, approved_by="The cabinet", approved_on=TODAY)


@dataclass(frozen=True)
class Round:
    """A version that a board decides about on `TODAY`, and the minute of that."""

    session: Session
    version: DraftVersion
    file: AttachedFile

    def make(self, name: str) -> Organisation:
        return make_organisation(self.session, name=name)

    def ask(self, body: Organisation, now: Any = NOW) -> Circulated:
        return ask(self.session, self.version, body, author=ADA, now=now)

    def record(
        self, asked: Circulated, given: GivenPosition = DISSENTS, said_on: date = TODAY, now: Any = NEXT
    ) -> Any:
        once = f"{given.stance} {asked.id} {said_on} {now}"
        by: dict[str, Any] = {"submission_id": once, "author": ADA, "now": now}
        return record_position(self.session, asked, HOMES, given, self.file, said_on=said_on, **by)

    def decide(self) -> None:
        """What the board decided on the day of the version, recorded in the afternoon after."""
        row = decide(self.session, self.version, make_board(self.session), self.file)
        row.recorded_at = NEXT + 4 * HOUR
        self.session.flush()

    def tally(self) -> tuple[Agreement, SectionTally]:
        """As it is printed: all, and the section that positions are on."""
        found = tally(self.session, self.version, find_closed(self.session, self.version))
        return found, next(one for one in found.sections if one.key == HOMES)


@pytest.fixture
def of(sqlite_session: Session) -> Round:
    about = make_consultation(sqlite_session)
    return Round(
        sqlite_session, make_exact_version(sqlite_session, about), make_attached(sqlite_session, about)
    )


def test_dissent__said_in_time_and_typed_in_the_day_after__is_a_dissent_of_the_signed_version(
    of: Round,
) -> None:
    asked = ask_one(of.session, of.version, of.make("Brook House")).asked
    of.record(asked)
    of.record(of.ask(of.make("Open Door"), NEXT), ENDORSES)
    of.decide()
    of.record(of.ask(of.make("Quay"), NEXT + DAY), ENDORSES, now=NEXT + DAY)
    found, homes = of.tally()
    assert homes.counts == {Stance.DISSENTS: 1, Stance.ENDORSES: 2}
    assert (homes.silent, homes.after) == ((), ()) and found.asked == ("Brook House", "Open Door", "Quay")


def test_position__said_after_the_decision__is_told_apart_though_it_is_recorded_before_that_is(
    of: Round,
) -> None:
    of.record(of.ask(of.make("Open Door"), NEXT), said_on=TODAY + DAY)
    of.decide()
    found, homes = of.tally()
    assert (found.asked, homes.counts) == ((), {}) and [one.holder for one in homes.after] == ["Open Door"]


@pytest.mark.parametrize(("typed_at", "is_late"), [(NEXT, False), (NEXT + 5 * HOUR, True)])
def test_position__recorded_before_its_day_was_kept__counts_if_whoever_decided_had_the_file(
    of: Round, typed_at: Any, is_late: bool
) -> None:
    row = of.record(of.ask(of.make("Open Door"), typed_at), now=typed_at)
    row.said_on = None
    of.decide()
    _, homes = of.tally()
    assert (bool(homes.after), bool(homes.positions)) == (is_late, not is_late)
    assert say_authority(row).endswith("Recorded by the partnership.")


def test_position__recorded_again_from_the_same_file__corrects_its_day(of: Round) -> None:
    asked = of.ask(of.make("Open Door"), NEXT)
    of.record(asked, said_on=TODAY + DAY)
    of.decide()
    assert of.tally()[1].after and not of.tally()[1].positions
    of.record(asked, now=NEXT + HOUR)
    _, homes = of.tally()
    assert homes.after == () and homes.counts == {Stance.DISSENTS: 1}
    of.record(asked, ENDORSES, said_on=TODAY + DAY, now=NEXT + 2 * HOUR)
    assert len(of.tally()[1].after) == 1, "another position is no correction"


def test_position__recorded_late__says_both_days_and_does_not_replace_a_newer_one(of: Round) -> None:
    made = ask_one(of.session, of.version, of.make("Brook House"))
    give_position(of.session, made.asked, HOMES, ENDORSES, submission_id="own", now=NEXT)
    row = of.record(made.asked, now=NEXT + HOUR)
    assert find_own(of.session, made.asked)[HOMES].position.stance is Stance.ENDORSES
    assert say_authority(row).endswith("Said on 4 March 2031, recorded by the partnership on 5 March 2031.")
    of.record(made.asked, said_on=TODAY + DAY, now=NEXT + 2 * HOUR)
    assert find_own(of.session, made.asked)[HOMES].position.stance is Stance.DISSENTS


@pytest.mark.parametrize(
    ("given", "said_on", "code"),
    [
        (DISSENTS, TODAY + 2 * DAY, "C537"),
        (DISSENTS, TODAY - DAY, "C537"),
        (replace(APPROVED, approved_on=TODAY + DAY), TODAY, "C532"),
    ],
)
def test_position__that_cannot_have_been_said_so_on_that_day__is_refused(
    of: Round, given: GivenPosition, said_on: date, code: str
) -> None:
    with pytest.raises(Conflict) as refused:
        of.record(of.ask(of.make("Open Door"), NEXT), given, said_on)
    assert refused.value.code == code
    assert of.record(of.ask(of.make("Brook House"), NEXT), APPROVED).said_on == TODAY


def test_request__by_a_link__is_the_first_day_unless_something_was_recorded_before(of: Round) -> None:
    linked = ask_one(of.session, of.version, of.make("Linked"), now=NEXT).asked
    minuted = of.ask(of.make("Minuted"), NEXT)
    of.record(minuted)
    ask_one(of.session, of.version, minuted.organisation, now=NEXT + DAY)
    first = list_first_days(of.session, of.version)
    assert first == {linked.organisation.key: TODAY + DAY}
    with pytest.raises(Conflict) as refused:
        of.record(linked)
    assert refused.value.code == "C537"


def test_link__taken_back_after_the_decision__leaves_the_signed_version_as_it_was(of: Round) -> None:
    silent, mistaken = (ask_one(of.session, of.version, of.make(name)).asked for name in ("Silent", "No"))
    say(of.session, ask_one(of.session, of.version, of.make("Brook House")), HOMES)
    revoke(of.session, mistaken, author=ADA, now=NOW)
    of.decide()
    seen = of.tally()
    assert seen[1].silent == ("Silent",)
    revoke(of.session, silent, author=ADA, now=NEXT + DAY)
    assert of.tally() == seen
    for one in (silent, mistaken):
        ask_one(of.session, of.version, one.organisation, now=NEXT + 2 * DAY)
        one.opened_at = NEXT + 2 * DAY
    assert of.tally() == seen, "nor do new links after it change anything"
    assert tally(of.session, of.version).asked == ("Brook House", "No", "Silent")


def test_link__taken_back_by_mistake_and_made_anew__counts_as_asked(of: Round) -> None:
    asked = ask_one(of.session, of.version, of.make("Silent")).asked
    revoke(of.session, asked, author=ADA, now=NOW)
    ask_one(of.session, of.version, asked.organisation)
    of.decide()
    assert of.tally()[0].asked == ("Silent",)
