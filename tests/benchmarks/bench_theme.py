"""The whole analysis of 10,000 comments made by repeating and altering real ones: time and peak memory."""

import csv
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from analysis.results import count_all
from analysis.theming import theme_file

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
SETS = ("scoop-hivemind.affordable-housing", "vtaiwan.uberx", "brexit-consensus")
COMMENTS = 10_000
SHARE_REPEATED = 0.1


def read_comments() -> list[str]:
    """Read the comments of every set."""
    found = []
    for name in SETS:
        with (SHARED / "polis" / name / "comments.csv").open(encoding="utf-8", newline="") as file:
            found += [row["comment-body"] for row in csv.DictReader(file)]
    return found


def alter(text: str, other: str, chance: random.Random) -> str:
    """Alter a comment: drop and double words, and end it with words of another."""
    words, added = text.split(" "), other.split(" ")
    kept = [word for word in words if chance.random() > 0.15] or words
    place = chance.randrange(len(kept))
    return " ".join([*kept, kept[place], *added[: chance.randrange(1, 6)]])


def make_comments(comments: list[str], count: int) -> list[str]:
    """Make comments: each real one as it is, then repeats and alterations of them, always the same."""
    chance = random.Random(2026)
    made = list(comments[:count])
    while len(made) < count:
        one, other = chance.choice(comments), chance.choice(comments)
        made.append(one if chance.random() < SHARE_REPEATED else alter(one, other, chance))
    return made


class Clock:
    """Prints how long each step took."""

    def __init__(self) -> None:
        self.step, self.since = "", time.perf_counter()

    def tell(self, step: str, _done: int, _total: int) -> None:
        """Note progress; a new step ends the one before."""
        now = time.perf_counter()
        if step != self.step:
            if self.step:
                print(f"  {now - self.since:6.1f} s  {self.step}", flush=True)
            self.step, self.since = step, now


def main() -> None:
    """Print time, peak memory and segments a second."""
    if not (SHARED / "polis").is_dir():
        print(f"skipped: {SHARED / 'polis'} is absent")
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comments.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [["comment"], *([text] for text in make_comments(read_comments(), count))]
            )
        started, clock = time.perf_counter(), Clock()
        found = theme_file(path, text="comment", out=Path(folder) / "out", progress=clock.tell)
        clock.tell("", 0, 0)
        seconds = time.perf_counter() - started
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    segments = len(found.segments)
    rate = f"{seconds:.1f} s, {segments / seconds:.0f} segments a second"
    print(f"{count:,} comments, {segments:,} segments: {rate}")
    print(f"peak memory {peak_mb:.0f} MB; {len(found.themes)} themes; counts {count_all(found)}")


if __name__ == "__main__":
    main()
