"""One version, written twice at different times of day: the same bytes in every form."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.exports.assembling_versions import assemble_version
from consult.exports.writers import WRITERS, Means
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import UseKind
from tests.factories.numbering import NOW
from tests.integration.drafted_copies import Kept, reopen

LATER = timedelta(hours=7, minutes=13, seconds=29)
ELSEWHERE = "Asia/Tokyo"


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Later, and in another time zone, as far as a process can be told so."""
    began = time.time()
    monkeypatch.setattr(time, "time", lambda: began + LATER.total_seconds())
    monkeypatch.setenv("TZ", ELSEWHERE)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def write_all(session: Session, version: DraftVersion, after: timedelta = timedelta()) -> dict[str, bytes]:
    """Read anew and written in every form."""
    session.expire_all()
    shown = show_exact(session, version, Showing(SYSTEM, UseKind.EXPORT, NOW + after))
    document = assemble_version(shown)
    return {ending: one.make(document, Means()) for ending, one in WRITERS.items()}


def test_version__written_at_another_time_of_day__is_the_same_to_the_byte_in_every_form(
    sqlite_session: Session, kept_draft: Kept, request: pytest.FixtureRequest
) -> None:
    received = reopen(kept_draft.lend(), sqlite_session)
    latest = get_latest_draft(sqlite_session, received.consultation.id)
    showing = Showing(SYSTEM, UseKind.EXPORT, NOW)
    version = make_version(sqlite_session, latest, showing, author=Author(None, "Ada Morgan"))
    first = write_all(sqlite_session, version)
    request.getfixturevalue("elsewhere")
    again = write_all(sqlite_session, version, LATER)
    assert [ending for ending in WRITERS if again[ending] != first[ending]] == []
    assert all(len(content) > 1_000 for content in first.values())
