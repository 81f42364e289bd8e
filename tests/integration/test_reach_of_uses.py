"""Every kind of use is named by the reach of a withdrawal: pages, analyses, tables, drafts and files."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import ResponseBucket
from consult.models.consent import Use
from consult.models.keeping_kinds import FileKind
from consult.models.release import ReleasedTable
from consult.models.response import Response
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.auditing import PUBLIC
from consult.services.auditing import SYSTEM as ACTOR
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.counting.asked_tables import AskedTable
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing, find_standings, save_section
from consult.services.drafts.gathering import gather_record
from consult.services.drafts.holding_back import TABLE, list_barriers
from consult.services.handing_out.handing_out_tables import add_to_section, release
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.describing_reach import NAMED_AS, OUTCOME, describe_reach
from consult.services.permissions.reaching import Reach, find_reach
from consult.services.permissions.releasing import note_release
from consult.services.returns.revising import Author
from consult.vocabulary import Bucket, Channel, Purpose, ResponseKind, Role, UseKind
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.integration.drafting_record import Received, start_record

pytestmark = pytest.mark.portable

NOTHING = "Nothing that used it has to be changed or taken back."
BOTH = AskedTable(columns="kind", who="both")


@pytest.fixture
def received(session: Session) -> Received:
    """Eight experiences through groups, seven by the open form, six returns; no draft."""
    found = start_record(session)
    for channel in (*[Channel.VOUCHED] * 8, *[Channel.OPEN] * 7):
        found.add_account("The school said that there was no place.", channel=channel)
    for n in range(6):
        found.add_return(f"We need homes on street {n}.")
    return found


@pytest.fixture
def account(received: Received) -> Response:
    told = Response.kind == ResponseKind.ACCOUNT
    return received.session.scalars(select(Response).where(told).order_by(Response.id)).all()[0]


def note_use(received: Received, account: Response, kind: UseKind, subject_id: str) -> None:
    given = {"response_id": account.id, "kind": kind, "purpose": Purpose.ANALYSE, "subject_id": subject_id}
    received.session.add(Use(consent_version=1, at=NOW, **given))
    received.session.flush()


def keep_file(received: Received, account: Response, kind: UseKind) -> None:
    given = (SYSTEM, received.consultation.id, FileKind.RETURNS, "Numbers to publish")
    note_use(received, account, kind, note_release(received.session, *given, now=NOW).subject_id)


def draft(received: Received, _account: Response) -> None:
    record = gather_record(received.session, received.consultation, as_of=None, keys=received.agent, now=NOW)
    keep_draft(received.session, record, write_sections(record), actor=ACTOR, now=NOW)


USED: dict[UseKind, tuple[Callable[[Received, Response], object], str]] = {
    UseKind.PAGE: (
        lambda found, account: note_use(found, account, UseKind.PAGE, "x"),
        "showed it 1 time;",
    ),
    UseKind.ANALYSIS: (lambda _found, _account: None, "in 1 run of the analysis"),
    UseKind.TABLE: (
        lambda found, _: release(found.session, SYSTEM, found.consultation, BOTH, now=NOW),
        "Counted in “Themes by returns and experiences",
    ),
    UseKind.DRAFT: (draft, "and 1 draft."),
    UseKind.EXPORT: (
        lambda found, account: keep_file(found, account, UseKind.EXPORT),
        "To take back: Numbers to publish",
    ),
}
"""How something is used in each way, and what then names it."""


@pytest.mark.parametrize("kind", UseKind)
def test_use__of_every_kind__is_named_by_the_reach(
    received: Received, account: Response, kind: UseKind
) -> None:
    assert NAMED_AS[kind] in {one.name for one in fields(Reach)}
    run_again, said = USED[kind]
    received.session.query(ResponseBucket).filter_by(response_id=account.id).delete()
    before = find_reach(received.session, account)
    assert list(describe_reach(before)) == [NOTHING] and not getattr(before, NAMED_AS[kind])
    received.session.add(
        ResponseBucket(run_id=received.run.id, response_id=account.id, bucket=Bucket.ANALYSED)
    )
    run_again(received, account)
    reach = find_reach(received.session, account)
    assert getattr(reach, NAMED_AS[kind])
    assert any(said in line for line in describe_reach(reach))


def test_table__handed_out__is_named_with_its_holder_only_for_whom_it_counted(
    received: Received, account: Response, sqlite_store: KeyStore
) -> None:
    session, staff = received.session, make_staff(received.session, Role.MANAGER, name="Ada Holt")
    viewer = Viewer(staff.id, frozenset({Role.MANAGER}))
    release(session, viewer, received.consultation, AskedTable(columns="kind", who="returns"), now=NOW)
    assert find_reach(session, account).tables == []
    released = release(session, viewer, received.consultation, BOTH, now=NOW).released
    versions = session.scalars(select(Use.consent_version).where(Use.subject_id == released.id)).all()
    assert len(versions) == 21 and set(versions) == {0, 1}, "returns need no permission to be counted"
    keep_file(received, account, UseKind.TABLE)

    lines = list(describe_reach(withdraw(session, account, store=sqlite_store, actor=PUBLIC, now=NOW)))

    (counted,) = (line for line in lines if "returns and experiences)”" in line)
    assert "by Ada Holt: its numbers stand, with their date" in counted
    assert any("“Numbers to publish”, a table handed out" in line for line in lines)
    assert NOTHING in lines, "published numbers stand"


def test_draft__with_a_table_that_counts_what_was_withdrawn__is_held_back_until_it_is_added_anew(
    received: Received, account: Response, sqlite_store: KeyStore
) -> None:
    session = received.session
    spare = received.add_account("The school said that there was no place.", channel=account.channel)
    give_consent(session, spare.id, {Purpose.ANALYSE: False}, given_on=TODAY)
    draft(received, account)
    made = get_latest_draft(session, received.consultation.id)
    section, author = made.sections[0], Author(name="Ada")
    first = release(session, SYSTEM, received.consultation, BOTH, now=NOW)
    add_to_section(session, section, first, author=author, now=NOW)

    def list_tabled() -> list[str]:
        found = list_barriers(session, made, find_standings(session, made), today=TODAY)
        return [one.section_key for one in found if one.reason == TABLE]

    assert list_tabled() == []
    reach = withdraw(session, account, store=sqlite_store, actor=PUBLIC, now=NOW)
    assert [place.key for place in reach.tabled_in] == [section.key] and reach.holds_up_draft
    assert any("has a table that counts it" in line for line in describe_reach(reach))
    assert list_tabled() == [section.key]
    give_consent(session, spare.id, {Purpose.ANALYSE: True}, given_on=TODAY)
    anew = release(session, SYSTEM, received.consultation, BOTH, now=NOW)
    numbers, before = ([row[1:] for row in table.rows[:-2]] for table in (anew, first))
    assert numbers == before and anew.released.id != first.released.id, "the same numbers of others"
    standing = find_standing(session, section).version
    text = standing.text.replace(f"[[table table-{first.released.id}]]", "")
    save_section(session, section, text, parent_id=standing.revision_id, author=author, now=NOW)
    add_to_section(session, section, anew, author=author, now=NOW)
    assert list_tabled() == [] and len(session.scalars(select(ReleasedTable)).all()) == 2


def test_outcome__typed_by_hand__is_named_to_be_read(received: Received, account: Response) -> None:
    session = received.session
    assert OUTCOME not in list(describe_reach(find_reach(session, account)))
    conclude(session, received.consultation, Conclusion(said={"en": "We said so."}), actor=ACTOR, now=NOW)
    lines = list(describe_reach(find_reach(session, account)))
    assert OUTCOME in lines and NOTHING not in lines
