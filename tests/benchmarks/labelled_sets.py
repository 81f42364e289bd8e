"""Sets of texts that people labelled or voted on, for measuring themes."""

import csv
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
GAMBLING = SHARED / "themefinder_gambling_xs" / "evals" / "data" / "gambling_XS"
SIB_TAGS = """
    eng_Latn en, cym_Latn cy, arb_Arab ar, pes_Arab fa, prs_Arab prs, pbt_Arab ps, ckb_Arab ckb, kmr_Latn kmr,
    tir_Ethi ti, amh_Ethi am, gaz_Latn om, som_Latn so, urd_Arab ur, pan_Guru pa, ben_Beng bn, als_Latn sq,
    vie_Latn vi, tur_Latn tr, ukr_Cyrl uk, rus_Cyrl ru, pol_Latn pl, ron_Latn ro, por_Latn pt, spa_Latn es,
    fra_Latn fr, zho_Hans zh-Hans, zho_Hant zh-Hant
"""
SIB_FOLDERS = {pair.split()[0]: pair.split()[1] for pair in SIB_TAGS.split(",")}
# fmt: off
NEEDS = (
    "medical_help", "medical_products", "search_and_rescue", "security", "military", "water", "food",
    "shelter", "clothing", "money", "missing_people", "refugees", "death", "transport", "buildings",
    "electricity", "hospitals", "floods", "storm", "fire", "earthquake", "cold",
)
# fmt: on


@dataclass(frozen=True)
class LabelledSet:
    """Texts with their languages and the labels people gave each, the first one first."""

    name: str
    texts: Sequence[str]
    languages: Sequence[str]
    labels: Sequence[Sequence[str]]


def read_answers(part: int) -> LabelledSet:
    """Read the hundred answers to one question, with the themes they were mapped to."""
    (mapping,) = GAMBLING.glob(f"outputs/mapping/*/question_part_{part}/mapping.jsonl")
    labels = {row["response_id"]: row["labels"] for row in _read_lines(mapping)}
    rows = _read_lines(GAMBLING / "inputs" / f"question_part_{part}" / "responses.jsonl")
    texts = [row["response"] for row in rows]
    return LabelledSet(
        f"gambling {part}", texts, ["en"] * len(rows), [labels[row["response_id"]] for row in rows]
    )


def read_topics(folders: Sequence[str], name: str, split: str = "dev") -> LabelledSet:
    """Read sentences with their topic in some languages."""
    rows = [(row, folder) for folder in folders for row in _read_table(f"sib200/{folder}/{split}.tsv", "\t")]
    texts, languages = [row["text"] for row, _ in rows], [SIB_FOLDERS[folder] for _, folder in rows]
    return LabelledSet(name, texts, languages, [[row["category"]] for row, _ in rows])


def read_needs(most: int) -> LabelledSet:
    """Read messages with the needs people marked in them; messages without a mark are left out."""
    rows = _read_table("disaster_messages/disaster_response_validation.csv", ",")[:most]
    labels = [[need for need in NEEDS if row[need] == "1"] for row in rows]
    kept = [place for place, found in enumerate(labels) if found]
    texts = [rows[place]["message"] for place in kept]
    return LabelledSet("disaster messages", texts, ["en"] * len(kept), [labels[place] for place in kept])


def read_comments(conversation: str, language: str) -> tuple[LabelledSet, list[str]]:
    """Read the comments of a conversation, without labels, and the id of each."""
    rows = _read_table(f"polis/{conversation}/comments.csv", ",")
    texts = [row["comment-body"] for row in rows]
    found = LabelledSet(conversation, texts, [language] * len(rows), [[] for _ in rows])
    return found, [row["comment-id"] for row in rows]


def read_votes(conversation: str) -> list[tuple[str, str, int]]:
    """Read the votes of a conversation: comment, voter, and 1, 0 or -1."""
    rows = _read_table(f"polis/{conversation}/votes.csv", ",")
    return [(row["comment-id"], row["voter-id"], int(row["vote"])) for row in rows]


def read_docket() -> LabelledSet:
    """Read the comments of a docket, without labels."""
    texts = [row["Text Comment"] for row in _read_table("usda_campaign/text_comments.csv", ",")]
    return LabelledSet("usda docket", texts, ["en"] * len(texts), [[] for _ in texts])


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _read_table(name: str, delimiter: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))
