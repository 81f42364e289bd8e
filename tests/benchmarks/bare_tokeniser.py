"""spaCy's bare tokeniser over a table of comments: the least that anything which looks at words must take."""

import csv
import json
import sys
import time
from pathlib import Path

import spacy


def main(path: str) -> None:
    """Tokenise every comment and print as JSON how many words a second."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        texts = [row["comment"] for row in csv.DictReader(file)]
    nlp = spacy.blank("en")
    started = time.perf_counter()
    words = sum(len(nlp.make_doc(text)) for text in texts)
    print(json.dumps({"words": words, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(sys.argv[1])
