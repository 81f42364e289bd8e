"""Build a draft from the command line: by the system itself, saying on standard error what it does."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from consult.cli.talking import make_teller
from consult.jobs.drafting import build_draft
from consult.services import auditing
from consult.services.drafts.drafting import KeptDraft
from consult.services.keys.key_keeping import AccountKeys


def build_here(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    *,
    as_of: date | None,
    keys: AccountKeys | None = None,
) -> KeptDraft:
    """Build the next draft. keys: without them no experience is quoted. Raises: as `build_draft`."""
    report, actor = make_teller(), auditing.SYSTEM
    return build_draft(
        sessions, consultation_id, keys=keys, actor=actor, report=report, as_of=as_of, settings=settings
    )
