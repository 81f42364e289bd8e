"""Which phrases of themes that were frozen may still be shown, now that other texts may be there."""

import re
from collections.abc import Iterable

import pandas as pd

from analysis.features import is_unspaced

_WORD = re.compile(r"\w+")


def list_still_shown(phrases: Iterable[str], items: pd.DataFrame, min_accounts: int) -> list[str]:
    """List those that somebody says openly, or enough locked accounts: the rule by which themes are named.

    items: as `columns.ITEMS` says; locked texts that could not be opened are not among them and do not count.
    """
    wanted = sorted(set(phrases))
    texts = [
        (bool(sealed), str(respondent), _join(str(text)))
        for sealed, respondent, text in zip(
            items["sealed"], items["respondent_id"], items["text"], strict=True
        )
    ]
    return [phrase for phrase in wanted if _may_be_shown(phrase, texts, min_accounts)]


def _may_be_shown(phrase: str, texts: list[tuple[bool, str, str]], min_accounts: int) -> bool:
    whole = _join(phrase)
    sought = whole.strip() if any(map(is_unspaced, phrase)) else whole
    who = {(sealed, respondent) for sealed, respondent, text in texts if sought in text}
    return any(not sealed for sealed, _ in who) or len(who) >= min_accounts


def _join(text: str) -> str:
    """The words of a text, each between blanks, so that a phrase is found by whole words."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
