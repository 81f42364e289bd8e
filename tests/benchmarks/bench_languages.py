"""Language detection on SIB-200 sentences, by length, with 95% intervals (Wilson's).

Last, how many answers whose language was declared rightly would be read in another: no whole sentence may be.
"""

import csv
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis import detectors, text
from analysis.languages import judge_language
from analysis.tables.intervals import find_share
from tests.benchmarks.targets import UNDER, Target

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
TRUTH = """
    eng_Latn en, cym_Latn cy, arb_Arab ar, pes_Arab fa, prs_Arab fa, pbt_Arab ps, ckb_Arab ckb, kmr_Latn kmr,
    tir_Ethi ti, amh_Ethi am, gaz_Latn om, som_Latn so, urd_Arab ur, pan_Guru pa, ben_Beng bn, als_Latn sq,
    vie_Latn vi, tur_Latn tr, ukr_Cyrl uk, rus_Cyrl ru, pol_Latn pl, ron_Latn ro, por_Latn pt, spa_Latn es,
    fra_Latn fr, zho_Hans zh-Hans, zho_Hant zh-Hant
"""
FOLDERS = {pair.split()[0]: pair.split()[1] for pair in TRUTH.split(",")}
LENGTHS = (3, 5, 8, None)
LEAST = {3: Target(0.91), 5: Target(0.96), None: Target(0.997)}
"""The share right that is wanted at each length."""
MOST_WRONG = Target(0.001, UNDER)
"""The share confident and wrong that is allowed, of whole sentences."""
WEAK_BELOW = 0.97
DECLARED = FOLDERS | {"prs_Arab": "prs"}


def read_sentences(folder: str) -> list[str]:
    """Read the development sentences of one language."""
    with (SHARED / "sib200" / folder / "dev.tsv").open(encoding="utf-8", newline="") as source:
        return [row["text"] for row in csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)]


def cut(sentence: str, length_words: int | None) -> str:
    """Keep the first words of a sentence."""
    words = text.list_words(sentence)
    return sentence if length_words is None else sentence[: words[min(length_words, len(words)) - 1].end]


def measure(length_words: int | None) -> str:
    """Measure one length: the share right, and the share confident and wrong."""
    started, judged, weak = time.perf_counter(), [], []
    for folder, tag in FOLDERS.items():
        found = [detectors.detect(cut(sentence, length_words)) for sentence in read_sentences(folder)]
        judged += [(one.tag == tag, one.confident) for one in found]
        share = sum(one.tag == tag for one in found) / len(found)
        weak += [f"{folder} {share:.2f}"] if share < WEAK_BELOW else []
    speed = len(judged) / (time.perf_counter() - started)
    right = sum(correct for correct, _ in judged)
    confident = [correct for correct, sure in judged if sure]
    wrong = len(confident) - sum(confident)
    return (
        f"right {show_share(right, len(judged))}{tell_target(right / len(judged), LEAST.get(length_words))}; "
        f"confident {len(confident)}, confident and wrong {show_share(wrong, len(judged))}"
        f"{tell_target(wrong / len(judged), MOST_WRONG if length_words is None else None)}; "
        f"{speed:.0f} a second; weak: {', '.join(weak) or 'none'}"
    )


def measure_turned(length_words: int | None) -> str:
    """Measure how many answers in the language that was declared seem to be in another."""
    turned, n_read = [], 0
    for folder, tag in DECLARED.items():
        for sentence in read_sentences(folder):
            judged = judge_language(cut(sentence, length_words), tag)
            turned += [f"{tag} as {judged['detected']}"] if judged["contradicted"] else []
            n_read += 1
    wanted = tell_target(1 - len(turned) / n_read, Target(1.0)) if length_words is None else ""
    return f"turned {show_share(len(turned), n_read)}{wanted}: {', '.join(turned) or 'none'}"


def show_share(count: int, base: int) -> str:
    """Write a share with its interval."""
    found = find_share(count, base)
    if found is None:
        return "of nothing"
    return f"{count}/{base}, {found.value:.2%} ({found.low:.2%} to {found.high:.2%})"


def tell_target(share: float, target: Target | None) -> str:
    """Write the target beside a share, where there is one."""
    return "" if target is None else f" ({target.judge(share)})"


def main() -> None:
    """Print the figures for each length beside their targets."""
    if not (SHARED / "sib200").is_dir():
        print(f"NOT RUN: {SHARED / 'sib200'} is absent")
        return
    for length in LENGTHS:
        name = "whole sentences" if length is None else f"first {length} words"
        print(f"{name}: {measure(length)}")
        print(f"{name}, rightly declared: {measure_turned(length)}")


if __name__ == "__main__":
    main()
