"""After a withdrawal no table holds anything of what was told, and everything that used it is found."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.models.all import METADATA
from consult.models.analysis import ResponseBucket
from consult.models.coding import Code, Codebook, Coding, Segment
from consult.models.keeping_kinds import FileKind, RecallCause, RecallState
from consult.models.release import Recall
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.auditing import PUBLIC
from consult.services.auditing import SYSTEM as ACTOR
from consult.services.drafts.documenting import Showing, export_draft, show_section
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing, find_standings, save_section
from consult.services.drafts.gathering import gather_record
from consult.services.drafts.holding_back import list_barriers
from consult.services.keeping.destroying import DIES, RESPONSE, STAYS
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.recalling import count_to_do, find_files
from consult.services.returns.exporting import build_response_table
from consult.services.returns.revising import Author
from consult.vocabulary import Bucket, Purpose, UseKind
from tests.factories.numbering import NOW, TODAY, add, seeded_id
from tests.integration.broken_on_purpose import count_again
from tests.integration.drafting_record import Received, make_received

pytestmark = pytest.mark.portable

TOLD = "The school said that there was no place for my daughter until after the summer."
REVISION = "revision"
MAY_HOLD_THE_ID = {
    *STAYS,
    "response.id",
    "use.subject_id",
    "audit_entry.subject_id",
    "statement.evidence",
    "statement.key",
    "revision.body",
}
"""Where the random id may be left: as a count, in the record of what was done, or as a gap in a draft."""


def list_references() -> Iterator[tuple[Column[Any], str]]:
    """Every column that refers to a response or to anything that dies with one."""
    for table in METADATA.tables.values():
        for column in table.columns:
            yield from ((column, key.column.table.name) for key in column.foreign_keys)


def list_ids(session: Session, response: Response) -> dict[str, list[str]]:
    """What is made of a response, by its id."""
    answers = list(session.scalars(select(Answer.id).where(Answer.response_id == response.id)))
    segments = list(session.scalars(select(Segment.id).where(Segment.answer_id.in_(answers))))
    codings = list(session.scalars(select(Coding.id).where(Coding.segment_id.in_(segments))))
    revisions = list(session.scalars(select(Revision.id).where(Revision.subject_id.in_(answers))))
    return {"answer": answers, "segment": segments, "coding": codings, "revision": revisions}


def find_traces(session: Session, wanted: str) -> set[str]:
    """Each column of the database that holds an id in any row."""
    session.flush()
    found = set()
    for table in METADATA.tables.values():
        for row in session.execute(select(table)).mappings():
            found |= {f"{table.name}.{name}" for name, value in row.items() if wanted in str(value)}
    return found


@pytest.fixture
def received(session: Session) -> Received:
    """A record that is drafted, with tags on every passage, on both databases."""
    made = make_received(session)
    for n in range(6):
        made.add_account(f"{TOLD} That was in year {n}.")
    codebook = Codebook(name="Tags")
    codebook.codes = [Code(key="homes", label="Homes")]
    add(session, codebook)
    for n, segment in enumerate(session.scalars(select(Segment.id).order_by(Segment.id)).all()):
        given = {"segment_id": segment, "code_id": codebook.codes[0].id, "author": "machine", "at": NOW}
        add(session, Coding(id=seeded_id("coding", n), **given))
    build(made)
    return made


def build(received: Received) -> None:
    session, keys = received.session, received.agent
    record = gather_record(session, received.consultation, as_of=None, keys=keys, now=NOW)
    keep_draft(session, record, write_sections(record), actor=ACTOR, now=NOW)


def list_quoted(received: Received) -> dict[str, str]:
    """Responses that the latest draft quotes, each with a section that does."""
    session = received.session
    draft = get_latest_draft(session, received.consultation.id)
    return {
        block.excerpt.response_id: section.key
        for section in draft.sections
        for block in find_standing(session, section).version.blocks
        if isinstance(block, Quotation)
    }


def get_one(received: Received, kind: str) -> Response:
    """A response of a kind: quoted or not, return or account."""
    quoted = list_quoted(received)
    session = received.session
    everyone = session.scalars(select(Response).order_by(Response.id)).all()
    wanted = {
        "quoted account": [one for one in everyone if one.kind.value == "account" and one.id in quoted],
        "other account": [one for one in everyone if one.kind.value == "account" and one.id not in quoted],
        "quoted return": [one for one in everyone if one.kind.value == "return" and one.id in quoted],
        "other return": [one for one in everyone if one.kind.value == "return" and one.id not in quoted],
    }
    return wanted[kind][0]


KINDS = ("quoted account", "other account", "quoted return", "other return")


def test_every_reference__to_what_dies__is_on_one_of_the_lists() -> None:
    dying = {RESPONSE, REVISION, *DIES}
    listed = {f"{table}.{column}" for table, column in DIES.items()} | set(STAYS)
    inside = {
        f"{column.table.name}.{column.name}"
        for column, target in list_references()
        if target in dying and column.table.name not in {*DIES, REVISION}
    }
    assert inside - listed == set(), "say in destroying.py whether the rows die or why they stay"
    known = {f"{column.table.name}.{column.name}" for column, target in list_references() if target in dying}
    assert listed - known == set(), "a list names what is not there"


@pytest.mark.parametrize("kind", KINDS)
def test_withdrawal__of_each_kind__leaves_no_trace_but_what_is_listed(
    received: Received, sqlite_store: KeyStore, kind: str
) -> None:
    session, response = received.session, get_one(received, kind)
    made_of_it = list_ids(session, response)
    assert all(made_of_it.values()), "nothing to look for"

    withdraw(session, response, store=sqlite_store, actor=PUBLIC, now=NOW)

    for ids in made_of_it.values():
        assert {id: find_traces(session, id) for id in ids if find_traces(session, id)} == {}
    assert find_traces(session, response.id) <= MAY_HOLD_THE_ID
    buckets = session.scalars(
        select(ResponseBucket.bucket).where(ResponseBucket.response_id == response.id)
    ).all()
    assert buckets == [Bucket.WITHDRAWN]
    assert response.codename_lookup is None


@pytest.mark.parametrize("kind", KINDS)
def test_withdrawal__used_in_a_draft_a_page_and_files__finds_each(
    received: Received, sqlite_store: KeyStore, kind: str
) -> None:
    session, response = received.session, get_one(received, kind)
    quoted = list_quoted(received)
    draft = get_latest_draft(session, received.consultation.id)
    showing = Showing(SYSTEM, UseKind.EXPORT, NOW, received.agent)
    word = export_draft(session, draft, showing, actor=ACTOR)
    table = build_response_table(session, SYSTEM, received.consultation, keys=received.agent, now=NOW)
    returns = build_response_table(session, SYSTEM, received.consultation, now=NOW)
    for section in draft.sections:
        show_section(session, section, Showing(SYSTEM, UseKind.PAGE, NOW, received.agent))

    reach = withdraw(session, response, store=sqlite_store, actor=PUBLIC, now=NOW)

    assert (reach.runs, reach.drafts, reach.counted_in) == ((1,), (1,), 1)
    assert (response.id in quoted) == bool(reach.quoted_in) == bool(reach.pages)
    expected = {table.file_id: FileKind.EXPERIENCES}
    expected |= {returns.file_id: FileKind.RETURNS} if response.kind.value == "return" else {}
    expected |= {word.file_id: FileKind.DRAFT} if response.id in quoted else {}
    assert {file.id: file.kind for file in reach.files} == expected
    assert count_to_do(session) == len(expected)


@pytest.mark.portable(False)
def test_withdrawal__done_again__marks_nothing_twice(received: Received, sqlite_store: KeyStore) -> None:
    session, response = received.session, get_one(received, "quoted return")
    build_response_table(session, SYSTEM, received.consultation, now=NOW)
    first = withdraw(session, response, store=sqlite_store, actor=PUBLIC, now=NOW)
    again = withdraw(session, response, store=sqlite_store, actor=PUBLIC, now=NOW)
    assert again == first and count_to_do(session) == 1


@pytest.mark.portable(False)
def test_draft__quoting_what_was_withdrawn__is_held_back_until_it_is_changed(
    received: Received, sqlite_store: KeyStore
) -> None:
    session, response = received.session, get_one(received, "quoted return")
    key = list_quoted(received)[response.id]
    draft = get_latest_draft(session, received.consultation.id)
    section = next(one for one in draft.sections if one.key == key)
    withdraw(session, response, store=sqlite_store, actor=PUBLIC, now=NOW)

    def list_keys() -> list[str]:
        standings = find_standings(session, draft)
        return [one.section_key for one in list_barriers(session, draft, standings, today=TODAY)]

    assert list_keys() == ["", key]
    version = find_standing(session, section).version
    ids = [
        one.id
        for one in version.blocks
        if isinstance(one, Quotation) and one.excerpt.response_id == response.id
    ]
    text = version.text
    for id in ids:
        text = text.replace(f"[[quotation {id}]]", "")
    author = Author(name="Ada")
    save_section(session, section, text, parent_id=version.revision_id, author=author, now=NOW)
    assert list_keys() == [""], "its numbers still rest on what was withdrawn"
    build(received)
    rebuilt = get_latest_draft(session, received.consultation.id)
    standings = find_standings(session, rebuilt)
    assert list_barriers(session, rebuilt, standings, today=TODAY) == []


@pytest.mark.parametrize(
    ("refused", "kinds"),
    [
        (Purpose.QUOTE, {FileKind.DRAFT}),
        (Purpose.ATTRIBUTE, {FileKind.DRAFT}),
        (Purpose.CONTACT, set()),
        (Purpose.ANALYSE, {FileKind.DRAFT, FileKind.EXPERIENCES}),
    ],
)
def test_permission__taken_back__takes_back_the_files_that_rested_on_it(
    received: Received, refused: Purpose, kinds: set[FileKind]
) -> None:
    session, response = received.session, get_one(received, "quoted account")
    give_consent(session, response.id, dict.fromkeys(Purpose, True), given_on=TODAY)
    assert count_to_do(session) == 0
    draft = get_latest_draft(session, received.consultation.id)
    count_again(received, draft)
    export_draft(session, draft, Showing(SYSTEM, UseKind.EXPORT, NOW, received.agent), actor=ACTOR)
    build_response_table(session, SYSTEM, received.consultation, keys=received.agent, now=NOW)
    assert len(find_files(session, response.id)) == 2

    give_consent(session, response.id, {refused: False}, given_on=TODAY)

    recalls = session.scalars(select(Recall)).all()
    assert {one.file.kind for one in recalls} == kinds
    assert {(one.cause, one.state) for one in recalls} <= {(RecallCause.NARROWED, RecallState.TO_DO)}
