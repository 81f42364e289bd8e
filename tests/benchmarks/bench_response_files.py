"""A response of some 200 pages in every form: seconds, size, and whether a second one has the same bytes."""

import os
import time

from analysis.drafting.blocks import BulletList, Heading, Paragraph, Table
from consult.exports.document import Document, Part, QuotedWords, Translation
from consult.exports.writers import WRITERS, Means
from tests.unit.exports.pdf_sample import find_failures, open_pdf
from tests.unit.exports.word_sample import ARABIC, ENGLISH, make_document

QUESTIONS = 60
QUOTED = 12
TARGET_SECONDS = 20.0
SENTENCE = "Most returns (34 of 43) said that homes are hard to find for families who arrive in winter. "
SECTORS = ("Councils", "Health", "Police", "Voluntary and community", "Education", "Employers")


def make_long() -> Document:
    """Sixty questions, each with two pages of text, two tables and twelve quotations, some in Arabic."""
    return make_document(*(part for number in range(QUESTIONS) for part in list_question(number)))


def list_question(number: int) -> list[Part]:
    """What stands under one question."""
    rows = tuple((f"Theme {row} of question {number}", str(row + 5)) for row in range(15))
    by_sector = tuple((f"Theme {row}", *(str(row + place) for place in range(6))) for row in range(12))
    key = f"q{number}"
    return [
        Heading(key, 1 if number % 10 == 0 else 2, f"Question {number}: what is hard for families?"),
        *(Paragraph(f"{key}.{place}", SENTENCE * 4) for place in range(6)),
        BulletList(f"{key}.list", (SENTENCE, SENTENCE, SENTENCE)),
        Table(f"{key}.t", "Themes", ("Theme", "Returns"), rows, "returns", "43"),
        Table(f"{key}.s", "Themes by sector", ("Theme", *SECTORS), by_sector, "returns", "43"),
        *(quote(f"{key}.{place}", in_arabic=place % 4 == 0) for place in range(QUOTED)),
    ]


def quote(key: str, *, in_arabic: bool) -> QuotedWords:
    """A quotation of three sentences."""
    if in_arabic:
        made = Translation(f"{ENGLISH} " * 3, "en", "a volunteer")
        return QuotedWords(key, f"{ARABIC} " * 3, "ar", "A person from the coast", True, made)
    return QuotedWords(key, SENTENCE * 3, "en", "A council officer")


def main() -> None:
    """Write each form twice and print the figures."""
    document = make_long()
    for ending, writer in WRITERS.items():
        writer.make(make_document(), Means())  # what is loaded with the first file is no part of the figures
        started = time.perf_counter()
        content = writer.make(document, Means())
        seconds = time.perf_counter() - started
        same = writer.make(document, Means()) == content
        missed = "" if seconds <= TARGET_SECONDS else f", MISSED {TARGET_SECONDS:.0f} s"
        print(
            f"{ending:6} {seconds:5.1f} s, {len(content) / 1e6:4.1f} MB, same bytes: {same}{missed}",
            flush=True,
        )
        if ending == ".pdf":
            pages, failures = len(open_pdf(content).pages), find_failures(content)
            print(f"       {pages} pages, {pages / seconds:.0f} a second")
            print(f"       PDF/UA-1 objects to {failures or 'nothing'}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
