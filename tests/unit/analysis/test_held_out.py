"""The tenth held out: drawn by id, and what people decide about it teaches nothing."""

import pandas as pd

from analysis.decisions import read_decisions
from analysis.held_out import SHARE, is_held_out

IDS = [f"item-{number}:1" for number in range(20_000)]
HELD = next(one for one in IDS if is_held_out(one))
TAUGHT = [one for one in IDS if not is_held_out(one)][:3]


def decide(*segment_ids: str) -> pd.DataFrame:
    rows = [(one, "homes", True) for one in segment_ids]
    return pd.DataFrame(rows, columns=["segment_id", "code", "accepted"])


def test_held_out__of_many_ids__are_about_a_tenth() -> None:
    assert abs(sum(map(is_held_out, IDS)) / len(IDS) - SHARE) < 0.01


def test_decision__about_a_text_held_out__teaches_nothing() -> None:
    found = read_decisions(decide(HELD, TAUGHT[0]), [HELD, TAUGHT[0]], [0, 1])

    assert found is not None
    assert found.shares == {(1, "homes"): 1.0}


def test_decision__about_a_copy_of_a_text_held_out__teaches_nothing() -> None:
    ids = [HELD, *TAUGHT]

    found = read_decisions(decide(*ids), ids, [7, 7, 8, 9])

    assert found is not None
    assert sorted(found.shares) == [(8, "homes"), (9, "homes")]
