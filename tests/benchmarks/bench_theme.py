"""`consult theme` on 10,000 comments, the polis comments repeated and altered: time, memory, speed."""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CONSULT_SHARED", ROOT.parent / "shared" / "data"))
COUNT = int(os.environ.get("CONSULT_BENCH_COMMENTS", "10000"))
SEED = 20261122
OPENINGS = ("", "I think ", "In my view, ", "As a resident: ", "We found that ")
CLOSINGS = ("", " Please listen.", " This matters here.", " Thank you.", " That is all.")


def read_comments() -> list[str]:
    """Every comment of the polis conversations, in file order."""
    texts = []
    for path in sorted((SHARED / "polis").glob("*/comments.csv")):
        with path.open(encoding="utf-8", newline="") as source:
            texts += [row["comment-body"] for row in csv.DictReader(source)]
    return texts


def alter(text: str, chance: random.Random) -> str:
    """The comment as somebody else might have sent it: words dropped or moved, a phrase before or after."""
    words = text.split(" ")
    if len(words) > 6:
        place = chance.randrange(len(words) - 1)
        words[place], words[place + 1] = words[place + 1], words[place]
        del words[chance.randrange(len(words))]
    return chance.choice(OPENINGS) + " ".join(words) + chance.choice(CLOSINGS)


def write_comments(path: Path) -> None:
    """Write COUNT comments: first each as it is, then altered copies."""
    chance, texts = random.Random(SEED), read_comments()
    rows = [text if number < len(texts) else alter(chance.choice(texts), chance) for number, text in
            enumerate((texts * (COUNT // len(texts) + 1))[:COUNT])]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["id", "comment"])
        writer.writerows(enumerate(rows, 1))


def main() -> int:
    """Run the command once and print the figures."""
    if not SHARED.is_dir():
        print("NOT RUN: the real data is not there: name its folder in CONSULT_SHARED")
        return 0
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as name:
        source, out = Path(name) / "comments.csv", Path(name) / "out"
        write_comments(source)
        started = time.perf_counter()
        command = ["theme", str(source), "--text", "comment", "--id", "id", "--out", str(out)]
        done = subprocess.run([Path(sys.executable).with_name("consult"), *command], cwd=name, check=False)
        took = time.perf_counter() - started
        if done.returncode == 0:
            report(out, took)
        return done.returncode


def report(out: Path, took: float) -> None:
    """Print time, peak memory and speed."""
    with (out / "segments.csv").open(encoding="utf-8", newline="") as source:
        segments = sum(1 for _ in csv.DictReader(source))
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{COUNT} comments, {segments} segments: {took:.1f} s, peak memory {peak_mb:.0f} MB, ", end="")
    print(f"{segments / took:.0f} segments a second")
    counts = json.loads((out / "manifest.json").read_text(encoding="utf-8")).get("counts")
    print(f"counts: {json.dumps(counts, ensure_ascii=False)}")


if __name__ == "__main__":
    sys.exit(main())
