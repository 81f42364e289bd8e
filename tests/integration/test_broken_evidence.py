"""Each kind of broken evidence, caused on purpose: caught, holding everything back, let stand or not, settled."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import Conflict, ExportRefused
from consult.exports.assembling import assemble
from consult.models.draft import Draft
from consult.models.evidence_kinds import NEVER_OVERRIDDEN, BrokenKind
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing, export_draft
from consult.services.drafts.editing import find_standings
from consult.services.evidence.overriding import lift, override
from consult.services.evidence.settling import Evidence, find_evidence
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.vocabulary import Sector, UseKind
from tests.factories.numbering import NOW, TODAY
from tests.integration.broken_on_purpose import CASES, Case, add_locked, write
from tests.integration.drafted_copies import Kept, keep, reopen
from tests.integration.drafting_record import Received, make_received

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)
ADA = Author(None, "Ada Field")
REASON = "The partner confirmed it by e-mail on 4 March."


def receive(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        found = make_received(session)
        for n in range(3):
            found.add_return(f"Wages rise more slowly than rents do, in shop {n}.", sector=Sector.EMPLOYER)
        add_locked(found, number=6)
        write(found)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    return keep(tmp_path_factory.mktemp("built") / "consult.sqlite", up_to_date_file, receive)


@pytest.fixture
def sqlite_url(tmp_path: Path, built: Kept) -> str:
    return built.copy_to(tmp_path)


@pytest.fixture
def received(sqlite_session: Session, built: Kept) -> Received:
    return reopen(built.lend(), sqlite_session)


@pytest.fixture
def draft(received: Received) -> Draft:
    return get_latest_draft(received.session, received.consultation.id)


def look(received: Received) -> Evidence:
    received.session.flush()
    received.session.expire_all()
    latest = get_latest_draft(received.session, received.consultation.id)
    standings = find_standings(received.session, latest)
    return find_evidence(received.session, latest, standings, today=TODAY)


def list_kinds(received: Received) -> set[BrokenKind]:
    return {one.kind for one in look(received).open}


def test_draft__just_built__has_nothing_broken_and_leaves(received: Received, draft: Draft) -> None:
    assert look(received) == Evidence((), ())
    assert export_draft(received.session, draft, SHOWING, actor="staff").let_stand == ()
    assert make_version(received.session, draft, SHOWING, author=ADA).body["notes"]["let_stand"] == []


def test_table_of_causes__read__has_every_kind() -> None:
    assert {case.kind for case in CASES} == set(BrokenKind)


@pytest.mark.parametrize("case", CASES, ids=[case.name.replace(" ", "-") for case in CASES])
def test_evidence__broken_on_purpose__is_caught_held_back_and_settled(
    received: Received, draft: Draft, case: Case
) -> None:
    assert list_kinds(received) == set()
    case.cause(received, draft)
    kinds = list_kinds(received)
    assert case.kind in kinds and kinds <= {case.kind, *case.also}
    for leave in (
        lambda: export_draft(received.session, draft, SHOWING, actor="staff"),
        lambda: make_version(received.session, draft, SHOWING, author=ADA),
    ):
        with pytest.raises((ExportRefused, Conflict)) as refused:
            leave()
        assert refused.value.code in {"C809", "C816", "C517"}
    check_overriding(received, draft, case)
    case.settle(received, draft)
    assert list_kinds(received) == set()


def check_overriding(received: Received, draft: Draft, case: Case) -> None:
    """It is let stand with a reason, or by nobody."""
    found = [one for one in look(received).open if one.kind is case.kind]
    about = {"reason": REASON, "author": ADA, "now": NOW}
    if case.kind in NEVER_OVERRIDDEN:
        with pytest.raises(Conflict) as refused:
            override(received.session, SYSTEM, draft, found, **about)
        assert refused.value.code == "C543"
        return
    every = [one for one in look(received).open if one.may_be_overridden]
    rows = override(received.session, SYSTEM, draft, every, **about)
    assert list_kinds(received) == set()
    if case.kind is not BrokenKind.ALTERED:
        parts = str(assemble(export_draft(received.session, draft, SHOWING, actor="staff")).parts)
        assert "Let stand by Ada Field on" in parts and REASON in parts
    for row in rows:
        lift(received.session, SYSTEM, draft, row.id, author=ADA, now=NOW)
    assert case.kind in list_kinds(received)
