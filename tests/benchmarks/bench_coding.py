"""Suggested codes on two sets of a hundred answers with codes of their own: with no labels, and with some.

Read the figures as upper bounds: about a hundred variants of method were looked at on these same answers, and
that at least one code is suggested, and from a probability of .10, was settled with the figures in view. The
intervals resample answers (no labels) or splits (labels); they know nothing of that choice, nor that splits
share answers. Each answer is one text. Labels: 20 random splits, 20 answers of each never learnt from.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.codebook import Code, Codebook
from analysis.coding import TextCodings, suggest_codings
from analysis.decisions import Decisions
from analysis.evidence import Texts
from analysis.models import open_models
from analysis.settings import Settings
from analysis.vectors import Meaning, make_vectors
from tests.benchmarks.calibration import (
    find_interval,
    measure_brier,
    measure_calibration_error,
    measure_f1,
)
from tests.benchmarks.targets import Target, show_figure

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
FOLDER = SHARED / "themefinder_gambling_xs" / "evals" / "data" / "gambling_XS"
PARTS = ("question_part_1", "question_part_2")
SPLITS, TESTED = 20, 20
SIZES = (10, 20, 40, 80)


@dataclass(frozen=True)
class Question:
    """One question: its codebook, answers and the codes they should get."""

    book: Codebook
    texts: Texts
    wanted: np.ndarray
    meaning: Meaning | None


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read one object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_codebook(folder: Path) -> Codebook:
    """Read the codes of one question; they have descriptions and no key phrases."""
    rows = json.loads((folder / "themes.json").read_text(encoding="utf-8"))
    codes = [
        Code(row["topic_id"], row["topic_label"], "domain", "", row["topic_description"], ()) for row in rows
    ]
    return Codebook(folder.name, tuple(codes), "")


def read_question(part: str, meaning: Meaning | None) -> Question:
    """Read one question and make the vectors of its answers."""
    (labels,) = FOLDER.glob(f"outputs/mapping/*/{part}")
    given = {row["response_id"]: set(row["labels"]) for row in read_lines(labels / "mapping.jsonl")}
    book, answers = read_codebook(labels), read_lines(FOLDER / "inputs" / part / "responses.jsonl")
    wanted = [[code.code in given[row["response_id"]] for code in book.codes] for row in answers]
    texts, spoken = [row["response"] for row in answers], ["en"] * len(answers)
    vectors = None if meaning is None else make_vectors(texts, spoken, meaning, max_computed=len(texts))
    return Question(book, Texts(texts, spoken, vectors), np.array(wanted), meaning)


def suggest(question: Question, labelled: list[int], decided: np.ndarray | None = None) -> TextCodings:
    """Suggest codes with codes of the labelled answers decided.

    decided: answer × code, whether somebody decided; all if None.
    """
    shares = {
        (place, code.code): float(question.wanted[place, column])
        for place in labelled
        for column, code in enumerate(question.book.codes)
        if decided is None or decided[place, column]
    }
    limit = Settings().min_coding_score
    return suggest_codings(
        question.texts,
        question.book,
        min_score=limit,
        meaning=question.meaning,
        decisions=Decisions(shares) if shares else None,
    )


def tell_without_labels(questions: list[Question], name: str) -> None:
    """Print the figure with no labels, each question and their mean."""
    each, brier, error = [], [], []
    for question in questions:
        found = suggest(question, [])
        each.append(measure_f1(found.suggested, question.wanted))
        brier.append(measure_brier(found.scores, question.wanted))
        error.append(measure_calibration_error(found.scores, question.wanted))
    ends = find_interval(np.mean(each, axis=0))
    told = " and ".join(f"{one.mean():.3f}" for one in each)
    show_figure(f"no labels, {name}: F1", float(np.mean(each)), Target(0.54), interval=ends, beside=told)
    print(f"no labels, {name}: Brier {np.mean(brier):.3f}, calibration error {np.mean(error):.3f}")


def tell_with_labels(questions: list[Question], name: str) -> None:
    """Print the figures with some answers labelled, beside what the same answers get with none."""
    before = [suggest(question, []) for question in questions]
    for size in SIZES:
        rows = [
            measure_split(question, none, size, split)
            for question, none in zip(questions, before, strict=True)
            for split in range(SPLITS)
        ]
        f1, plain, brier, plain_brier, error = np.mean(rows, axis=0)
        target = Target(0.65) if size == max(SIZES) else None
        beside = f"with none {plain:.3f}; Brier {brier:.3f}, with none {plain_brier:.3f}"
        show_figure(
            f"{size} labels, {name}: F1",
            float(f1),
            target,
            interval=find_interval(np.array(rows)[:, 0]),
            beside=f"{beside}; calibration error {error:.3f}",
        )


def tell_partly_decided(questions: list[Question], name: str) -> None:
    """Print the figures where people accept what fits and leave the rest, or part of it, undecided."""
    before = [suggest(question, []) for question in questions]
    ways = {
        "only what fits accepted": [question.wanted for question in questions],
        "that, and of the suggested the rest rejected": [
            question.wanted | none.suggested for question, none in zip(questions, before, strict=True)
        ],
    }
    for way, decided in ways.items():
        rows = [
            measure_split(question, none, max(SIZES), split, some)
            for question, none, some in zip(questions, before, decided, strict=True)
            for split in range(SPLITS)
        ]
        f1, plain, brier, plain_brier, error = np.mean(rows, axis=0)
        told = f"F1 {f1:.3f}, with none {plain:.3f}; Brier {brier:.3f}, with none {plain_brier:.3f}"
        print(f"{max(SIZES)} labels, {way}, {name}: {told}; calibration error {error:.3f}")


def measure_split(
    question: Question, before: TextCodings, size: int, split: int, decided: np.ndarray | None = None
) -> tuple[float, ...]:
    """Measure one random split. decided: as in `suggest`."""
    order = np.random.RandomState(split).permutation(len(question.wanted))
    tested, labelled = order[-TESTED:], sorted(order[:size].tolist())
    found, wanted = suggest(question, labelled, decided), question.wanted[tested]
    return (
        float(measure_f1(found.suggested[tested], wanted).mean()),
        float(measure_f1(before.suggested[tested], wanted).mean()),
        measure_brier(found.scores[tested], wanted),
        measure_brier(before.scores[tested], wanted),
        measure_calibration_error(found.scores[tested], wanted),
    )


def main() -> None:
    """Print the figures with the model and without it."""
    if not FOLDER.is_dir():
        print(f"NOT RUN: {FOLDER} is absent")
        return
    model = open_models().vectors
    if model is None:
        print("NOT RUN: the meaning model is not installed")
    for name, meaning in (("with vectors", Meaning(model) if model else None), ("words only", None)):
        if meaning is not None or name == "words only":
            questions = [read_question(part, meaning) for part in PARTS]
            tell_without_labels(questions, name)
            tell_with_labels(questions, name)
            tell_partly_decided(questions, name)


if __name__ == "__main__":
    main()
