"""Do codes carry from English to other languages? SIB-200: decisions about English train, tested on dev.

The same learning as in a consultation, with no description of the codes: each language's texts lie beside the
English ones; the second figure adds 40 texts of the language itself (mean of five draws). All languages have
the same sentences, translated, so the interval resamples sentences, not languages.
"""

import csv
import os
from pathlib import Path

import numpy as np

from analysis.codebook import Code
from analysis.decisions import Decisions
from analysis.evidence import remove_languages
from analysis.features import fit_words, list_terms
from analysis.learning import Likeness, learn
from analysis.models import open_models
from analysis.vectors import Meaning, make_vectors
from tests.benchmarks.calibration import find_interval
from tests.benchmarks.targets import Target, show_figure

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
FOLDER = SHARED / "sib200"
ENGLISH = "eng_Latn"
TRUTH = """
    als_Latn sq, amh_Ethi am, arb_Arab ar, ben_Beng bn, ckb_Arab ckb, cym_Latn cy, fra_Latn fr, gaz_Latn om,
    kmr_Latn kmr, pan_Guru pa, pbt_Arab ps, pes_Arab fa, pol_Latn pl, por_Latn pt, prs_Arab prs, ron_Latn ro,
    rus_Cyrl ru, som_Latn so, spa_Latn es, tir_Ethi ti, tur_Latn tr, ukr_Cyrl uk, urd_Arab ur, vie_Latn vi,
    zho_Hans zh-Hans, zho_Hant zh-Hant
"""
LANGUAGES = {pair.split()[0]: pair.split()[1] for pair in TRUTH.split(",")}
DRAWS, ADDED = 5, 40


class Sentences:
    """Sentences of one part of one language, with their topics and vectors."""

    def __init__(
        self, folder: str, part: str, language: str, meaning: Meaning, size: int | None = None
    ) -> None:
        with (FOLDER / folder / f"{part}.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))[:size]
        self.texts = [row["text"] for row in rows]
        self.topics = [row["category"] for row in rows]
        self.languages = [language] * len(rows)
        self.vectors = make_vectors(self.texts, self.languages, meaning, max_computed=len(rows)).values
        self.terms = [list_terms(text, language) for text in self.texts]


def measure(known: list[Sentences], tested: Sentences, used: list[int]) -> np.ndarray:
    """Say which of the tested sentences get their topic; used: places of the known ones that are decided."""
    parts = [*known, tested]
    languages = [one for part in parts for one in part.languages]
    topics = [one for part in known for one in part.topics]
    names = sorted(set(topics))
    codes = [Code(name, name, "domain", "", name, ()) for name in names]
    shares = {(place, name): float(topics[place] == name) for place in used for name in names}
    vectors = remove_languages(np.vstack([part.vectors for part in parts]), languages)
    likeness = Likeness(vectors, fit_words([one for part in parts for one in part.terms])[1])
    none = np.full((len(languages), len(names)), 1 / len(names))
    found = learn(none, Decisions(shares), codes, likeness)[len(topics) :].argmax(axis=1)
    return np.array([names[one] for one in found]) == np.array(tested.topics)


def measure_added(english: Sentences, own: Sentences, tested: Sentences) -> np.ndarray:
    """Share of five draws in which each sentence gets its topic, 40 texts of the language decided too."""
    first = len(english.topics)
    draws = [np.random.RandomState(draw).permutation(len(own.topics))[:ADDED] for draw in range(DRAWS)]
    rows = [
        measure([english, own], tested, [*range(first), *sorted((first + draw).tolist())]) for draw in draws
    ]
    return np.asarray(np.mean(rows, axis=0))


def main() -> None:
    """Print each language's accuracy, then the figures."""
    model = open_models().vectors if FOLDER.is_dir() else None
    if model is None:
        print("NOT RUN: the real data or the meaning model is not here")
        return
    meaning = Meaning(model)
    english = Sentences(ENGLISH, "train", "en", meaning)
    alone: dict[str, np.ndarray] = {}
    added: dict[str, np.ndarray] = {}
    for folder, language in LANGUAGES.items():
        tested = Sentences(folder, "dev", language, meaning)
        alone[language] = measure([english], tested, list(range(len(english.topics))))
        own = Sentences(folder, "train", language, meaning, DRAWS * ADDED)
        added[language] = measure_added(english, own, tested)
        with_own = added[language].mean()
        print(f"{language}: {alone[language].mean():.3f}; with 40 labels {with_own:.3f}", flush=True)
    tell(alone, added)


def tell(alone: dict[str, np.ndarray], added: dict[str, np.ndarray]) -> None:
    """Print the figures beside their targets; the interval of the least is as if it had been named before."""
    for name, found, mean, least in (
        ("English decisions only", alone, Target(0.81), Target(0.57)),
        ("with 40 labels", added, None, Target(0.70)),
    ):
        rows = np.mean(list(found.values()), axis=0)
        show_figure(f"{name}: mean", float(rows.mean()), mean, interval=find_interval(rows))
        worst = min(found, key=lambda language: (found[language].mean(), language))
        interval = find_interval(found[worst])
        show_figure(f"{name}: least", float(found[worst].mean()), least, interval=interval, beside=worst)


if __name__ == "__main__":
    main()
