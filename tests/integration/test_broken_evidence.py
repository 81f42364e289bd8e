"""Each kind of broken evidence, caused on purpose: caught, holding everything back, let stand, settled."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.blocks import Table
from analysis.drafting.rechecking import NUMBERS_CHANGED
from consult.errors import CodedError, Conflict, ExportRefused
from consult.exports.assembling import assemble
from consult.exports.assembling_versions import assemble_version
from consult.models.draft import Draft
from consult.models.evidence_kinds import NEVER_OVERRIDDEN, BrokenKind
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.drafts import holding_back
from consult.services.drafts.documenting import Showing, export_draft
from consult.services.drafts.editing import find_standings
from consult.services.drafts.holding_back import HAS_OWN_TABLE, Barrier, list_barriers
from consult.services.evidence import broken_quotations
from consult.services.evidence.broken import Broken
from consult.services.evidence.overriding import lift, override
from consult.services.evidence.settling import Evidence, find_evidence
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import CodingState, Role, Sector, Standing, UseKind
from tests.factories.collecting import make_answer
from tests.factories.evidence import SAID, make_ask, make_fact, make_source, open_lists, type_in
from tests.factories.numbering import NOW, TODAY
from tests.integration.broken_on_purpose import (
    CASES,
    ROOMS,
    Case,
    add_locked,
    build,
    change_number,
    question,
    raise_threshold,
    take_out,
    then_count,
    typing,
    withdraw_one,
    write,
)
from tests.integration.drafted_copies import Kept, keep, reopen
from tests.integration.drafting_record import QUESTIONS, Received, make_received
from tests.integration.test_rechecking import accept

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)
ADA = Author(None, "Ada Field")
OBSERVER = Viewer(None, frozenset(Role), Standing.OBSERVER)
FEWER_THAN_15 = re.compile(r"\b(?:[1-9]|1[0-4]) (?:from|returns)\b|come to 210")
REASON = "The partner confirmed it by e-mail on 4 March."


def receive(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        found = make_received(session, (*QUESTIONS, ROOMS))
        for n, one in enumerate(found.returns[:7]):
            make_answer(session, one, "rooms", 10 * n)
        for n in range(3):
            found.add_return(f"Wages rise more slowly than rents do, in shop {n}.", sector=Sector.EMPLOYER)
        accept(found, range(1, 8), CodingState.ACCEPTED, "ask", "housing")
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


def list_tables(received: Received, draft: Draft) -> set[str]:
    texts = (one.version for one in find_standings(received.session, draft).values())
    return {block.id for text in texts for block in text.blocks if isinstance(block, Table)}


def list_kinds(received: Received) -> set[BrokenKind]:
    return {one.kind for one in look(received).open}


def test_draft__of_returns_that_gave_numbers__says_what_they_come_to_and_then_only_that_they_changed(
    received: Received, draft: Draft
) -> None:
    [row] = [one for one in question(draft).statements if one.key == "question:1.rooms.numbers"]
    assert row.text.startswith(
        "7 returns gave a number; 10 returns left it blank. The numbers that are added"
    )
    assert "come to 210." in row.text, "of those who are not named no range is given"
    then_count(change_number)(received, draft)
    [said] = [one.said for one in look(received).open if one.subject == row.key]
    assert said == NUMBERS_CHANGED


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
    case.cause(received, draft)
    found = look(received).open
    kinds = {one.kind for one in found}
    assert case.kind in kinds and kinds <= {case.kind, *case.also}
    with pytest.raises(ExportRefused) as refused:
        export_draft(received.session, draft, SHOWING, actor="staff")
    assert refused.value.code in {"C809", "C816"}
    if case.kind in NEVER_OVERRIDDEN:
        refuse_to_stand(received, draft, [one for one in found if one.kind is case.kind])
    else:
        let_stand(received, draft, found)
    case.settle(received, draft)
    assert list_kinds(received) == set()


def refuse_to_stand(received: Received, draft: Draft, found: Sequence[Broken]) -> None:
    with pytest.raises(Conflict) as refused:
        override(received.session, SYSTEM, draft, found, reason=REASON, author=ADA, now=NOW)
    assert refused.value.code == "C563"


def let_stand(received: Received, draft: Draft, found: Sequence[Broken]) -> None:
    """A file is made with the reason in it, until somebody takes that back."""
    rows = override(received.session, SYSTEM, draft, found, reason=REASON, author=ADA, now=NOW)
    parts = str(assemble(export_draft(received.session, draft, SHOWING, actor="staff")).parts)
    assert "Let stand by Ada Field on" in parts and REASON in parts
    for row in rows:
        lift(received.session, SYSTEM, draft, row.id, author=ADA, now=NOW)


def test_table__that_counts_a_withdrawn_return__holds_back_whatever_else_is_let_stand(
    received: Received, draft: Draft
) -> None:
    then_count(withdraw_one)(received, draft)
    found = look(received).open
    tables = list_tables(received, draft)
    assert {one.kind for one in found if one.subject in tables} == {BrokenKind.PERMISSION}
    may_stand = [one for one in found if one.may_be_overridden]
    override(received.session, SYSTEM, draft, may_stand, reason=REASON, author=ADA, now=NOW)
    with pytest.raises(ExportRefused) as refused:
        export_draft(received.session, draft, SHOWING, actor="staff")
    assert refused.value.code == "C809" and HAS_OWN_TABLE in refused.value.message


def test_file__of_a_draft__looks_once_for_what_holds_it_back(
    received: Received, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[str]()

    def list_once(*given: Any, **named: Any) -> list[Barrier]:
        looked.append("barriers")
        return list_barriers(*given, **named)

    for module in (holding_back, broken_quotations):
        monkeypatch.setattr(module, "list_barriers", list_once)
    export_draft(received.session, draft, SHOWING, actor="staff")
    assert looked == ["barriers"]


def test_small_number__by_a_threshold_raised_and_counted__can_be_let_stand_in_no_place(
    received: Received, draft: Draft
) -> None:
    then_count(raise_threshold)(received, draft)
    found = look(received).open
    stands = [one.text for one in found if one.may_be_overridden]
    assert not [text for text in stands if FEWER_THAN_15.search(text)]
    assert not [text for text in stands if "fewer than 5" in text], (
        "the bound of then says more than that of now"
    )
    hidden = [one for one in found if one.kind is BrokenKind.SMALL_NUMBER]
    assert any("come to 210" in one.text for one in hidden)
    assert any("fewer than 5 returns" in one.text for one in hidden), (
        "the record gives no such bound any more"
    )
    assert any("by sector" in one.text for one in hidden), "the record gives no such table any more"


def test_version__of_what_does_not_hold__is_made_only_with_the_reason_in_it(
    received: Received, draft: Draft
) -> None:
    typing("Typed: 37 returns were received.")(received, draft)
    with pytest.raises(ExportRefused) as refused:
        make_version(received.session, draft, SHOWING, author=ADA)
    assert refused.value.code == "C816" and "1 in Question 1" in refused.value.message
    found = look(received).open
    override(received.session, SYSTEM, draft, found, reason=REASON, author=ADA, now=NOW)
    version = make_version(received.session, draft, SHOWING, author=ADA)
    parts = str(assemble_version(show_exact(received.session, version, SHOWING)).parts)
    assert f"Let stand by Ada Field on 4 March 2031: {REASON}" in parts


def test_finding__let_stand_and_found_with_another_number__has_to_be_settled_again(
    received: Received, draft: Draft
) -> None:
    typing("Typed: 37 returns were received.")(received, draft)
    override(received.session, SYSTEM, draft, look(received).open, reason=REASON, author=ADA, now=NOW)
    assert list_kinds(received) == set()
    take_out(received, draft)
    typing("Typed: 38 returns were received.")(received, draft)
    assert list_kinds(received) == {BrokenKind.TYPED_NUMBER}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (("|= Typed\n| Place | Returns |\n| Everywhere | 37 |",), BrokenKind.TYPED_NUMBER),
        (("|= Typed\n| Sector | Number of returns |\n| Employers | 3 |",), BrokenKind.SMALL_NUMBER),
        (("|= Typed\n| | Employers |\n| Returns | 3 |",), BrokenKind.SMALL_NUMBER),
        (("|= Typed\n| Place | Share of respondents |\n| Everywhere | 62 |",), BrokenKind.TYPED_NUMBER),
        (("Typed.[^1]", "[^1]: Typed: 37 returns were received."), BrokenKind.TYPED_NUMBER),
        (("Typed: 37[^1] returns were received.", "[^1]: By post too."), BrokenKind.TYPED_NUMBER),
        (("Typed: 12 returns chose Yes, we do.",), BrokenKind.TYPED_NUMBER),
    ],
)
def test_number__typed_in_a_table_or_a_footnote__is_caught_like_any_other(
    received: Received, draft: Draft, typed: tuple[str, ...], kind: BrokenKind
) -> None:
    typing(*typed)(received, draft)
    assert list_kinds(received) == {kind}


def test_hidden_number__typed_where_a_source_has_its_digit_or_over_a_sentence__is_caught(
    received: Received, draft: Draft
) -> None:
    source = make_source(open_lists(received.session, received.consultation))
    source.said = "The region has 3 hotels in use."
    said = next(one.text for one in question(draft).statements if one.key == "question:1.rooms.numbers")
    typing("[[statement source.1]]", "Typed: 3 returns came from employers.")(received, draft)
    assert list_kinds(received) == {BrokenKind.SMALL_NUMBER}
    take_out(received, draft)
    typing(said.replace("7 returns", "3 returns"))(received, draft)
    assert list_kinds(received) == {BrokenKind.RETYPED, BrokenKind.SMALL_NUMBER}


@pytest.mark.parametrize(
    ("viewer", "author", "reason", "code"),
    [
        (OBSERVER, ADA, REASON, "C101"),
        (SYSTEM, Author(None, " "), REASON, "C101"),
        (SYSTEM, ADA, " \n", "C562"),
        (SYSTEM, ADA, "x" * 1001, "C562"),
    ],
)
def test_finding__let_stand_by_nobody_or_for_nothing__is_refused(
    received: Received, draft: Draft, viewer: Viewer, author: Author, reason: str, code: str
) -> None:
    found = [Broken(BrokenKind.TYPED_NUMBER, "asks", "Asks")]
    with pytest.raises(CodedError) as refused:
        override(received.session, viewer, draft, found, reason=reason, author=author, now=NOW)
    assert refused.value.code == code


def test_statements__put_in_by_reference__are_printed_with_where_they_come_from(
    received: Received, draft: Draft
) -> None:
    listing = open_lists(received.session, received.consultation)
    make_source(listing, file=True)
    make_fact(listing, received.returns[0].id)
    make_ask(listing)
    cite = [f"[[statement {key}]]" for key in ("source.1", "partner-fact.1", "position.1")]
    type_in(received.session, get_section(draft, "question:1"), *cite)
    assert list_kinds(received) == set()
    parts = str(assemble(export_draft(received.session, draft, SHOWING, actor="staff")).parts)
    for said in (
        f"{SAID} Source: Housing Office, Register of households, March 2031, https://housing.example.org",
        "every night of the winter. (From the return of Harbour Light.)",
        "for a second year. (An ask of the board, agreed on 2 March 2031.)",
    ):
        assert said in parts
    build(received, draft)
    assert list_kinds(received) == set(), "they come along when the draft is built again"


def test_titles__typed_between_quotation_marks__are_no_words_of_anybody(
    received: Received, draft: Draft
) -> None:
    received.consultation.title = {"en": "Fair and orderly dispersal of people"}
    listing = open_lists(received.session, received.consultation)
    make_source(listing)
    type_in(
        received.session,
        get_section(draft, "question:1"),
        "[[statement source.1]]",
        "This answers “Fair and orderly dispersal of people”.",
        "See “Fair and orderly dispersal of nobody at all”.",
    )
    found = [one.text for one in look(received).open if one.kind is BrokenKind.ALTERED]
    assert found == ["“Fair and orderly dispersal of nobody at all”"]
