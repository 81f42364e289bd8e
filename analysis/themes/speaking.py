"""In which languages each theme is spoken of, by how many people, and in which words."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis import columns
from analysis.corpus import Corpus


def list_spoken(
    themes: pd.DataFrame,
    assigned: pd.DataFrame,
    phrases: Sequence[Mapping[str, tuple[str, ...]]],
    corpus: Corpus,
) -> pd.DataFrame:
    """List the languages of each theme, the most spoken first: columns.SPOKEN.

    assigned: theme_id, respondent_id and place of each segment. phrases: by theme, then language.
    """
    if assigned.empty:
        return columns.make_empty(columns.SPOKEN)
    who = assigned[["theme_id", "respondent_id"]].assign(
        language=[corpus.languages[place] for place in assigned["place"]]
    )
    counted = (
        who.groupby(["theme_id", "language"])["respondent_id"].nunique().reset_index(name="size_responses")
    )
    numbers = dict(zip(themes["theme_id"], themes["theme"], strict=True))
    counted["key_phrases"] = [
        columns.LIST_SEPARATOR.join(phrases[numbers[theme_id]].get(language, ()))
        for theme_id, language in zip(counted["theme_id"], counted["language"], strict=True)
    ]
    ordered = counted.sort_values(["theme_id", "size_responses", "language"], ascending=[True, False, True])
    return columns.check(ordered, columns.SPOKEN)
