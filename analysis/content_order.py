"""Answers read in the order of what they say, and what was found put back into the order they came in.

Sums round by the order of their parts and ties fall to the first, so an analysis of the same answers in
another order would differ in the last digits, and now and then in a theme. Ids come last: they may be drawn
at random, or be no more than the numbers of rows.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def find_content_order(items: pd.DataFrame) -> list[int]:
    """List the places of rows in the order to read them: repeated ids last, so that the first given counts.

    items: columns.ITEMS.
    """
    said = (items[name].tolist() for name in ("question_id", "text", "language", "group", "id"))
    keys = list(zip(items["id"].duplicated(keep="first").tolist(), *said, strict=True))
    return sorted(range(len(keys)), key=keys.__getitem__)


def put_rows_back(frame: pd.DataFrame, places: Sequence[int]) -> pd.DataFrame:
    """Put back a frame of one row for each row read. places: as find_content_order gave them."""
    return frame.iloc[np.argsort(places)].reset_index(drop=True)


def put_items_back(frame: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Put the rows of each item where the item is among those given; they stay as they are to each other."""
    numbers = {item_id: number for number, item_id in enumerate(dict.fromkeys(items["id"].tolist()))}
    wanted = [numbers[item_id] for item_id in frame["item_id"].tolist()]
    return frame.iloc[np.argsort(wanted, kind="stable")].reset_index(drop=True)
