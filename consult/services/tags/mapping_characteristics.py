"""Which tags stand for a protected characteristic, so that drafts can say what was heard about it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.characteristic_kinds import Characteristic
from consult.models.coding import Code
from consult.services import auditing
from consult.services.tags.adding_tags import add_code
from consult.services.tags.coding import list_codes
from consult.services.tags.ready_tags import READY


def find_characteristics(session: Session) -> dict[str, tuple[str, ...]]:
    """Find the names of the tags that stand for each; none for those that no tag stands for."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in list_codes(session):
        if code.characteristic:
            found[code.characteristic.value].append(code.label)
    return {key: tuple(labels) for key, labels in found.items()}


def map_characteristics(
    session: Session, wanted: Mapping[str, Characteristic | None], *, actor: str, now: datetime
) -> int:
    """Say what tags stand for, and return how many that changes.

    wanted: by the key of a tag; others stay as they are.
    """
    codes = list_codes(session)
    changed = [code for code in codes if wanted.get(code.key, code.characteristic) != code.characteristic]
    for code in changed:
        code.characteristic = wanted[code.key]
        _note(session, code, actor=actor, now=now)
    return len(changed)


def make_ready_tag(session: Session, characteristic: Characteristic, *, actor: str, now: datetime) -> Code:
    """Add the tag worded ready for a characteristic. Raises: Conflict (C429 there is one of its name)."""
    code = add_code(session, READY[characteristic])
    code.characteristic = characteristic
    _note(session, code, actor=actor, now=now)
    return code


def _note(session: Session, code: Code, *, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action="characteristic of a tag changed",
        subject_kind="tag",
        subject_id=code.id,
        details={
            "tag": code.key,
            "characteristic": code.characteristic.value if code.characteristic else "none",
        },
        now=now,
    )
