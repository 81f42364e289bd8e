"""A community group in an installation: passes experiences on, and does with them what people let it do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.groups import RelayGroup
from consult.sealing.codenames import derive_key
from consult.sealing.group_keys import BoxKey, unlock_group_key
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.relaying import (
    Powers,
    begin_entry,
    describe_entry,
    get_own,
    lock_for_group,
    open_for_group,
    withdraw_own,
)
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.answering import list_own_answers
from tests.factories.grouping import make_ready_group
from tests.factories.numbering import NOW
from tests.integration.saved_installation import QUESTION, Installation, Told


class Group:
    """One group, and what its number opens."""

    def __init__(self, site: Installation) -> None:
        self._site = site
        self._id, self._key = site.work(lambda session, _: self._draw(session))

    def _draw(self, session: Session) -> tuple[str, BoxKey]:
        salt = read_secret_salt(Path(self._site.settings["SALT_FILE"]))
        group, _, number = make_ready_group(session, salt)
        opened = derive_key(number, group.number_salt or b"", cost=MINIMAL)
        return group.id, unlock_group_key(opened, group.locked_private_key or b"", group.id)

    def lock(self, powers: Powers) -> Callable[[Session, OpenedAccount], bytes | None]:
        """What belongs to sending an experience that somebody tells through the group."""

        def finish(session: Session, opened: OpenedAccount) -> bytes | None:
            group, response_id = session.get_one(RelayGroup, self._id), opened.response.id
            begin_entry(session, group, response_id)
            describe_entry(session, group, response_id, label="blue door", powers=powers)
            return lock_for_group(session, group, response_id, opened.key)

        return finish

    def read_back(self, told: Told) -> str:
        """The words of it that the group can read; nothing where it cannot."""

        def look(session: Session, store: KeyStore) -> str:
            listed = get_own(session, self._key, told.id)
            own = list_own_answers(
                session, listed.response, open_for_group(session, store, listed, self._key)
            )
            return next((str(one.value) for one in own if one.question_id == QUESTION), "")

        return self._try(look) or ""

    def withdraw(self, told: Told) -> bool:
        """Withdraw it; whether the group was let."""

        def act(session: Session, store: KeyStore) -> bool:
            withdraw_own(session, store, get_own(session, self._key, told.id), now=NOW)
            return True

        return bool(self._try(act))

    def _try(self, act: Callable[[Session, KeyStore], Any]) -> Any:
        try:
            return self._site.work(act)
        except (Conflict, NotFound):
            return None
