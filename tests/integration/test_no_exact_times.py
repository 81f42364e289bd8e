"""After what people do with an experience (the acts below), no table says at what time of day they did it."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.vocabulary import ResponseState
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, Worker, open_site
from tests.integration.teller import RETURN, amend, open_form, tell, visit

TIME, DAY_ONLY = re.compile(r"\d\d:\d\d"), " 00:00:00.000000"
EVERY_POWER = "correct read_back withdraw"
OWN_WORDS = {"q_describe": "own_words", "q_described_as": "a mother of two", "prompts_rest": "keep"}
ACTS = {
    "permission": {"q_permission": ["analyse", "contact"], **OWN_WORDS},
    "messages": {"message": "It was in March.", "prompts_rest": "keep"},
    "keep-away": {"q_kept_away": "Bashir"},
    "withdraw": {},
}


def count_times(folder: Path) -> Counter[tuple[str, str, str]]:
    """Every time of day in either database: how often, by file and table, with the value that holds it.

    Midnight says only the day.
    """
    files = list(folder.rglob("*.sqlite"))
    assert {one.name for one in files} >= {"consult.sqlite", "keys.sqlite"}
    found: Counter[tuple[str, str, str]] = Counter()
    for file in files:
        with closing(sqlite3.connect(file)) as database:
            names = "SELECT name FROM sqlite_master WHERE type = 'table'"
            for (table,) in database.execute(names).fetchall():
                values = [
                    _read(value) for row in database.execute(f'SELECT * FROM "{table}"') for value in row
                ]
                found.update(
                    (file.name, table, one) for one in values if TIME.search(one.replace(DAY_ONLY, ""))
                )
    return found


def _read(value: object) -> str:
    """As text; what is sealed byte by byte, so that a time in clear within it would be seen."""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def list_states(sessions: sessionmaker[Session]) -> list[ResponseState]:
    with sessions() as session:
        return list(session.scalars(select(Response.state)))


def test_person__who_tells_changes_and_withdraws__leaves_no_time_of_day(
    make_app: MakeApp, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    app = open_form(make_app, sessions)
    before = count_times(tmp_path)
    number, client = tell(visit(app)), visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})
    assert amend(client, "It was five months.").status_code == 302
    assert count_times(tmp_path) == before
    for act, given in ACTS.items():
        assert client.post(f"{RETURN}/{act}", data=given).status_code < 400, act
        assert count_times(tmp_path) == before, act
    assert list_states(sessions) == [ResponseState.WITHDRAWN]


def test_group__that_passes_on_corrects_and_withdraws__leaves_no_time_of_day(
    make_app: MakeApp, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    worker = Worker(open_site(make_app, sessions), sessions)
    before = count_times(tmp_path)
    worker.relay(powers=EVERY_POWER)
    worker.relay_event()
    own = sorted(set(re.findall(rf"{GROUP}/list/([0-9a-f-]{{36}})", worker.open_list())))
    assert len(own) == 2 and count_times(tmp_path) == before
    given = {"correct": {"correction": "It was five months."}, "label": {"label": "red door"}, "lost": {}}
    for id in own:
        assert worker.client.get(f"{GROUP}/list/{id}/words").status_code == 200
        for act, said in {**given, "withdraw": {}}.items():
            assert worker.client.post(f"{GROUP}/list/{id}/{act}", data=said).status_code == 302, act
            assert count_times(tmp_path) == before, act
    assert list_states(sessions) == [ResponseState.WITHDRAWN] * 2
