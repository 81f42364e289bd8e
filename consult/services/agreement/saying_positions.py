"""Positions of organisations in words, for the pages of the staff area and the files of a version."""

from collections.abc import Iterator

from consult.models.agreement_kinds import Authority, Stance
from consult.models.positions import SectionPosition
from consult.services.agreement.held_positions import Held
from consult.services.agreement.tallying import SectionTally
from consult.services.days import find_day, write_day

STANCES = {
    Stance.ENDORSES: "endorses",
    Stance.ADDS: "endorses with an addition",
    Stance.DISSENTS: "dissents",
    Stance.OFFICER_COMMENT: "gives an officer’s comment only",
    Stance.NO_POSITION: "cannot take a position",
}
EARLIER = {
    Stance.ENDORSES: "endorsed",
    Stance.ADDS: "endorsed, with an addition,",
    Stance.DISSENTS: "dissented from",
    Stance.OFFICER_COMMENT: "gave an officer’s comment on",
    Stance.NO_POSITION: "could not take a position on",
}
COUNTED = {
    Stance.ENDORSES: ("endorses", "endorse"),
    Stance.ADDS: ("endorses with an addition", "endorse with an addition"),
    Stance.DISSENTS: ("dissents", "dissent"),
    Stance.OFFICER_COMMENT: ("gives an officer’s comment only", "give an officer’s comment only"),
    Stance.NO_POSITION: ("cannot take a position", "cannot take a position"),
}
SILENT = "did not reply"
AFTER = "Said after the sign-off or the sending, and counted in no number:"
REPLACED = "On record at the sign-off or the sending, and recorded otherwise since:"
CORRECTED = "Recorded otherwise since the sign-off or the sending; what was on record then stands above:"


def say_held(held: Held) -> str:
    """One position: who holds which, in which words, with which authority, and who gave it."""
    one = held.position
    if held.earlier is not None:
        return f"{held.holder} {EARLIER[one.stance]} an earlier text (version {held.earlier})."
    words = f": “{' '.join(one.words.split())}”" if one.words else "."
    return f"{held.holder} {STANCES[one.stance]}{words} {say_authority(one)}"


def say_authority(one: SectionPosition) -> str:
    """Whose view it is, and who gave it; where staff recorded it, that too."""
    whose = "An officer’s view."
    if one.authority is Authority.APPROVED and one.approved_on:
        whose = f"Approved by {one.approved_by} on {one.approved_on.day} {one.approved_on:%B %Y}."
    by = f" Given by {one.given_by}, {one.given_role}."
    return whose + by + (_say_recorded(one) if one.recorded_by_name else "")


def _say_recorded(one: SectionPosition) -> str:
    """When it was said and when staff recorded it, for a sign-off may be between; of old ones neither."""
    if one.said_on is None:
        return " Recorded by the partnership."
    recorded_on = write_day(find_day(one.given_at))
    return f" Said on {write_day(one.said_on)}, recorded by the partnership on {recorded_on}."


def say_counts(section: SectionTally) -> str:
    """How many hold which position on a section as it reads; each that was asked is in one place."""
    parts = list(_list_counts(section))
    return f"{'; '.join(parts)}." if parts else "Nobody whose position counts was asked."


def _list_counts(section: SectionTally) -> Iterator[str]:
    for stance, (one, several) in COUNTED.items():
        if number := section.counts[stance]:
            yield f"{number} {one if number == 1 else several}"
    if section.earlier:
        yield f"{len(section.earlier)} on an earlier text"
    if section.silent:
        yield f"{len(section.silent)} {SILENT}"


def list_apart(section: SectionTally) -> list[tuple[str, str, tuple[Held, ...]]]:
    """What is printed below the positions that a decision rests on: a name, the words before, and those."""
    given = [
        ("replaced", REPLACED, section.replaced),
        ("corrected", CORRECTED, section.corrected),
        ("after", AFTER, section.after),
    ]
    return [one for one in given if one[2]]
