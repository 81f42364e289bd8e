"""Do themes follow topics or languages? SIB-200 dev, all languages shuffled together (normalised mutual
information of the groups found with topic and with language; the number of groups is found, not given)."""

import csv
import os
from pathlib import Path

import numpy as np
from sklearn.metrics import normalized_mutual_info_score

from analysis.features import list_terms
from analysis.models import open_models
from analysis.progress import QUIET
from analysis.settings import Settings
from analysis.themes.number import group_stably, list_counts
from analysis.themes.space import Described, fit_space
from analysis.vectors import Meaning, make_vectors

TRUTH = """
    eng_Latn en, cym_Latn cy, arb_Arab ar, pes_Arab fa, prs_Arab prs, pbt_Arab ps, ckb_Arab ckb, tir_Ethi ti,
    amh_Ethi am, som_Latn so, urd_Arab ur, als_Latn sq, tur_Latn tr, ukr_Cyrl uk, pol_Latn pl, ron_Latn ro,
    fra_Latn fr, spa_Latn es
"""
FOLDERS = {pair.split()[0]: pair.split()[1] for pair in TRUTH.split(",")}


def main() -> None:
    """Print the two figures, for half of each language's sentences."""
    folder = Path(os.environ.get("CONSULT_SHARED", "../shared/data")) / "sib200"
    if not folder.is_dir():
        print("NOT RUN: the real data is not here (CONSULT_SHARED)")
        return
    rows = [
        (row["text"], row["category"], tag) for name, tag in FOLDERS.items() for row in read(folder / name)
    ]
    texts, topics, languages = (list(column) for column in zip(*rows, strict=True))
    models = open_models()
    if models.vectors is None:
        print("NOT RUN: the meaning model is not installed")
        return
    vectors = make_vectors(texts, languages, Meaning(models.vectors, 64), max_computed=len(texts)).values
    terms = [list_terms(text, tag) for text, tag in zip(texts, languages, strict=True)]
    described = Described(terms, languages, vectors)
    points = fit_space(described).place(described)
    found = group_stably(texts, points, list(list_counts(len(texts), Settings().max_themes)), 10, QUIET)
    print(f"{len(texts)} sentences, {len(FOLDERS)} languages, {len(found.stability)} groups found")
    topic, language = score(topics, found.groups), score(languages, found.groups)
    print(f"NMI with topic {topic:.3f}, with language {language:.3f}")


def read(folder: Path) -> list[dict[str, str]]:
    """Every second row of a language's dev set, from a place of its own, so that translations rarely meet."""
    with (folder / "dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return rows[len(folder.name) % 2 :: 2]


def score(labels: list[str], groups: np.ndarray) -> float:
    """Normalised mutual information, 0 to 1."""
    return float(normalized_mutual_info_score(labels, groups))


if __name__ == "__main__":
    main()
