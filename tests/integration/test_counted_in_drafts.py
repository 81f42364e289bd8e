"""Whom a draft counted is on record, locked or kept from the draft before: a withdrawal holds it back."""

import pytest
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Paragraph, StatementReference, Table, to_list
from consult.models.base import new_id
from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.drafts import get_latest_draft, get_section
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing, find_standings, list_known, save_section
from consult.services.drafts.gathering import gather_record
from consult.services.drafts.holding_back import list_barriers
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.reaching import find_reach
from consult.services.returns.revising import Author, save_revision
from consult.vocabulary import SubjectKind
from tests.factories.numbering import NOW, TODAY
from tests.integration.drafting_record import Received, make_received

pytestmark = pytest.mark.portable

EVERYBODY = 7


class Store:
    def destroy(self, response_id: str) -> None:
        """Nothing is kept here."""


@pytest.fixture
def received(session: Session) -> Received:
    return make_received(session)


def build(received: Received) -> Draft:
    keys = received.agent
    record = gather_record(received.session, received.consultation, as_of=None, keys=keys, now=NOW)
    keep_draft(received.session, record, write_sections(record), actor="a", now=NOW)
    received.session.expire_all()
    return get_latest_draft(received.session, received.consultation.id)


def tell(received: Received) -> list[Response]:
    return [received.add_account(f"Qorvel knocks came number {n}.") for n in range(EVERYBODY)]


def leave(received: Received, accounts: list[Response]) -> None:
    for account in accounts:
        withdraw(received.session, account, store=Store(), actor="public", now=NOW)
    received.session.expire_all()


def list_held(received: Received, draft: Draft) -> list[str]:
    standings = find_standings(received.session, draft)
    return [str(one) for one in list_barriers(received.session, draft, standings, today=TODAY)]


def write_into_every_section(received: Received, draft: Draft) -> None:
    for section in draft.sections:
        standing = find_standing(received.session, section).version
        body = to_list((*standing.blocks, Paragraph(new_id(), "We add this.")))
        save_revision(
            received.session,
            SubjectKind.SECTION,
            section.id,
            body,
            parent_id=standing.revision_id,
            author=Author(None, "Ada"),
            now=NOW,
        )


def list_blocks(received: Received, draft: Draft) -> list[object]:
    standings = find_standings(received.session, draft).values()
    return [block for one in standings for block in one.version.blocks]


def test_draft__made_while_experiences_are_locked__is_held_back_once_one_is_withdrawn(
    received: Received,
) -> None:
    accounts = tell(received)
    received.agent.lock()
    draft = build(received)
    assert list_held(received, draft) == []
    assert find_reach(received.session, accounts[0]).drafts

    leave(received, accounts[:1])

    assert list_held(received, draft)


def test_rebuilt_draft__with_a_sentence_about_people_who_have_gone__is_held_back(received: Received) -> None:
    accounts = tell(received)
    write_into_every_section(received, build(received))
    leave(received, accounts)

    draft = build(received)

    kept = [one for one in list_blocks(received, draft) if isinstance(one, StatementReference)]
    assert any(f"all {EVERYBODY} experiences" in one.text for one in kept)
    assert list_held(received, draft)
    write_into_every_section(received, draft)
    assert list_held(received, build(received)), "so is the one after it"


def test_rebuilt_draft__of_tables_that_nothing_makes_any_more__has_none(received: Received) -> None:
    accounts = tell(received)
    first = build(received)
    write_into_every_section(received, first)
    of_experiences = "regional-evidence.themes"
    assert of_experiences in {one.id for one in list_blocks(received, first)}
    leave(received, accounts)

    blocks = list_blocks(received, build(received))

    tables = {one.id for one in blocks if isinstance(one, Table)}
    assert tables and of_experiences not in tables
    assert {one.text for one in blocks if isinstance(one, Paragraph)} >= {"We add this."}


def test_rebuilt_draft__of_which_a_person_kept_nothing__offers_nothing_that_counts_who_has_gone(
    received: Received,
) -> None:
    accounts, session = tell(received), received.session
    section = get_section(build(received), "regional-evidence")
    parent, author = find_standing(session, section).version.revision_id, Author(None, "Ada")
    save_section(session, section, "## Ours\n\nWe add this.", parent_id=parent, author=author, now=NOW)
    leave(received, accounts)

    draft = build(received)

    offered = list_known(session, get_section(draft, "regional-evidence"))
    assert not [one for one in offered if isinstance(one, Table)]
    gone = [one for one in offered if isinstance(one, StatementReference) and f"ll {EVERYBODY}" in one.text]
    text = "".join(f"\n\n[[statement {one.statement_id}]]" for one in gone)
    section = get_section(draft, "regional-evidence")
    parent = find_standing(session, section).version.revision_id
    save_section(session, section, f"We add this.{text}", parent_id=parent, author=author, now=NOW)
    session.expire_all()
    again = get_latest_draft(session, received.consultation.id)
    assert not gone or list_held(received, again)
