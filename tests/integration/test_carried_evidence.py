"""The evidence index of a version with material that was carried over: whose it is, and no word of it."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.statements import Position, Statement
from consult.models.carrying import CarriedMaterial
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing
from consult.services.keeping.withdrawing import withdraw
from consult.services.versions.exporting_evidence import export_evidence
from consult.services.versions.freezing import make_version
from consult.vocabulary import UseKind
from tests.factories.agreeing import ADA
from tests.factories.carrying import CHANGED, WITH_CHANGES, WORDS, carry
from tests.factories.evidence import type_in
from tests.factories.numbering import NOW
from tests.factories.versions import HOMES, make_exact_version
from tests.integration.broken_on_purpose import question
from tests.integration.drafted_copies import Kept, reopen

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


def list_carried(session: Session, version: DraftVersion, *, for_release: bool) -> list[dict[str, str]]:
    """The rows of the two pieces, by their place in the index."""
    index = export_evidence(session, version, SHOWING, for_release=for_release, actor="ada", form=".csv")
    lines = [dict(zip(index.columns, row, strict=True)) for row in index.rows]
    assert not any(words in str(lines) for words in (CHANGED, WORDS, "Ada Morgan"))
    return lines


@pytest.mark.parametrize("for_release", [False, True])
def test_index__of_carried_material__says_whose_it_is_until_they_withdraw(
    sqlite_session: Session, kept_draft: Kept, for_release: bool
) -> None:
    received = reopen(kept_draft.lend(), sqlite_session)
    session, about = sqlite_session, received.consultation
    carry(session, about)
    carry(session, about, WITH_CHANGES, name="Open Door")
    draft = get_latest_draft(session, about.id)
    type_in(session, question(draft), "[[quotation carried.1]]", "[[statement carried.2]]")
    version = make_version(session, draft, SHOWING, author=ADA)
    before = list_carried(session, version, for_release=for_release)
    [fact] = [one for one in before if one["Kind"] == "partner’s fact"]
    [quoted] = [one for one in before if one["Described as"].startswith("Brook House, said in")]
    assert fact["Described as"] == "Open Door" and quoted["Kind"] == "quotation"
    ids = [one.response_id for one in session.scalars(select(CarriedMaterial))]
    for one in ids:
        assert (str(one) in str(before)) is not for_release
        withdraw(session, session.get_one(Response, one), actor="public", now=NOW)
    after = {one["Number"]: one for one in list_carried(session, version, for_release=for_release)}
    for one in (fact, quoted):
        left = after[one["Number"]]
        assert {name for name, value in left.items() if value} == {"Number", "Section", "Kind", "Note"}
        assert left["Kind"] == one["Kind"] and left["Note"].startswith("[removed: no longer permitted")


def test_index__of_a_statement_of_the_region_that_is_gone__still_has_it_as_a_position(
    sqlite_session: Session, kept_draft: Kept
) -> None:
    about = reopen(kept_draft.lend(), sqlite_session).consultation
    said = {HOMES: [Statement("carried.1", "", Position("The region"))]}
    version = make_exact_version(sqlite_session, about, {HOMES: "Homes."}, said=said)
    [_, gone] = list_carried(sqlite_session, version, for_release=False)
    assert gone["Kind"] == "position or ask" and gone["Note"].startswith("[removed")
