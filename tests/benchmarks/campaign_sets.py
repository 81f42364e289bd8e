"""Letters with edited copies among genuine texts, made for the benchmark of campaigns; seeded, labelled so.

Letters are sentences of SIB-200 put together; copies have words changed, dropped and put in, and own words
added before, after or between the letter's sentences. The genuine texts are answers and comments of other
sets on one topic each, and texts made of the same question's wording and sentences that nobody else has.
"""

import csv
import json
import os
import random
from dataclasses import dataclass
from pathlib import Path

from analysis.text import normalise

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
GAMBLING = "themefinder_gambling_xs/evals/data/gambling_XS/inputs"
QUESTION = "Do you agree that the rules on who may use local services should be changed, and if so why?"


@dataclass(frozen=True)
class LetterSet:
    """Texts with the letter that each is a copy of, 0 for genuine ones."""

    texts: list[str]
    letters: list[int]


def read_parallel(language: str, part: str = "train") -> dict[str, str]:
    """Read SIB-200 sentences by their number, which is the same in every language."""
    path = SHARED / "sib200" / language / f"{part}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["index_id"]: row["text"] for row in rows}


def read_genuine() -> list[str]:
    """Read answers and comments that people wrote, each once."""
    found = [
        json.loads(line)["response"]
        for path in sorted((SHARED / GAMBLING).glob("*/responses.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for path in sorted((SHARED / "polis").glob("*/comments.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [row["comment-body"] for row in csv.DictReader(file)]
    return list({normalise(text): text for text in found}.values())


def make_set(
    seed: int, *, letters: int, copies: int, genuine: int, changed: float, added: int, is_most: bool = False
) -> LetterSet:
    """Make a set. changed, added: most words changed (a share) and own ones; is_most: always so many."""
    drawn = random.Random(seed)
    sentences = list(read_parallel("eng_Latn").values())
    drawn.shuffle(sentences)
    others = read_genuine()
    drawn.shuffle(others)
    vocabulary = " ".join(sentences).split()
    texts, owners = list[str](), list[int]()
    for letter in range(1, letters + 1):
        body = [sentences.pop() for _ in range(drawn.randint(2, 6))]
        for _ in range(copies):
            share = changed if is_most else drawn.uniform(0, changed)
            own = added if is_most else drawn.randint(0, added)
            texts.append(copy_letter(body, drawn, vocabulary, share, others.pop() if others else "", own))
            owners.append(letter)
    for n in range(genuine):
        makes = len(sentences) > 1 and n % 2 == 0
        text = make_genuine(drawn, sentences) if makes or not others else others.pop()
        texts.append(text)
        owners.append(0)
    order = list(range(len(texts)))
    drawn.shuffle(order)
    return LetterSet([texts[n] for n in order], [owners[n] for n in order])


def copy_letter(
    body: list[str], drawn: random.Random, vocabulary: list[str], share: float, own: str, n_own: int
) -> str:
    """Copy a letter with this share of its words changed, and own words put before, after or into it."""
    sentences = [change_words(sentence.split(), drawn, vocabulary, share) for sentence in body]
    words = (own.split() + [drawn.choice(vocabulary) for _ in range(n_own)])[:n_own]
    place = drawn.randint(0, len(sentences))
    return " ".join([*sentences[:place], " ".join(words), *sentences[place:]]).strip()


def change_words(words: list[str], drawn: random.Random, vocabulary: list[str], share: float) -> str:
    """Change exactly this share of the words: put another one, drop it, or put one before it."""
    changed = set(drawn.sample(range(len(words)), round(share * len(words))))
    made = list[str]()
    for place, word in enumerate(words):
        if place not in changed:
            made.append(word)
            continue
        kind = drawn.randrange(3)
        made += [[drawn.choice(vocabulary)], [], [drawn.choice(vocabulary), word]][kind]
    return " ".join(made)


def make_genuine(drawn: random.Random, sentences: list[str]) -> str:
    """Make a text of the letters' topics that nobody else has; half of them repeat the question first."""
    picked = [sentences.pop() for _ in range(2)]
    words = [word for sentence in picked for word in sentence.split()]
    repeats = [QUESTION] if drawn.random() < 0.5 else []
    return " ".join([*repeats, *picked, *drawn.sample(words, len(words) // 2)])
