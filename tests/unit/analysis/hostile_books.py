"""Codebooks that break careless analyses: very many codes, or labels that would run or format something."""

import csv
import io

from analysis.codebook import Codebook, parse_codebook
from tests.unit.analysis.hostile_texts import CONTROLS, FORMULAS, MARKUP, PLAIN


def make_book(count: int, *, hostile: bool = False) -> Codebook:
    """Make a codebook of so many codes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["code", "label", "facet", "parent", "description", "key_phrases"])
    for n in range(count):
        label = [*MARKUP, *FORMULAS, *CONTROLS][n % 20] if hostile else f"Subject {n}"
        said = PLAIN[n % len(PLAIN)]
        row = [f"=c{n}" if hostile else f"c{n}", label or "x", ("domain", "kind")[n % 2], ""]
        writer.writerow([*row, f"{said} {n}", f"{said.split()[-1]}|word{n}"])
    return parse_codebook(out.getvalue().encode("utf-8", "replace"), "book")
