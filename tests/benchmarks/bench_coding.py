"""Suggested codes on two sets of a hundred answers with codes of their own, and no labels."""

import json
import os
import time
from pathlib import Path
from typing import Any

from analysis.codebook import Code, Codebook
from analysis.coding import suggest_codings
from analysis.evidence import Texts
from analysis.models import open_models
from analysis.sentences import split_text
from analysis.vectors import Meaning, make_vectors

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
FOLDER = SHARED / "themefinder_gambling_xs" / "evals" / "data" / "gambling_XS"
LIMITS = (0.3, 0.5, 0.7)


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


def measure_f1(found: set[str], wanted: set[str]) -> float:
    """F1 of one answer; 1 when nothing was wanted and nothing found."""
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 1.0


def measure(part: str, meaning: Meaning | None) -> str:
    """Measure one question: sample-averaged F1 at several limits; an answer has the codes of its segments."""
    (labels,) = FOLDER.glob(f"outputs/mapping/*/{part}")
    wanted = {row["response_id"]: set(row["labels"]) for row in read_lines(labels / "mapping.jsonl")}
    book, started = read_codebook(labels), time.perf_counter()
    answers = read_lines(FOLDER / "inputs" / part / "responses.jsonl")
    pairs = [
        (row["response_id"], row["response"][start:end])
        for row in answers
        for start, end in split_text(row["response"])
    ]
    texts, spoken = [text for _, text in pairs], ["en"] * len(pairs)
    vectors = None if meaning is None else make_vectors(texts, spoken, meaning, max_computed=len(texts))
    scores = suggest_codings(Texts(texts, spoken, vectors), book, min_score=0.3, meaning=meaning).scores
    told = []
    for limit in LIMITS:
        found: dict[int, set[str]] = {row["response_id"]: set() for row in answers}
        for (response_id, _), row in zip(pairs, scores, strict=True):
            found[response_id] |= {
                code.code for code, score in zip(book.codes, row, strict=True) if score >= limit
            }
        average = sum(measure_f1(found[one], wanted[one]) for one in found) / len(found)
        told.append(f"{average:.3f} at {limit}")
    return f"F1 {', '.join(told)}; {time.perf_counter() - started:.1f} s"


def main() -> None:
    """Print the figures with the model and without it."""
    if not FOLDER.is_dir():
        print(f"skipped: {FOLDER} is absent")
        return
    model = open_models().vectors
    for name, meaning in (("with vectors", Meaning(model) if model else None), ("words only", None)):
        for part in ("question_part_1", "question_part_2"):
            print(f"{name}, {part}: {measure(part, meaning)}")


if __name__ == "__main__":
    main()
