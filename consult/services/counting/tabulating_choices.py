"""Closed answers as tables by sub-region: counts, shares of those who answered, and people spoken for."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

import pandas as pd

from analysis.columns import ALL
from analysis.tables.counting import count_with_and_without
from analysis.tables.protection import protect_both
from consult.frames import iterate_rows
from consult.models.readings import AnswerText
from consult.services.counting.choice_tables import ChoiceLine, ChoiceTable
from consult.services.counting.gathering_questions import ClosedPart
from consult.services.counting.number_questions import SPEAKS_FOR
from consult.services.counting.spoken_for import (
    Share,
    count_people,
    count_people_by_area,
    count_people_without,
    read_people,
)
from consult.services.returns.sent_numbers import NO_AREA, Sent

Cells = dict[tuple[str, str], Share]
Protects = Callable[[pd.DataFrame, pd.DataFrame], tuple[pd.DataFrame, pd.DataFrame]]


def tabulate_choices(sent: Sent, part: ClosedPart) -> ChoiceTable:
    """Table one question with small numbers protected; answers nobody chose are in it too."""
    chosen = {key: _list_chosen(row) for key, row in sent.find_answers(part.question_id).items()}
    words = dict(part.choices)
    words |= {name: name for names in chosen.values() for name in names if name not in words}
    areas = _find_areas(sent, chosen)
    shared = chosen.keys() & set(sent.wholly_shared)
    adds_up = part.kind == "select_one"
    protect = partial(
        protect_both, threshold=sent.small_number, adds_up=adds_up, least_silent=sent.least_silent
    )
    cells, own = _count(chosen, areas, shared, list(words), protect)
    shown = tuple(sorted(set(areas.values())))
    people = count_people(sent, chosen, list(words), cells)
    by_area = count_people_by_area(sent, chosen, areas, list(words), cells) if people else {}
    own_people = count_people_without(sent, chosen, areas, list(words), own) if people and shared else None
    lines = tuple(
        ChoiceLine(
            words[name],
            tuple(cells[name, area] for area in shown),
            cells[name, ALL],
            people.get(name) if people else None,
            tuple(own[name, area] for area in (*shown, ALL)) if shared else (),
            tuple(by_area[name, area] for area in shown) if people and by_area else (),
            own_people.get(name) if own_people else None,
        )
        for name in words
    )
    speakers = {key for key in sent.find_answers(SPEAKS_FOR) if key in chosen}
    total = sum(read_people(sent, speakers).values()) if people else None
    received = len(sent.reading.respondents)
    sizes = (len(chosen), received, len(speakers), total, bool(shared))
    return ChoiceTable(part.question_id, part.text, shown, lines, *sizes)


def _list_chosen(row: AnswerText) -> list[str]:
    return [str(one) for one in row.value] if isinstance(row.value, list) else [str(row.value)]


def _find_areas(sent: Sent, keys: Iterable[str]) -> dict[str, str]:
    known = {one.response_id: one.sub_region or NO_AREA for one in sent.reading.respondents}
    return {key: known[key] for key in keys}


def _count(
    chosen: Mapping[str, list[str]],
    areas: Mapping[str, str],
    shared: Collection[str],
    labels: list[str],
    protect: Protects,
) -> tuple[Cells, Cells]:
    """Count each label by area, with shared wording and without; small numbers hidden."""
    pairs = [(key, name) for key, names in chosen.items() for name in dict.fromkeys(names)]
    evidence = pd.DataFrame(pairs, columns=["item_id", "choice"], dtype="str")
    keys = list(chosen)
    items = pd.DataFrame(
        {"id": keys, "respondent_id": keys, "group": [areas[key] for key in keys]}, dtype="str"
    )
    tallies = count_with_and_without(evidence, items, shared, label_column="choice", labels=labels)
    shown, own = protect(*tallies)
    return _read_cells(shown), _read_cells(own)


def _read_cells(shown: pd.DataFrame) -> Cells:
    return {
        (str(row.label), str(row.group)): Share(
            None if pd.isna(row.count) else int(row.count),
            None if pd.isna(row.base) else int(row.base),
            None if pd.isna(row.share_pct) else float(row.share_pct),
        )
        for row in iterate_rows(shown)
    }
