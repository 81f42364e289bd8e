"""What is said of days, of returns that were read, and of late ones."""

from dataclasses import replace
from datetime import date

import pytest

from consult.services.drafts.withholding_names import WITHHELD, withhold_names
from consult.services.process.process_values import ChangeLine, Days, Late, Process
from consult.services.process.reading_rule import ReadingRule, Readings
from consult.services.process.saying_process import say_process
from consult.services.process.wording_process import (
    AS_OTHERS,
    EVERY,
    say_government,
    say_late,
    say_partners,
    say_read,
    say_rule,
)

OPENED, ASKED, CLOSED, DEADLINE = (
    date(2031, 3, 1),
    date(2031, 3, 5),
    date(2031, 4, 2),
    date(2031, 4, 12),
)
DAYS = Days(OPENED, DEADLINE, ASKED, CLOSED)
COUNTED = "the first and the last counted, until"
OPEN = "The department opened its consultation on 1 March 2031"
FIVE, TWO = "Partners were asked on 5 March 2031 and had", "Partners were asked on 2 April 2031 and had"
LAG = "Of the days that the government allowed, 4 days had gone before they were asked and 10 days were left"
LEFT = "after their closing day."
PROCESS = Process(
    body="Department of Examples",
    days=DAYS,
    given="A briefing of two pages.\n\nThe draft of last year.",
    files=(("briefing.pdf", "ab" * 32),),
    readings=Readings(("a", "b", "c"), frozenset("ab"), closed=1),
    rule=ReadingRule("asylum"),
    readers=1,
    withdrawn=2,
    late=Late(),
    changes=(),
)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (DAYS, f"{OPEN} and allowed 43 days, {COUNTED} 12 April 2031."),
        (replace(DAYS, opened_on=None), "The department asked for answers by 12 April 2031."),
        (replace(DAYS, deadline_on=None), f"{OPEN}."),
        (replace(DAYS, opened_on=None, deadline_on=None), ""),
    ],
)  # fmt: skip
def test_government__with_days_known_or_not__is_said_as_far_as_they_are(days: Days, said: str) -> None:
    assert say_government("the department", days) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (DAYS, f"{FIVE} 29 days, {COUNTED} 2 April 2031. {LAG} {LEFT}"),
        (Days(None, None, ASKED, CLOSED), f"{FIVE} 29 days, {COUNTED} 2 April 2031."),
        (Days(None, None, CLOSED, CLOSED), f"{TWO} 1 day, {COUNTED} 2 April 2031."),
        (replace(DAYS, asked_on=None), "Partners could answer until 2 April 2031."),
        (replace(DAYS, asked_on=DEADLINE), "Partners could answer until 2 April 2031."),
        (replace(DAYS, closed_on=None), ""),
    ],
)  # fmt: skip
def test_partners__with_days_known_or_not__is_said_as_far_as_they_are(days: Days, said: str) -> None:
    assert say_partners(days) == said


def test_returns__read_unread_closed_and_withdrawn__add_up_to_what_was_received() -> None:
    said = "6 returns were received: 2 were read in full by somebody whose name is on record; 1 was not; "
    assert (
        say_read(PROCESS)
        == f"{said}1 may not be used, so nobody read them; 2 were withdrawn. 1 person read them."
    )
    none = replace(PROCESS, readings=Readings(("a",), frozenset()), withdrawn=0, readers=0)
    assert say_read(none).endswith("0 were read in full by somebody whose name is on record; 1 was not.")


def test_rule__sampled__prints_the_share_the_draw_and_how_many_were_read() -> None:
    readings = PROCESS.readings
    assert say_rule(PROCESS.rule, readings) == EVERY
    some = say_rule(ReadingRule("asylum", above=2, pct=60), readings)
    start = "Where more than 2 returns may be read, 60% of them have to be in full"
    assert some.startswith(f"{start}: 2 of 3, of which ") and "HMAC" in some
    few = say_rule(ReadingRule("asylum", above=3, pct=60), readings)
    assert few.startswith("Where more than 3 returns") and "so every return has to be." in few


def test_late__with_and_without__names_the_day_and_the_rule() -> None:
    assert say_late(Late(), CLOSED) == "No return came after the partners’ closing day, 2 April 2031."
    one = say_late(Late(1, date(2031, 4, 9)), CLOSED)
    assert one == f"1 return came after the partners’ closing day, 2 April 2031. {AS_OTHERS}"
    two = say_late(Late(2, date(2031, 4, 9), "Listed apart."), CLOSED)
    assert two.endswith("2 April 2031, the last on 9 April 2031. Listed apart.")


def test_blocks__with_a_change__name_its_partner_only_while_it_may_be_named() -> None:
    lines = (
        ChangeLine("key messages", "We ask for homes", "Harbour Light"),
        ChangeLine("x", "y", "the forum"),
    )
    *_, before, changes = say_process(replace(PROCESS, changes=lines))
    assert getattr(before, "text", "") == "What changed because of partners:"
    items = getattr(changes, "items", ())
    assert items == (
        "Key messages: We ask for homes (because of Harbour Light)",
        "X: y (because of the forum)",
    )
    less, is_withheld = withhold_names(changes, None, {"Harbour Light", "We ask for homes"})
    assert is_withheld and getattr(less, "items", ()) == (
        f"Key messages: We ask for homes (because of {WITHHELD})",
        items[1],
    )
    assert withhold_names(changes, None, {"Light"}) == (changes, False)


def test_blocks__of_everything__have_ids_of_their_own_and_start_with_a_heading() -> None:
    blocks = say_process(PROCESS)
    assert len({one.id for one in blocks}) == len(blocks)
    assert {type(one).__name__ for one in blocks} == {"Heading", "Paragraph", "BulletList"}
    texts = [str(getattr(one, "text", "")) for one in blocks]
    assert "Partners were given: A briefing of two pages." in texts and "The draft of last year." in texts
    assert ("briefing.pdf (abababababababab)",) in [getattr(one, "items", ()) for one in blocks]
