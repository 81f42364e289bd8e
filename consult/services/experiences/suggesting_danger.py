"""Say which unread accounts to read first: those whose words may speak of danger. Only while unlocked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from analysis.danger import find_danger
from consult.models.danger import DangerSuggestion
from consult.models.readings import Reading
from consult.queries.checked import find_heads_marks
from consult.queries.handled import select_unread
from consult.queries.responses import select_these
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked, WrongKey
from consult.sealing.payloads import seal_json
from consult.sealing.places import place_of_danger
from consult.services.days import find_day
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import Opener, get_account_key
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Bucket, Purpose, UseKind

MOST_AT_ONCE = 50
SUBJECT = "what to read first"


def suggest_first(
    session: Session, viewer: Viewer, *, keys: AccountKeys, now: datetime
) -> dict[str, Sequence[str]]:
    """The kinds of danger that unread accounts may speak of, by account; nothing while they are locked.

    At most MOST_AT_ONCE new ones that may be read are looked at each time. What was found is kept sealed.
    """
    unread = select_unread(viewer, today=find_day(now))
    marks = find_heads_marks(session, unread)
    known = _open_known(session, unread, marks, keys)
    new = sorted(id for id in marks if id not in known)[:MOST_AT_ONCE]
    found = known | (_look(session, viewer, new, marks, keys, now) if new else {})
    return {id: kinds for id, kinds in found.items() if kinds}


def _open_known(
    session: Session, unread: Select[str], marks: Mapping[str, str], keys: AccountKeys
) -> dict[str, Sequence[str]]:
    rows = session.scalars(select(DangerSuggestion).where(DangerSuggestion.response_id.in_(unread))).all()
    current = [row for row in rows if row.heads_mark == marks.get(row.response_id)]
    opener = Opener(session, [row.response_id for row in current], keys)
    found: dict[str, Sequence[str]] = {}
    for row in current:
        opened = opener.open_payload(row.response_id, row.sealed, place_of_danger(row.response_id))
        if not isinstance(opened, Bucket):
            found[row.response_id] = opened["kinds"]
    return found


def _look(
    session: Session,
    viewer: Viewer,
    new: Sequence[str],
    marks: Mapping[str, str],
    keys: AccountKeys,
    now: datetime,
) -> dict[str, Sequence[str]]:
    reading = read_answers(
        session,
        viewer,
        select_these(viewer, new),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.ANALYSIS,
        subject_id=SUBJECT,
        keys=keys,
        now=now,
    )
    found = {one.response_id: _find(reading, one.response_id) for one in reading.respondents}
    for response_id, kinds in found.items():
        _keep(session, response_id, kinds, marks[response_id], keys)
    session.flush()
    return found


def _find(reading: Reading, response_id: str) -> Sequence[str]:
    return find_danger("\n".join(row.text for row in reading.rows if row.response_id == response_id))


def _keep(session: Session, response_id: str, kinds: Sequence[str], mark: str, keys: AccountKeys) -> None:
    try:
        key = get_account_key(response_id, keys)
    except (Locked, WrongKey):
        return
    row = session.get(DangerSuggestion, response_id) or DangerSuggestion(response_id=response_id)
    row.heads_mark = mark
    row.sealed = seal_json(key, {"kinds": list(kinds)}, place_of_danger(response_id))
    session.add(row)
