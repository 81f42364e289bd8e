"""Language detection on SIB-200 sentences, by length."""

import csv
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis import detectors, text

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
TRUTH = """
    eng_Latn en, cym_Latn cy, arb_Arab ar, pes_Arab fa, prs_Arab fa, pbt_Arab ps, ckb_Arab ckb, kmr_Latn kmr,
    tir_Ethi ti, amh_Ethi am, gaz_Latn om, som_Latn so, urd_Arab ur, pan_Guru pa, ben_Beng bn, als_Latn sq,
    vie_Latn vi, tur_Latn tr, ukr_Cyrl uk, rus_Cyrl ru, pol_Latn pl, ron_Latn ro, por_Latn pt, spa_Latn es,
    fra_Latn fr, zho_Hans zh-Hans, zho_Hant zh-Hant
"""
FOLDERS = {pair.split()[0]: pair.split()[1] for pair in TRUTH.split(",")}
LENGTHS = (3, 5, 8, None)
WEAK_BELOW = 0.97


def read_sentences(folder: str) -> list[str]:
    """Read the development sentences of one language."""
    with (SHARED / "sib200" / folder / "dev.tsv").open(encoding="utf-8", newline="") as source:
        return [row["text"] for row in csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)]


def cut(sentence: str, length_words: int | None) -> str:
    """Keep the first words of a sentence."""
    words = text.list_words(sentence)
    return sentence if length_words is None else sentence[: words[min(length_words, len(words)) - 1].end]


def measure(length_words: int | None) -> str:
    """Measure one length: the share right, the share confident, and the share right of the confident."""
    started, judged, weak = time.perf_counter(), [], []
    for folder, tag in FOLDERS.items():
        found = [detectors.detect(cut(sentence, length_words)) for sentence in read_sentences(folder)]
        judged += [(one.tag == tag, one.confident) for one in found]
        share = sum(one.tag == tag for one in found) / len(found)
        weak += [f"{folder} {share:.2f}"] if share < WEAK_BELOW else []
    right = sum(correct for correct, _ in judged)
    confident = [correct for correct, sure in judged if sure]
    return (
        f"{right}/{len(judged)} right ({right / len(judged):.2%}); "
        f"confident {len(confident)}, of which right {sum(confident)}; "
        f"{len(judged) / (time.perf_counter() - started):.0f} a second; weak: {', '.join(weak) or 'none'}"
    )


def main() -> None:
    """Print the figures for each length."""
    for length in LENGTHS:
        name = "whole sentences" if length is None else f"first {length} words"
        print(f"{name}: {measure(length)}")


if __name__ == "__main__":
    main()
