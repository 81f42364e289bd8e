"""The sentences of how a response came about. Days are counted whole, the first and the last too."""

from datetime import date

from analysis.drafting.figures import start_sentence, write_date, write_number
from consult.services.process.process_values import Days, Late, Process
from consult.services.process.reading_rule import ReadingRule, Readings, list_still_unread

AS_OTHERS = "They are read and counted like the others, as far as they came before the analysis."
EVERY = "Every return has to be read in full."
DRAWN = (
    "Which ones follows from each return’s own random number and the short name of this consultation "
    "(HMAC-SHA256), so nobody can pick them. All others are counted and analysed like these."
)


def say_government(body: str, days: Days) -> str:
    """How long government allowed; empty where neither day is known."""
    who = start_sentence(body or "the government")
    if days.opened_on and days.deadline_on and days.opened_on <= days.deadline_on:
        opened = f"{who} opened its consultation on {write_date(days.opened_on)}"
        return f"{opened} and allowed {_say_until(days.opened_on, days.deadline_on)}."
    if days.deadline_on:
        return f"{who} asked for answers by {write_date(days.deadline_on)}."
    return f"{who} opened its consultation on {write_date(days.opened_on)}." if days.opened_on else ""


def say_partners(days: Days) -> str:
    """How long partners had, and how that lies in government's days; empty where no day is known."""
    if not (days.asked_on and days.closed_on and days.asked_on <= days.closed_on):
        return f"Partners could answer until {write_date(days.closed_on)}." if days.closed_on else ""
    until = _say_until(days.asked_on, days.closed_on)
    had = f"Partners were asked on {write_date(days.asked_on)} and had {until}."
    before = (days.asked_on - days.opened_on).days if days.opened_on else 0
    after = (days.deadline_on - days.closed_on).days if days.deadline_on else 0
    parts = [f"{_count(before, 'day')} had gone before they were asked"] if before > 0 else []
    parts += [f"{_count(after, 'day')} {_be(after)} left after their closing day"] if after > 0 else []
    return f"{had} Of the days that the government allowed, {' and '.join(parts)}." if parts else had


def say_read(process: Process) -> str:
    """How many returns came, and how many somebody read in full; the numbers add up."""
    readings, withdrawn = process.readings, process.withdrawn
    read, unread = len(readings.read), len(readings.readable) - len(readings.read)
    received = len(readings.readable) + readings.closed + withdrawn
    parts = [f"{write_number(read)} {_be(read)} read in full by somebody whose name is on record"]
    parts += [f"{write_number(unread)} {_be(unread)} not"]
    parts += (
        [f"{write_number(readings.closed)} may not be used, so nobody read them"] if readings.closed else []
    )
    parts += [f"{write_number(withdrawn)} {_be(withdrawn)} withdrawn"] if withdrawn else []
    who = f" {_count(process.readers, 'person', 'people')} read them." if read else ""
    return f"{_count(received, 'return')} {_be(received)} received: {'; '.join(parts)}.{who}"


def say_rule(rule: ReadingRule, readings: Readings) -> str:
    """Which returns have to be read, and how many of those that were drawn were."""
    count = len(readings.readable)
    if rule.above is None or rule.pct is None:
        return EVERY
    said = (
        f"Where more than {_count(rule.above, 'return')} may be read, {rule.pct}% of them have to be in full"
    )
    if not rule.samples(count):
        return f"{said}. No more came, so every return has to be."
    asked, left = rule.count_asked(count), len(list_still_unread(readings, rule))
    drawn = f"{write_number(asked)} of {write_number(count)}, of which {write_number(asked - left)}"
    return f"{said}: {drawn} {_be(asked - left)}. {DRAWN}"


def say_late(late: Late, closed_on: date) -> str:
    """How many came after the closing day, and how they are treated."""
    day = f"after the partners’ closing day, {write_date(closed_on)}"
    if not late.count:
        return f"No return came {day}."
    last = f", the last on {write_date(late.last_on)}" if late.last_on and late.count > 1 else ""
    allowed = f" {_say_extended(late)}" if late.extended else ""
    return f"{_count(late.count, 'return')} came {day}{last}.{allowed} {late.rule or AS_OTHERS}"


def _say_extended(late: Late) -> str:
    """How many of them came from organisations that had been given more time."""
    if late.extended == late.count == 1:
        return "Its organisation had been given more time."
    number = start_sentence(write_number(late.extended))
    return f"{number} of them came from organisations that had been given more time."


def _say_until(first: date, last: date) -> str:
    """How many days there are, and the last."""
    return (
        f"{_count((last - first).days + 1, 'day')}, the first and the last counted, until {write_date(last)}"
    )


def _count(number: int, one: str, several: str = "") -> str:
    return f"{write_number(number)} {one if number == 1 else several or f'{one}s'}"


def _be(number: int) -> str:
    return "was" if number == 1 else "were"
