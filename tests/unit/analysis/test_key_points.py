"""Key points: verbatim passages, one a theme, in people's own words alone."""

import pandas as pd
import pytest

from analysis import columns
from analysis.errors import WrongSetting
from analysis.key_points import choose_key_points, explain_none
from analysis.missing_points import FEW_VOICES, UNFIT, UNQUOTABLE

SAID = {
    "T01": "Families wait many months in hotels before number {} finds a home",
    "T02": "English classes in town {} are full and the lists keep growing",
}


def make_row(number: int, theme: str = "T01", **values: object) -> dict[str, object]:
    row = {"segment_id": f"{theme}:{number}", "item_id": f"a{number}", "respondent_id": f"{theme}-r{number}"}
    said = {"group": theme, "campaign_id": "", "text": SAID[theme].format(number), "score": 1 - number / 100}
    return {**row, **said, "has_identifiers": False, **values}


def choose(*rows: dict[str, object], limit: int = 5) -> list[str]:
    frame = columns.make_frame(list(rows), columns.CANDIDATES)
    return list(choose_key_points(frame, limit=limit, min_words=6)["segment_id"])


def test_themes__each_with_enough_voices__give_one_point_each_the_most_spoken_first() -> None:
    rows = [make_row(n, "T02") for n in range(5)] + [make_row(n) for n in range(4)]

    assert choose(*rows) == ["T02:0", "T01:0"]
    assert choose(*rows, limit=1) == ["T02:0"]
    assert choose(*reversed(rows)) == ["T02:0", "T01:0"]


@pytest.mark.parametrize("values", [{"campaign_id": "C01"}, {"has_identifiers": True}])
def test_passage__of_shared_wording_or_with_personal_data__is_no_point(values: dict[str, object]) -> None:
    rows = [make_row(0, **values), *(make_row(n) for n in range(1, 6))]

    assert choose(*rows) == ["T01:1"]


def test_theme__with_few_voices__keeps_them_for_its_own_quotations() -> None:
    assert choose(*(make_row(n) for n in range(2))) == []
    one_voice = [make_row(n, respondent_id="r") for n in range(6)]
    assert choose(*one_voice) == []


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], UNQUOTABLE),
        ([make_row(n, campaign_id="C01") for n in range(5)], UNQUOTABLE),
        ([make_row(n) for n in range(2)], FEW_VOICES),
        ([make_row(n, has_identifiers=n > 0) for n in range(5)], FEW_VOICES),
        ([make_row(n, text="Too short") for n in range(5)], UNFIT),
    ],
)
def test_question__without_key_points__has_a_reason(rows: list[dict[str, object]], why: str) -> None:
    assert choose(*rows) == []
    assert explain_none(columns.make_frame(rows, columns.CANDIDATES)) == why


def test_respondent__who_spoke_to_two_themes__is_heard_once() -> None:
    rows = [make_row(n, theme, respondent_id=f"r{n}") for theme in SAID for n in range(4)]

    found = choose(*rows)

    assert len(found) == 2 and len({one.partition(":")[2] for one in found}) == 2


def test_no_passage__at_all__gives_no_point_and_a_wrong_limit_is_refused() -> None:
    empty = columns.make_empty(columns.CANDIDATES)
    assert choose_key_points(empty, min_words=6).empty
    with pytest.raises(WrongSetting):
        choose_key_points(pd.concat([empty]), min_words=0)
