"""What was on record at a decision: nothing that staff record afterwards takes it out of what was signed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.exports.assembling_versions import assemble_version
from consult.models.agreement_kinds import Stance
from consult.queries.viewer import SYSTEM
from consult.services.agreement.giving_positions import give_position
from consult.services.agreement.saying_positions import CORRECTED, REPLACED
from consult.services.drafts.documenting import Showing
from consult.services.signing.signing_off import undo_sign_off
from consult.services.versions.listing_evidence import list_evidence
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import UseKind
from tests.factories.agreeing import ADA, DISSENTS, ENDORSES, ask_one
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.signing import decide, make_board
from tests.factories.versions import HOMES, make_exact_version
from tests.integration.test_days_of_positions import DAY, HOUR, NEXT, Round

ADDS = replace(ENDORSES, stance=Stance.ADDS, words="Add the villages.")
LATER = NEXT + 6 * HOUR
"""After the decision was recorded."""


@pytest.fixture
def of(sqlite_session: Session) -> Round:
    about = make_consultation(sqlite_session)
    return Round(
        sqlite_session, make_exact_version(sqlite_session, about), make_attached(sqlite_session, about)
    )


def list_stances(held: object) -> list[Stance]:
    return [one.position.stance for one in held]  # type: ignore[attr-defined]


def print_parts(of: Round) -> str:
    shown = show_exact(of.session, of.version, Showing(SYSTEM, UseKind.PAGE, NOW))
    return " ".join(map(str, assemble_version(shown).parts))


@pytest.mark.parametrize("given", [DISSENTS, ADDS])
def test_position__corrected_to_a_later_day_after_the_sign_off__stays_and_the_correction_is_printed(
    of: Round, given: object
) -> None:
    asked = ask_one(of.session, of.version, of.make("Brook House"), now=NOW).asked
    of.record(asked, given)  # type: ignore[arg-type]
    of.decide()
    seen = of.tally()[1]
    of.record(asked, given, said_on=TODAY + DAY, now=LATER)  # type: ignore[arg-type]
    homes = of.tally()[1]
    assert (homes.positions, homes.silent, homes.after) == (seen.positions, (), ())
    assert [one.position.said_on for one in homes.corrected] == [TODAY + DAY]
    printed = print_parts(of)
    assert CORRECTED in printed and "Said on 5 March 2031, recorded by the partnership on 5 March" in printed
    assert "Said on 4 March 2031, recorded by the partnership on 5 March" in printed
    of.record(asked, given, said_on=TODAY, now=LATER + HOUR)  # type: ignore[arg-type]
    homes = of.tally()[1]
    assert homes.counts == seen.counts and list_stances(homes.replaced) == list_stances(seen.positions)


def test_position__recorded_after_the_sign_off__can_be_put_right(of: Round) -> None:
    asked = of.ask(of.make("Open Door"), NEXT)
    of.record(asked, said_on=TODAY + DAY)
    of.decide()
    of.record(asked, now=LATER)
    assert of.tally()[1].counts == {Stance.DISSENTS: 1}
    of.record(asked, said_on=TODAY + DAY, now=LATER + HOUR)
    homes = of.tally()[1]
    assert homes.counts == {} and list_stances(homes.corrected) == []


def test_dissent__on_record_at_the_sign_off__stays_whatever_is_recorded_as_said_by_then(of: Round) -> None:
    made = ask_one(of.session, of.version, of.make("Brook House"), now=NOW)
    give_position(of.session, made.asked, HOMES, DISSENTS, submission_id="own", now=NOW)
    of.decide()
    of.record(made.asked, ENDORSES, now=LATER)
    homes = of.tally()[1]
    assert homes.counts == {Stance.DISSENTS: 1} and list_stances(homes.corrected) == [Stance.ENDORSES]
    assert CORRECTED in print_parts(of) and "Brook House endorses." in print_parts(of)
    shown = show_exact(of.session, of.version, Showing(SYSTEM, UseKind.PAGE, NOW))
    notes = [one.note for one in list_evidence(of.session, of.version, shown, today=TODAY)]
    assert any("beside what was on record" in one for one in notes)


def test_dissent__heard_and_typed_in_after_the_sign_off__counts_and_what_was_on_record_is_printed(
    of: Round,
) -> None:
    made = ask_one(of.session, of.version, of.make("Brook House"), now=NOW)
    give_position(of.session, made.asked, HOMES, ENDORSES, submission_id="own", now=NOW)
    of.decide()
    of.record(made.asked, DISSENTS, now=LATER)
    homes = of.tally()[1]
    assert homes.counts == {Stance.DISSENTS: 1} and list_stances(homes.replaced) == [Stance.ENDORSES]
    assert REPLACED in print_parts(of)


@pytest.mark.parametrize("said_on", [TODAY, TODAY + DAY])
def test_position__corrected_before_the_sign_off_or_after_it_was_undone__leaves_no_trace(
    of: Round, said_on: date
) -> None:
    asked = of.ask(of.make("Open Door"), NEXT)
    of.record(asked, said_on=TODAY + DAY)
    of.record(asked, said_on=said_on, now=NEXT + HOUR)
    row = decide(of.session, of.version, make_board(of.session), of.file)
    row.recorded_at = NEXT + 4 * HOUR
    homes = of.tally()[1]
    assert (bool(homes.positions), bool(homes.after)) == (said_on == TODAY, said_on != TODAY)
    assert (homes.replaced, homes.corrected) == ((), ())
    of.record(asked, said_on=TODAY + DAY, now=LATER)
    undo_sign_off(of.session, SYSTEM, row, "The minute was wrong.", author=ADA, now=LATER)
    homes = of.tally()[1]
    assert (len(homes.positions), homes.replaced, homes.corrected) == (1, (), ())
