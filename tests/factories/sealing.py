"""Accounts that are really sealed, and whoever can open them in a test."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.provenance import Provenance
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.queries.checked import find_heads_marks
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.errors import Locked
from consult.sealing.keys import (
    AccountKey as OpeningKey,
)
from consult.sealing.keys import (
    PartnershipKey,
    new_account_key,
    new_partnership_key,
    unwrap_account_key,
    wrap_account_key,
)
from consult.services.experiences.tracing import keep_provenance
from consult.services.identifiers.redacting import Kept, Redaction, keep_redactions
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.sealed_answers import seal_answer
from consult.vocabulary import Purpose
from tests.factories.collecting import make_account
from tests.factories.numbering import TODAY


class Uncounted:
    """Stands for a key store where it does not matter how often somebody changed something."""

    def find_changes(self, _: str) -> int:
        """None is counted."""
        return 0

    def raise_counts(self, _: Mapping[str, int]) -> int:
        """Nor is this one."""
        return 0


UNCOUNTED: Any = Uncounted()


class UnlockedAgent:
    """Holds the partnership's key and the wraps of accounts, and counts how often it was asked.

    `lock()` ends that. It stands for a key store and a key agent together, where neither matters.
    """

    def __init__(self, key: PartnershipKey | None = None) -> None:
        self.key = key or new_partnership_key()
        self.is_locked = False
        self.asked = 0
        self.wraps: dict[str, bytes] = {}

    def unwrap(self, wrapped: bytes) -> OpeningKey:
        self.asked += 1
        if self.is_locked:
            raise Locked()
        return unwrap_account_key(wrapped, self.key)

    def open_key(self, response_id: str) -> OpeningKey | None:
        wrapped = self.wraps.get(response_id)
        return self.unwrap(wrapped) if wrapped else None

    def is_unlocked(self) -> bool:
        return not self.is_locked

    def lock(self) -> None:
        self.is_locked = True

    def stand_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Answer in place of the process that the site asks."""
        monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: self.unwrap(wrapped))
        monkeypatch.setattr(
            AgentClient, "status", lambda _: AgentStatus(0 if self.is_locked else 600, "0" * 16)
        )


def make_sealed_account(
    session: Session,
    version: QuestionnaireVersion,
    answers: Mapping[str, Any],
    agent: UnlockedAgent,
    *,
    consents: Mapping[Purpose, bool] | None = None,
    is_checked: bool = True,
    provenance: Provenance | None = None,
    **values: Any,
) -> Response:
    """An account whose answers only this agent opens; analysing is permitted unless told otherwise.

    is_checked: somebody found no personal data in it.
    """
    given = {Purpose.ANALYSE: True} if consents is None else consents
    account = make_account(
        session,
        version,
        {question: json.dumps(value).encode() for question, value in answers.items()},
        consents=given,
        **values,
    )
    key = new_account_key()
    for answer in account.answers:
        _seal(session, key, answer, answers[answer.question_id])
    if provenance is not None:
        keep_provenance(session, account.id, key, provenance)
    agent.wraps[account.id] = wrap_account_key(key, agent.key.public_key)
    if is_checked:
        keep_check(session, account, key)
    return account


def keep_check(session: Session, account: Response, key: OpeningKey, *redactions: Redaction) -> None:
    """Keep that somebody checked the account as it stands for personal data, and took this out."""
    asked = select(Response.id).where(Response.id == account.id)
    kept = Kept(find_heads_marks(session, asked)[account.id], True, redactions)
    keep_redactions(session, account.id, kept, key=key, staff_id=None, today=TODAY)


def keep_wraps(store: KeyStore, agent: UnlockedAgent) -> None:
    """Put the keys of an agent's accounts into a real key store, for pages and commands that look there."""
    for response_id, wrapped in agent.wraps.items():
        store.lock_for_good(response_id, wrapped, b"", b"")


def _seal(session: Session, key: OpeningKey, answer: Answer, value: Any) -> None:
    answer.sealed = seal_answer(key, value, answer.id, answer.head_revision_id or "")
    session.get_one(Revision, answer.head_revision_id).sealed = answer.sealed
    session.flush()
