"""Themes against what people marked, and against themselves when a fifth of the texts is left out.

The number of themes is always found, never given. Agreement with people is normalised mutual information
(NMI, arithmetic mean) between the theme of each text and its label; a text with several labels counts with
its first, and beside it with all of them, each weighing its share of the text. Agreement with itself is the
adjusted Rand index (ARI) between the themes of all texts and those found in a random 80% of them with
everything learnt anew: words, directions, number. Intervals of 95%: a jackknife over the texts (NMI), the
subsamples (ARI). Methods were chosen on these sets; constants were not fitted.
"""

import sys
import time
from collections.abc import Sequence

import numpy as np
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from analysis.features import list_terms
from analysis.models import open_models
from analysis.progress import QUIET
from analysis.settings import Settings
from analysis.themes.number import Grouping, group_stably, list_counts
from analysis.themes.space import Described, fit_space
from analysis.vectors import Meaning, make_vectors
from tests.benchmarks import labelled_sets
from tests.benchmarks.calibration import find_interval
from tests.benchmarks.labelled_sets import SIB_FOLDERS, LabelledSet
from tests.benchmarks.targets import Target, show_figure

SUBSAMPLES = 20
PARTS = 50
CONVERSATIONS = {
    "scoop-hivemind.affordable-housing": "en",
    "brexit-consensus": "en",
    "vtaiwan.uberx": "zh-Hant",
}
SINGLE = ("eng_Latn", "arb_Arab", "ukr_Cyrl", "som_Latn", "tir_Ethi", "fra_Latn")


def describe(texts: LabelledSet, meaning: Meaning) -> Described:
    """Read words and meanings of all texts."""
    languages = list(texts.languages)
    terms = [list_terms(text, tag) for text, tag in zip(texts.texts, languages, strict=True)]
    vectors = make_vectors(texts.texts, languages, meaning, max_computed=len(texts.texts)).values
    return Described(terms, languages, vectors)


def group(texts: LabelledSet, described: Described, places: list[int]) -> Grouping:
    """Find the themes of some of the texts, with everything learnt from these alone."""
    some, settings = described.take(places), Settings()
    counts = list_counts(len(places), settings.max_themes)
    points = fit_space(some).place(some)
    return group_stably([texts.texts[one] for one in places], points, counts, settings.subsamples, QUIET)


def measure_self(texts: LabelledSet, described: Described, whole: np.ndarray, subsamples: int) -> np.ndarray:
    """Measure the agreement of the themes with those of each subsample."""
    chance, count = np.random.default_rng(2026), len(texts.texts)
    scores = []
    for _ in range(subsamples):
        places = np.sort(chance.choice(count, int(0.8 * count), replace=False))
        found = group(texts, described, places.tolist()).groups
        scores.append(adjusted_rand_score(whole[places], found))
    return np.array(scores)


def count_pairs(texts: LabelledSet, groups: np.ndarray) -> np.ndarray:
    """Count label by theme, each text weighing one, shared between its labels."""
    names = sorted({label for labels in texts.labels for label in labels})
    table = np.zeros((len(names), int(groups.max()) + 1))
    for labels, found in zip(texts.labels, groups, strict=True):
        for label in labels:
            table[names.index(label), found] += 1 / len(labels)
    return table


def measure_shared(table: np.ndarray) -> float:
    """Normalised mutual information of a table of weights."""
    share = table / table.sum()
    both = share[share > 0]
    apart = np.outer(share.sum(axis=1), share.sum(axis=0))[share > 0]
    entropies = [
        -(part[part > 0] * np.log(part[part > 0])).sum() for part in (share.sum(axis=0), share.sum(axis=1))
    ]
    return float(2 * (both * np.log(both / apart)).sum() / sum(entropies)) if sum(entropies) else 0.0


def find_without(labels: Sequence[object], groups: np.ndarray) -> tuple[float, np.ndarray]:
    """NMI of groups with labels, and what it is without each fiftieth of the texts."""
    names, part = np.array(labels), np.arange(len(labels)) % PARTS
    without = [normalized_mutual_info_score(names[part != one], groups[part != one]) for one in range(PARTS)]
    return float(normalized_mutual_info_score(names, groups)), np.array(without)


def find_error(without: np.ndarray) -> float:
    """Standard error by the jackknife over parts."""
    return float(np.sqrt((PARTS - 1) * np.var(without)))


def make_ends(value: float, error: float) -> tuple[float, float]:
    """The ends of the 95% interval of a value with this standard error."""
    return value - 1.96 * error, value + 1.96 * error


def measure_first(texts: LabelledSet, groups: np.ndarray) -> tuple[float, float]:
    """NMI with the first label, and its standard error by a jackknife over fifty parts."""
    whole, without = find_without([labels[0] for labels in texts.labels], groups)
    return whole, find_error(without)


def show(values: np.ndarray) -> str:
    """The middle 95% of values."""
    return f"[{np.quantile(values, 0.025):.2f}, {np.quantile(values, 0.975):.2f}]"


def report(texts: LabelledSet, meaning: Meaning, subsamples: int) -> tuple[float, float, np.ndarray]:
    """Print the figures of one set; returns NMI with the first label, its error, and each subsample's ARI."""
    described, started = describe(texts, meaning), time.perf_counter()
    found = group(texts, described, list(range(len(texts.texts))))
    seconds, parts = time.perf_counter() - started, []
    nmi = error = 0.0
    if all(texts.labels):
        nmi, error = measure_first(texts, found.groups)
        low, high = make_ends(nmi, error)
        every = measure_shared(count_pairs(texts, found.groups))
        parts.append(f"NMI {nmi:.3f} [{low:.2f}, {high:.2f}], all labels {every:.3f}")
    if len(set(texts.languages)) > 1:
        parts.append(f"with language {normalized_mutual_info_score(texts.languages, found.groups):.3f}")
    scores = measure_self(texts, described, found.groups, subsamples)
    parts.append(f"ARI {scores.mean():.3f} {show(scores)}")
    numbers = f"{len(found.stability)} themes in {len(found.broader_stability)} broader"
    print(
        f"{texts.name}: {len(texts.texts)} texts, {numbers}, {seconds:.1f} s; {'; '.join(parts)}", flush=True
    )
    return nmi, error, scores


def report_votes(conversation: str, language: str, meaning: Meaning) -> None:
    """Print whether people vote alike on comments of one theme: correlation within and between themes."""
    texts, ids = labelled_sets.read_comments(conversation, language)
    described = describe(texts, meaning)
    found = group(texts, described, list(range(len(ids)))).groups
    votes = labelled_sets.read_votes(conversation)
    voters = {voter: row for row, voter in enumerate(sorted({voter for _, voter, _ in votes}))}
    table, columns = np.zeros((len(voters), len(ids))), {one: place for place, one in enumerate(ids)}
    for comment, voter, vote in votes:
        if comment in columns:
            table[voters[voter], columns[comment]] = vote
    voted = np.flatnonzero((table != 0).sum(axis=0) >= 10)
    alike = np.abs(np.corrcoef(table[:, voted].T))
    same, pairs = found[voted][:, None] == found[voted][None], np.triu(np.ones(alike.shape, dtype=bool), 1)
    within, between = alike[same & pairs].mean(), alike[~same & pairs].mean()
    scores = measure_self(texts, described, found, 5)
    print(
        f"{conversation}: {len(ids)} comments, {int(found.max()) + 1} themes; votes correlate {within:.3f} "
        f"within a theme, {between:.3f} between (a weak sign); ARI {scores.mean():.3f} {show(scores)}",
        flush=True,
    )


def show_means(pairs: Sequence[tuple[float, float, np.ndarray]]) -> None:
    """Print the means over questions beside their targets.

    Errors of questions are of other texts, and so add up as squares. ARI's interval is of the mean over
    subsamples; those share most of their texts, so that it says nothing of other answers.
    """
    nmi, errors, scores = zip(*pairs, strict=True)
    both = float(np.sqrt(np.square(errors).sum()) / len(errors))
    means = np.mean(scores, axis=0)
    name = "gambling, mean of both questions"
    show_figure(
        f"{name}: NMI", float(np.mean(nmi)), Target(0.46), interval=make_ends(float(np.mean(nmi)), both)
    )
    show_figure(
        f"{name}: 80%-subsample ARI", float(means.mean()), Target(0.60), interval=find_interval(means)
    )


def main() -> None:
    """Print all figures; with the word `targets`, only those that have a target."""
    models = open_models()
    if models.vectors is None or not labelled_sets.GAMBLING.is_dir():
        print("NOT RUN: the meaning model or the real data is not here (CONSULT_SHARED)")
        return
    meaning = Meaning(models.vectors, 64)
    pairs = [report(labelled_sets.read_answers(part), meaning, SUBSAMPLES) for part in (1, 2)]
    show_means(pairs)
    if "targets" in sys.argv[1:]:
        return
    report(labelled_sets.read_needs(1_200), meaning, 3)
    report(labelled_sets.read_docket(), meaning, 5)
    for folder in SINGLE:
        report(labelled_sets.read_topics([folder], f"sib200 {folder}"), meaning, 5)
    report(labelled_sets.read_topics(list(SIB_FOLDERS), "sib200, 27 languages"), meaning, 1)
    for conversation, language in CONVERSATIONS.items():
        report_votes(conversation, language, meaning)


if __name__ == "__main__":
    main()
