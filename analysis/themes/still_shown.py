"""Which phrases of themes may still be shown, now that other texts may be there."""

from collections.abc import Iterable

import pandas as pd

from analysis.whole_words import join_words, spell

_Text = tuple[bool, str, str]


def count_carriers(phrases: Iterable[str], items: pd.DataFrame, min_accounts: int) -> dict[str, list[int]]:
    """Count who carries each phrase that somebody says openly, or enough locked accounts.

    That is the rule by which themes are named. items: as `columns.ITEMS` says; locked texts that could not
    be opened are not among them and do not count. Returns: by phrase, how many say it openly, and how many
    locked accounts may go before too few are left; 0 where they were too few from the start.
    """
    texts = [
        (bool(sealed), str(respondent), join_words(str(text)))
        for sealed, respondent, text in zip(
            items["sealed"], items["respondent_id"], items["text"], strict=True
        )
    ]
    counted = {phrase: _count(phrase, texts, min_accounts) for phrase in sorted(set(phrases))}
    return {phrase: carriers for phrase, carriers in counted.items() if any(carriers)}


def _count(phrase: str, texts: list[_Text], min_accounts: int) -> list[int]:
    spelt = spell(phrase)
    who = {(sealed, respondent) for sealed, respondent, text in texts if spelt in text}
    opened = sum(not sealed for sealed, _ in who)
    return [opened, max(0, len(who) - opened - min_accounts + 1)]
