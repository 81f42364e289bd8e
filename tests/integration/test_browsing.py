"""Passages of themes: of an experience what may give somebody away is masked, as on its own page."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from consult.models.desk_kinds import RedactionState
from consult.queries.viewer import SYSTEM
from consult.services.analyses.browsing import open_theme
from consult.services.identifiers.redacting import Redaction
from consult.services.tags.showing_tags import TagShown, keep_best, leave_out_masked
from consult.vocabulary import CodingState
from tests.factories.numbering import NOW
from tests.factories.sealing import keep_check
from tests.integration.drafting_record import Received, start_record

TEXT = "The school said no to Sara. Ring 07700 900123 about our village."
VILLAGE = (TEXT.index("our village"), TEXT.index("our village") + len("our village"))


@pytest.fixture
def received(session: Session) -> Received:
    return start_record(session)


def browse(received: Received) -> str:
    theme = open_theme(received.session, SYSTEM, received.themes["T02"], page=1, keys=received.agent, now=NOW)
    return " ".join(one.words for one in theme.passages)


def tell(received: Received, taken_out: Sequence[tuple[int, int]] = (), *, is_checked: bool = True) -> None:
    account = received.add_account(TEXT, is_checked=False)
    key = received.agent.open_key(account.id)
    assert key
    parts = [Redaction("told", "detail", *part, RedactionState.CONFIRMED) for part in taken_out]
    if is_checked:
        keep_check(received.session, account, key, *parts)


def test_passage__of_an_unchecked_experience__is_masked_as_the_machine_suggests(received: Received) -> None:
    tell(received, is_checked=False)
    shown = browse(received)
    assert "The school said no to" in shown and "[telephone number]" in shown
    assert "900123" not in shown


def test_passage__of_a_checked_experience__shows_what_was_left_and_masks_what_was_taken_out(
    received: Received,
) -> None:
    tell(received, [VILLAGE])
    shown = browse(received)
    assert "07700 900123" in shown, "a person left it"
    assert shown.endswith("about [detail].")


def test_passage__of_a_return__is_as_it_was_given(received: Received) -> None:
    received.add_return("Ring us on 07700 900123.")
    theme = open_theme(received.session, SYSTEM, received.themes["T01"], page=1, keys=None, now=NOW)
    assert [one.words for one in theme.passages] == ["Ring us on 07700 900123."]


def test_reason_for_a_tag__that_stands_only_within_another_word__is_not_shown() -> None:
    tag = TagShown(
        "schools", "Schools", "domain", 0.5, ("ali", "School", "waiting list", "list said"), None, ""
    )
    shown = leave_out_masked(tag, "[name] said the quality of the school's waiting\nlist was bad.")
    assert shown.because == ("School", "waiting list")


def test_tags__of_a_passage_with_too_many__are_the_best_of_each_facet_and_all_that_were_decided() -> None:
    tags = [
        TagShown(f"{facet}{n}", "x", facet, 0.9 - n / 100, (), None, "")
        for n in range(14)
        for facet in ("domain", "kind")
    ]
    tags[26] = replace(tags[26], decision=CodingState.REJECTED)
    kept = [one.key for one in keep_best(tags)]
    assert kept == [one.key for one in tags[:20]] + ["domain13"]
