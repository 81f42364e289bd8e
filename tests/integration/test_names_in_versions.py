"""What the machine named a theme by goes out of exact versions as out of drafts; the digest stays."""

from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy.orm import Session

from consult.models.draft_kinds import WithdrawnKind
from consult.models.response import Response
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.gathering import gather_record
from consult.services.keeping.withdrawing import withdraw
from consult.services.returns.revising import NOBODY
from consult.services.themes.withholding_phrases import CARRIERS, SHOWN
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import UseKind
from tests.factories.numbering import NOW, TODAY
from tests.integration.drafting_record import Received, make_received
from tests.integration.test_names_in_drafts import CARRIED, find_word


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    """Experiences alone share "Qorvel knocks" and "long waits"."""
    found = make_received(sqlite_session)
    theme = found.themes["T02"]
    theme.label = theme.proposed_label = "Qorvel knocks, long waits"
    theme.key_phrases = ["qorvel knocks", "long waits"]
    found.run.manifest = found.run.manifest | {CARRIERS: CARRIED, SHOWN: sorted(CARRIED)}
    sqlite_session.flush()
    return found


@pytest.fixture
def accounts(received: Received) -> list[Response]:
    return [received.add_account(f"Qorvel knocks came, number {n}.") for n in range(7)]


def test_version__of_a_theme_whose_words_too_few_share_now__loses_them_and_says_so(
    received: Received, accounts: list[Response]
) -> None:
    session, showing = received.session, Showing(SYSTEM, UseKind.PAGE, NOW, received.agent)
    record = gather_record(session, received.consultation, as_of=None, keys=received.agent, now=NOW)
    keep_draft(session, record, write_sections(record), actor="somebody", now=NOW)
    draft = get_latest_draft(session, received.consultation.id)
    version = make_version(session, draft, showing, author=NOBODY)
    digest = version.digest
    assert "draft_version.body" in find_word(session, "qorvel"), "nothing named the theme by them"
    store: Any = Mock(name="a key store")
    withdraw(session, accounts[0], store=store, actor="public", now=NOW)
    session.expire_all()
    assert not find_word(session, "qorvel")
    assert {one.kind for one in version.withdrawals} == {WithdrawnKind.NAME}
    assert {one.since_on for one in version.withdrawals} == {None}
    shown = show_exact(session, version, showing)
    assert "“Long waits”" in str(shown) and version.digest == digest and not shown.is_recomputed
    assert {one.since_on for one in shown.withdrawals} == {TODAY}
