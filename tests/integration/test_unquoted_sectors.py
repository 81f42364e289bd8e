"""Every sector that spoke is quoted, or a sentence by the theme says which is not and why."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from analysis.drafting.figures import Rules
from analysis.drafting.rechecking import find_changed, is_worded_as_counted
from analysis.drafting.sections import Section
from analysis.drafting.statements import Counted, Statement
from consult.services.drafts.drafting import write_sections
from consult.services.drafts.recounting import recount
from consult.vocabulary import Purpose, Sector
from tests.integration.drafting_record import HOMES, LETTER, NAMED, SILENT, UNNAMED, Received, start_record
from tests.integration.test_drafting import gather

SAID = {
    Sector.HEALTH: "Our wards discharge patients into rooms with mould on each wall.",
    Sector.POLICE: "Officers meet tenants whose landlord has changed the lock overnight.",
    Sector.EDUCATION: "Pupils move from hostel to hostel and lose every friend they made.",
    Sector.EMPLOYER: "Night shifts cannot be filled because nobody can rent near the plant.",
    Sector.FIRE_RESCUE: "Crews find nine beds above one shop and no alarm on the stairs.",
    Sector.ACADEMIC: "Three studies link overcrowding with poor results for younger learners.",
    Sector.LEGAL_ADVICE: "Clients sign leases that they cannot read and forfeit the deposit.",
}


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    found = start_record(sqlite_session)
    for n in range(8):
        found.add_return(HOMES.format(place=f"street {n * 7}", n=n))
    return found


def write(received: Received, most: int = 15) -> Section:
    made = write_sections(gather(received), most_quotations=most)
    return next(one for one in made.sections if one.key == "question:1")


def find_unquoted(section: Section) -> Statement | None:
    return next((one for one in section.statements if one.id.endswith("T01.unquoted")), None)


def list_sectors(received: Received, section: Section) -> list[Sector | None]:
    sectors = {one.id: one.sector for one in received.returns}
    quoted = [one.excerpt.response_id for one in section.blocks if isinstance(one, Quotation)]
    assert len(quoted) == len(set(quoted))
    return [sectors[one] for one in quoted]


def test_sectors__more_than_four_that_spoke__are_each_quoted_and_nothing_is_said_of_others(
    received: Received,
) -> None:
    for sector, text in SAID.items():
        received.add_return(text, sector=sector)
    section = write(received)
    assert set(SAID) < set(list_sectors(received, section))
    assert find_unquoted(section) is None


def test_sectors__more_than_the_setting_allows__are_named_with_the_reason_where_all_agreed(
    received: Received,
) -> None:
    for sector, text in SAID.items():
        received.add_return(text, sector=sector, consents=NAMED, organisation_name=f"Body {sector.value}")
    section = write(received, most=4)
    quoted = {sector for sector in list_sectors(received, section) if sector in SAID}
    said = find_unquoted(section)
    assert len(quoted) < len(SAID) and said is not None
    assert said.text.startswith("Also spoke, not quoted here: ")
    assert said.text.endswith(
        "because what they said is close to what is quoted, or there is no room for more."
    )
    assert ("health bodies" in said.text) is (Sector.HEALTH not in quoted)
    assert ("academics" in said.text) is (Sector.ACADEMIC not in quoted)


@pytest.mark.parametrize(
    ("text", "consents", "reason"),
    [
        (SAID[Sector.HEALTH] + " ({n})", SILENT, "because nobody of theirs allows what they said here"),
        ("Rooms are damp, {n}.", UNNAMED, "because nothing of theirs stands by itself"),
    ],
)
def test_sector__of_many_that_cannot_be_quoted__is_named_with_why(
    received: Received, text: str, consents: dict[object, bool], reason: str
) -> None:
    for n in range(6):
        received.add_return(text.format(n=n), sector=Sector.HEALTH, consents=consents)
    said = find_unquoted(write(received))
    assert said is not None and said.text.startswith(f"Also spoke, not quoted here: health bodies, {reason}")


def test_sector__whose_letter_is_quoted_of_others__is_not_said_to_have_refused(received: Received) -> None:
    """All of them allow their words to be quoted; one copy of the letter is."""
    for sector in (Sector.HEALTH, Sector.EMPLOYER):
        for _ in range(6):
            received.add_return(LETTER, sector=sector, campaign="C01")
    section = write(received)
    quoted = {*list_sectors(received, section)} & {Sector.HEALTH, Sector.EMPLOYER}
    said = find_unquoted(section)
    assert len(quoted) == 1 and said is not None
    assert said.text.endswith("because the wording that they share with others is quoted already.")


def test_sector__whose_best_passages_are_short__is_quoted_by_one_that_stands_by_itself(
    received: Received,
) -> None:
    for sector, text in SAID.items():
        for n in range(6):
            received.add_return(f"Rooms are damp, {n}.", sector=sector)
        received.add_return(text, sector=sector, score=0.1)
    section = write(received)
    assert set(SAID) < set(list_sectors(received, section))


def test_sector__of_one_body_that_agreed_to_be_named__is_not_said_to_refuse(received: Received) -> None:
    consents = {**NAMED, Purpose.QUOTE: False}
    text = SAID[Sector.POLICE]
    received.add_return(text, sector=Sector.POLICE, consents=consents, organisation_name="Quay Police")
    said = find_unquoted(write(received))
    assert said is not None and "nobody of theirs allows" not in said.text


def test_sector__of_few_that_cannot_be_quoted__has_no_name(received: Received) -> None:
    received.add_return(SAID[Sector.POLICE], sector=Sector.POLICE, consents=SILENT)
    said = find_unquoted(write(received))
    assert said is not None
    assert said.text == (
        "Also spoke, not quoted here: sectors that are not named here, because numbers are small."
    )


def test_sentence__on_who_is_not_quoted__is_counted_again_and_says_once_it_no_longer_holds(
    received: Received,
) -> None:
    for n in range(6):
        received.add_return(SAID[Sector.HEALTH] + f" ({n})", sector=Sector.HEALTH, consents=SILENT)
    record, rules = gather(received), Rules(received_small := 5)
    said = find_unquoted(write(received))
    assert said is not None and isinstance(said.evidence, Counted)
    assert is_worded_as_counted(said, rules)
    figures = recount(record).figures
    assert find_changed(said.evidence, figures, rules) == ()
    (health,) = said.evidence.figures
    fewer = figures | {health.what: replace(health, count=received_small - 1)}
    assert [change.then for change in find_changed(said.evidence, fewer, rules)] == [health]
