"""How long pages take that ask for a known, an unknown and a withdrawn number: ratios with intervals.

Numbers of experiences, of returns and of groups; of a group, withdrawn means that its link was revoked.
"""

import os
import random
import re
import secrets
import statistics
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from datetime import date
from http.cookiejar import CookieJar
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.engine import make_engine
from consult.models.questionnaire import QuestionnaireVersion
from consult.sealing.codenames import Codename, lookup_id, new_codename, stretch_codename
from consult.sealing.key_files import create_key_file, read_public_key
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services import auditing
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import open_unsent, send_account
from consult.services.experiences.grouping import keep_number, revoke_link
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore, opened_key_store
from tests.benchmarks.served_sites import serve_on_sqlite
from tests.factories.collecting import make_response
from tests.factories.giving import begin_telling
from tests.factories.grouping import make_group
from tests.factories.numbering import NOW, TODAY

TRIES = int(os.environ.get("CONSULT_BENCH_TRIES", "60"))
PATHS = {
    "experiences": "/your-experience/return/",
    "returns": "/return/",
    "groups": "/your-experience/group/enter",
}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
DRAWS, TAIL = 2_000, 0.025
TOO_MANY = 429
KNOWN, UNKNOWN, WITHDRAWN = "known", "unknown", "withdrawn"
Make = Callable[[bool], Codename]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """The page that a known number leads to is no part of the figures."""


def fill(folder: Path) -> dict[str, dict[str, list[Codename]]]:
    """Something for every try with a known number, something withdrawn for every other; their numbers."""
    key_path, url = folder / "partnership-key.json", f"sqlite:///{folder / 'consult.sqlite'}"
    create_key_file(key_path, "Bench", "four words nobody guesses", today=date(2026, 6, 1), cost=MINIMAL)
    engine = make_engine(url)
    keys_url = f"sqlite:///{folder / 'keys.sqlite'}"
    with opened_key_store(keys_url) as store, Session(engine) as session, session.begin():
        salt = read_secret_salt(folder / "salt.hex")
        make: dict[str, Make] = {
            "experiences": lambda is_withdrawn: tell(session, store, folder, is_withdrawn=is_withdrawn),
            "returns": lambda is_withdrawn: answer(session, salt, is_withdrawn=is_withdrawn),
            "groups": lambda is_withdrawn: join(session, salt, is_withdrawn=is_withdrawn),
        }
        numbers = {page: make_numbers(one) for page, one in make.items()}
    engine.dispose()
    return numbers


def make_numbers(make: Make) -> dict[str, list[Codename]]:
    """As many of each kind as are tried."""
    kept = [make(False) for _ in range(TRIES)]
    gone = [make(True) for _ in range(TRIES)]
    return {KNOWN: kept, WITHDRAWN: gone, UNKNOWN: [new_codename() for _ in range(TRIES)]}


def answer(session: Session, salt: bytes, *, is_withdrawn: bool) -> Codename:
    """Send a return, and take it back where that is meant; gives its number."""
    number, version = new_codename(), session.scalars(select(QuestionnaireVersion)).first()
    assert version is not None
    response = make_response(session, version, codename_lookup=lookup_id(number, salt))
    if is_withdrawn:
        withdraw(session, response, actor=auditing.PUBLIC, now=NOW)
    return number


def join(session: Session, salt: bytes, *, is_withdrawn: bool) -> Codename:
    """Make a group with its number, and revoke its link where that is meant; gives the number."""
    name = f"Group {secrets.token_hex(4)}"
    group, _ = make_group(session, name=name, key=name.lower().replace(" ", "-"))
    number = new_codename()
    keep_number(session, group, stretch_codename(number, salt))
    if is_withdrawn:
        revoke_link(session, group, actor="bench", now=NOW)
    return number


def tell(session: Session, store: KeyStore, folder: Path, *, is_withdrawn: bool = False) -> Codename:
    """Send an experience, and take it back where that is meant; gives its number."""
    number, begun = new_codename(), begin_telling(session, store, {"what_happened": "Words."})
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    send_account(
        session,
        store,
        opened,
        read_definition(begun.response.questionnaire_version),
        {},
        number=stretch_codename(number, read_secret_salt(folder / "salt.hex")),
        public_key=read_public_key(folder / "partnership-key.json"),
        today=TODAY,
        now=NOW,
    )
    if is_withdrawn:
        withdraw(session, begun.response, store=store, actor=auditing.PUBLIC, now=NOW)
    return number


def measure(address: str, number: Codename) -> float:
    """How long the answer to a number takes, in a browser that has nothing else; waits where told to."""
    while True:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _Stay)
        with opener.open(address, timeout=60) as page:
            token = TOKEN.findall(page.read().decode())[0]
        body = urllib.parse.urlencode({"csrf_token": token, "return_number": number.shown()}).encode()
        request = urllib.request.Request(address, body, {"Referer": address})
        started = time.perf_counter()
        status, wait = 0, 0
        try:
            opener.open(request, timeout=60).close()
        except urllib.error.HTTPError as answer:
            answer.read()
            status, wait = answer.code, int(answer.headers.get("Retry-After", "0"))
        took = time.perf_counter() - started
        if status != TOO_MANY:
            return took
        time.sleep(wait)


def compare(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float]:
    """The ratio of two medians, with the bounds of its 95% bootstrap interval."""
    draw = random.Random(1)
    ratios = sorted(
        statistics.median(draw.choices(one, k=len(one)))
        / statistics.median(draw.choices(other, k=len(other)))
        for _ in range(DRAWS)
    )
    low, high = ratios[int(TAIL * DRAWS)], ratios[int((1 - TAIL) * DRAWS) - 1]
    return statistics.median(one) / statistics.median(other), low, high


def report(page: str, seconds: dict[str, list[float]]) -> None:
    """Print the medians of a page, and the ratio of each kind to the unknown one."""
    print(f" {page}", flush=True)
    for kind, taken in seconds.items():
        print(
            f"  {kind}: median {statistics.median(taken) * 1000:.1f} ms ({len(taken)} requests)", flush=True
        )
    for kind in (KNOWN, WITHDRAWN):
        ratio, low, high = compare(seconds[kind], seconds[UNKNOWN])
        print(f"  {kind} to unknown: {ratio:.3f}, 95% interval {low:.3f} to {high:.3f}", flush=True)


def main() -> None:
    """Try every number once, in an order that mixes pages and kinds."""
    seconds = {page: {KNOWN: list[float](), UNKNOWN: [], WITHDRAWN: []} for page in PATHS}
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as name:
        folder = Path(name) / "site"
        with serve_on_sqlite(folder) as site:
            tries = [
                (page, kind, number)
                for page, kinds in fill(folder).items()
                for kind, numbers in kinds.items()
                for number in numbers
            ]
            random.Random(2).shuffle(tries)
            for page, kind, number in tries:
                seconds[page][kind].append(measure(site + PATHS[page], number))
    for page, taken in seconds.items():
        report(page, taken)


if __name__ == "__main__":
    main()
