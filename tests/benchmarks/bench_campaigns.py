"""Shared wording: a docket's form letter, edited copies with own words added, and translated copies.

Figures count texts: recall of a letter's copies, and precision of all that was put into a campaign. Intervals
are 95%: over seeds for the generated letters, Wilson's otherwise. Methods were chosen on other seeds;
thresholds come from what a letter is (its words, and which part of an answer it makes up).
"""

import csv
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean, stdev

import numpy as np
import pandas as pd

from analysis import columns
from analysis.campaigns import find_shared_wording
from analysis.models import open_models
from analysis.tables.intervals import find_share
from analysis.translated_copies import find_translated
from analysis.vectors import Meaning
from tests.benchmarks.campaign_sets import QUESTION, SHARED, LetterSet, make_set, read_parallel
from tests.benchmarks.targets import Target

RECALL, PRECISION = Target(0.97), Target(0.99)
SEEDS = range(100, 110)
LANGUAGES = {"en": "eng_Latn", "ar": "arb_Arab", "fa": "pes_Arab", "so": "som_Latn", "uk": "ukr_Cyrl"}
FORM_LINE = (
    "Re: Supplemental Nutrition Assistance Program: Requirements and Services for Able-Bodied Adults without "
    "Dependents (previously under Docket ID FNS-2018-0004-0001)"
)
PHRASES = ("reinstate work requirements", "waiver reform")


def make_items(texts: Sequence[str], languages: Sequence[str] | None = None) -> pd.DataFrame:
    """Make items i0, i1… of different respondents."""
    numbers = range(len(texts))
    return pd.DataFrame(
        {
            "id": [f"i{n}" for n in numbers],
            "respondent_id": [f"r{n}" for n in numbers],
            "question_id": "q",
            "text": list(texts),
            "language": "en" if languages is None else list(languages),
            "group": "",
            "sealed": False,
            "settled": False,
        }
    )


def interval(hits: int, tried: int) -> str:
    """Write a share with Wilson's interval."""
    found = find_share(hits, tried)
    if found is None:
        return "nothing to measure"
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f}; {hits} of {tried})"


def judge(recall: float, precision: float) -> str:
    """Say whether both targets are met."""
    return f"recall: {RECALL.judge(recall)}; precision: {PRECISION.judge(precision)}"


def divide(part: int, whole: int) -> float:
    """A share; of nothing no number, which meets no target."""
    return part / whole if whole else float("nan")


def over_seeds(shares: Sequence[float]) -> str:
    """Write a mean over seeds with its interval and the worst seed."""
    width = 1.96 * stdev(shares) / len(shares) ** 0.5
    low, high = max(0.0, fmean(shares) - width), min(1.0, fmean(shares) + width)
    return f"{fmean(shares):.3f} ({low:.3f} to {high:.3f}; worst seed {min(shares):.3f})"


def score(made: LetterSet, ignore: Iterable[str]) -> tuple[float, float]:
    """Give recall and precision; a campaign stands for the letter that most of its texts are copies of."""
    found = find_shared_wording(make_items(made.texts), ignore=ignore).campaigns
    counted = found[found["campaign_id"].str.startswith("C")]
    got = {int(key[1:]): one for key, one in zip(counted["item_id"], counted["campaign_id"], strict=True)}
    owners = {one: Counter[int]() for one in got.values()}
    for place, one in got.items():
        owners[one][made.letters[place]] += 1
    right = sum(
        1 for n, one in got.items() if made.letters[n] and owners[one].most_common(1)[0][0] == made.letters[n]
    )
    return right / sum(1 for letter in made.letters if letter), right / max(1, len(got))


def measure_edited(name: str, copies: int, *, is_most: bool, ignore: Iterable[str] = ()) -> None:
    """Measure edited copies over seeds."""
    rows = [
        score(
            make_set(seed, letters=12, copies=copies, genuine=400, changed=0.2, added=90, is_most=is_most),
            ignore,
        )
        for seed in SEEDS
    ]
    recall, precision = zip(*rows, strict=True)
    told = f"recall {over_seeds(recall)}, precision {over_seeds(precision)}"
    print(f"{name}: {told}; {judge(fmean(recall), fmean(precision))}")


def measure_docket() -> None:
    """Measure the docket: its letter is one short sentence, and edited copies wait for a person."""
    with (SHARED / "usda_campaign" / "text_comments.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["Text Comment"] for row in csv.DictReader(file)]
    wanted = {n for n, text in enumerate(texts) if all(phrase in text.casefold() for phrase in PHRASES)}
    found = find_shared_wording(make_items(texts), ignore=[FORM_LINE])
    for name, frame, kind in (("counted", found.campaigns, "C01"), ("for a person", found.pending, "S01")):
        got = {int(one[1:]) for one in frame["item_id"][frame["campaign_id"].str.startswith(kind)]}
        hits = len(got & wanted)
        told = f"recall {interval(hits, len(wanted))}, precision {interval(hits, len(got))}"
        judged = judge(divide(hits, len(wanted)), divide(hits, len(got)))
        print(f"docket's letter of 12 words, {name}: {told}; {judged}")


def measure_translated(meaning: Meaning) -> None:
    """Measure letters of 8 to 12 sentences in two languages, among others of the same topics."""
    drawn, rows, letters = random.Random(7), [], []
    parallel = {one: read_parallel(folder, "dev") for one, folder in LANGUAGES.items()}
    numbers = sorted(parallel["en"])
    for letter in range(40):
        picked = drawn.sample(numbers, drawn.randint(8, 12))
        for language in drawn.sample(sorted(LANGUAGES), 2):
            letters.append((letter, language, picked))
    for n in range(200):
        letters.append((-1 - n, drawn.choice(sorted(LANGUAGES)), drawn.sample(numbers, drawn.randint(8, 12))))
    vectors = {}
    for language, sentences in parallel.items():
        read = meaning.read([sentences[one] for one in numbers], [language] * len(numbers))
        vectors |= {(language, one): row for one, row in zip(numbers, read, strict=True)}
    for n, (_, language, picked) in enumerate(letters):
        told = ("x", language, True, "declared")
        rows += [(f"i{n}:{k}", f"i{n}", 2 * k, 2 * k + 1, *told) for k in range(1, len(picked) + 1)]
    segments = pd.DataFrame(rows, columns=list(columns.SEGMENTS.columns))
    every = np.stack([vectors[language, one] for _, language, picked in letters for one in picked])
    started = time.process_time()
    found = find_translated(segments, range(len(every)), every, columns.make_empty(columns.CAMPAIGNS))
    families = found.groupby("campaign_id")["item_id"].agg(list)
    groups = [[letters[int(one[1:])][0] for one in family] for family in families]
    right = sum(2 for group in groups if len(group) == 2 and len(set(group)) == 1)
    seconds = time.process_time() - started
    print(
        f"translated copies, five languages: recall {interval(right, 80)}, "
        f"precision {interval(right, len(found))}; {judge(right / 80, divide(right, len(found)))}; "
        f"{seconds:.1f} s"
    )


def measure_speed() -> None:
    """Time 10,000 texts in process time, vectors apart."""
    drawn = random.Random(1)
    words = " ".join(read_parallel("eng_Latn").values()).split()
    texts = [" ".join(drawn.choices(words, k=60)) for _ in range(10_000)]
    started = time.process_time()
    find_shared_wording(make_items(texts))
    print(f"10,000 texts of 60 words, none shared: {time.process_time() - started:.1f} s; target about 2 s")
    letter = make_set(1, letters=1, copies=10_000, genuine=0, changed=0.2, added=30)
    started = time.process_time()
    find_shared_wording(make_items(letter.texts))
    print(f"10,000 edited copies of one letter: {time.process_time() - started:.1f} s; target about 2 s")


def main() -> None:
    """Print every figure with its target."""
    if not (SHARED / "sib200").is_dir():
        print(f"NOT RUN: {SHARED} is absent")
        return
    measure_docket()
    measure_edited("up to 20% changed, up to 90 added, 30 copies", 30, is_most=False)
    measure_edited("the same, the question given to be ignored", 30, is_most=False, ignore=[QUESTION])
    measure_edited("always 20% changed and 90 added, 30 copies", 30, is_most=True)
    measure_edited("up to 20% changed, up to 90 added, 3 copies", 3, is_most=False)
    model = open_models().vectors
    if model is None:
        print("NOT RUN: translated copies, the model of vectors is absent")
    else:
        measure_translated(Meaning(model))
    measure_speed()


if __name__ == "__main__":
    main()
