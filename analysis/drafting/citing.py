"""How statements that people add read, each with where it comes from."""

from datetime import date

from analysis.drafting.figures import write_date
from analysis.drafting.statements import PartnerFact, Position, Sourced


def cite(source: Sourced) -> str:
    """Name a source: publisher, title, date, and page or address."""
    parts = (source.publisher, source.title, source.published, source.place)
    return ", ".join(part for part in parts if part)


def say_sourced(said: str, source: Sourced) -> str:
    """A statement with its source."""
    return f"{end_sentence(said)} Source: {cite(source)}."


def say_partner_fact(said: str, fact: PartnerFact) -> str:
    """A fact with the organisation in whose return it stands."""
    return f"{end_sentence(said)} (From the return of {fact.organisation}.)"


def say_position(said: str, position: Position, *, is_ask: bool) -> str:
    """A position or an ask with whose it is, and on what authority."""
    whose = ", ".join(part for part in (position.holder, position.authority) if part)
    return f"{end_sentence(said)} ({'An ask' if is_ask else 'A position'} of {whose}.)"


def say_confirmed(title: str, on: date, *, is_changed: bool = False) -> str:
    """Where something was said before, and that it still holds."""
    how = "confirmed with these changes" if is_changed else "confirmed as still current"
    return f"said in “{title}”, {how} on {write_date(on)}"


def say_carried(said: str, whose: str, confirmed: str) -> str:
    """What was carried over, with whose it is and how it was confirmed."""
    return f"{end_sentence(said)} ({whose}: {confirmed}.)"


def end_sentence(text: str) -> str:
    """The text on one line, with a full stop where it has none."""
    plain = " ".join(text.split())
    return plain if plain.endswith((".", "!", "?", "…")) else f"{plain}."
