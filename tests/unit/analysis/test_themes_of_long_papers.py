"""Themes where one respondent sent a long paper and the others a sentence or two."""

from analysis.corpus import make_corpus
from analysis.themes.drawing import FEWEST_OF_ONE, draw_fitted
from tests.unit.analysis.analysis_material import DOCTORS, ENGLISH, HOUSING, make_items
from tests.unit.analysis.item_frames import make_segments
from tests.unit.analysis.test_themes import find

SHORT = [*HOUSING, *ENGLISH, *DOCTORS]
SUBJECTS = 40
PAPER = [
    f"Chapter{n % SUBJECTS} part{n % SUBJECTS} says what item{n} and plan{n % SUBJECTS} need"
    for n in range(400)
]
"""Forty subjects of ten sentences each: more than there may be themes."""
SHARED = ["We all say this about buses."] * 3


def make(texts: list[str], senders: list[str]) -> list[str]:
    """Give the texts that themes of these answers are fitted on."""
    items = make_items(texts, respondent_id=list[object](senders))
    corpus = make_corpus(items, make_segments(items))
    return [corpus.texts[place] for place in draw_fitted(corpus, 20_000)]


def test_texts_fitted_on__with_one_long_paper__are_of_its_sender_no_more_than_a_few() -> None:
    people = [f"p{n}" for n in range(len(SHORT))]
    drawn = make([*PAPER, *SHORT, *SHARED], [*["council"] * len(PAPER), *people, "council", "p0", "p1"])
    assert [one for one in drawn if one not in PAPER] == [*SHORT, SHARED[0]]
    assert sum(one in PAPER for one in drawn) == FEWEST_OF_ONE
    assert drawn == [one for one in [*PAPER, *SHORT, SHARED[0]] if one in drawn], "in order"


def test_texts_fitted_on__where_all_sent_long_papers__are_all_of_them() -> None:
    assert make(PAPER, [f"p{n % 4}" for n in range(len(PAPER))]) == PAPER


def test_themes__beside_one_long_paper_of_another_subject__still_tell_the_others_apart() -> None:
    people = [f"p{n}" for n in range(len(SHORT))]
    found, _ = find([*SHORT, *PAPER], respondent_id=[*people, *["council"] * len(PAPER)])
    first = found.assignments.drop_duplicates("segment_id").set_index("segment_id")["theme_id"]
    themes = {first.get(f"{n}:1", "none") for n in range(1, len(SHORT) + 1)}
    assert len(themes - {"none"}) > 2
    assert len(first) + len(found.leftover) == len(SHORT) + len(PAPER)
