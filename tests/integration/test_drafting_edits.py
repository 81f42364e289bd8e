"""Editing a draft and building it again: nothing that a person wrote is lost, changed or passed over."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation, StatementReference
from consult.errors import Conflict
from consult.models.analysis import ThemePlacement
from consult.models.coding import Segment
from consult.models.draft import Draft, Section
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM
from consult.services.auditing import SYSTEM as ACTOR
from consult.services.drafts.documenting import Showing, show_section
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing, join_section, list_versions, save_section
from consult.services.drafts.gathering import gather_record
from consult.services.returns.revising import Author
from consult.vocabulary import UseKind
from tests.factories.numbering import NOW, add
from tests.factories.region import make_staff
from tests.integration.drafting_record import HOMES, Received, make_received

ASKS, QUESTION = "asks", "question:1"
OWN = "The board asks for homes in every part of the region."
TYPED = f"{OWN}[^1]\n\n|= Homes let\n| Area | Homes |\n| Leeds | many |\n\n[^1]: In a meeting."


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    return make_received(sqlite_session)


@pytest.fixture
def author(received: Received) -> Author:
    staff = make_staff(received.session, name="Ada")
    return Author(staff.id, "Ada")


def build(received: Received) -> Draft:
    record = gather_record(received.session, received.consultation, as_of=None, keys=None, now=NOW)
    keep_draft(received.session, record, write_sections(record), actor=ACTOR, now=NOW)
    received.session.expire_all()
    return get_latest_draft(received.session, received.consultation.id)


def get_text(received: Received, section: Section) -> str:
    return find_standing(received.session, section).version.text


def write(received: Received, section: Section, author: Author, text: str, parent_id: str = "") -> bool:
    parent = parent_id or find_standing(received.session, section).version.revision_id
    return save_section(received.session, section, text, parent_id=parent, author=author, now=NOW).branched


def show(received: Received, section: Section) -> list[object]:
    shown = show_section(received.session, section, Showing(SYSTEM, UseKind.PAGE, NOW))
    return [block.block for block in shown.blocks]


def raise_in_all(received: Received, theme: str) -> None:
    """Let every passage raise another theme as well."""
    for key in received.session.scalars(select(Segment.id)):
        placed = {"theme_id": received.themes[theme].id, "segment_id": key, "score": 0.7, "rank": 2}
        add(received.session, ThemePlacement(**placed))


def test_edit__saved__stands_and_the_text_before_is_kept(received: Received, author: Author) -> None:
    section = get_section(build(received), ASKS)
    before = get_text(received, section)
    assert not write(received, section, author, f"{before}\n\n{OWN}")
    assert get_text(received, section).endswith(OWN)
    versions = list_versions(received.session, section)
    assert [(one.author, one.is_machine) for one in versions] == [
        ("Ada", False),
        ("Drafted from the record", True),
    ]
    assert versions[1].text == before


def test_edit__begun_before_another_was_saved__stands_beside_it_until_joined(
    received: Received, author: Author
) -> None:
    section = get_section(build(received), ASKS)
    start = find_standing(received.session, section).version
    write(received, section, author, f"{start.text}\n\n{TYPED}")
    assert write(received, section, author, f"{start.text}\n\nOther words.", start.revision_id)
    standing = find_standing(received.session, section)
    assert {standing.version.text[-12:], standing.beside[0].text[-12:]} == {TYPED[-12:], "Other words."}
    parents = (standing.version.revision_id, standing.beside[0].revision_id)
    joined = f"{start.text}\n\nOther words.\n\n{TYPED}"
    join_section(received.session, section, joined, parent_ids=parents, author=author, now=NOW)
    assert find_standing(received.session, section).beside == ()
    assert get_text(received, section) == joined
    with pytest.raises(Conflict) as refused:
        join_section(received.session, section, OWN, parent_ids=parents, author=author, now=NOW)
    assert refused.value.code == "C203"


def test_rebuild__with_nothing_changed__keeps_the_edit_and_offers_nothing(
    received: Received, author: Author
) -> None:
    section = get_section(build(received), ASKS)
    edited = f"{get_text(received, section)}\n\n{TYPED}"
    write(received, section, author, edited)
    again = get_section(build(received), ASKS)
    standing = find_standing(received.session, again)
    assert again.id != section.id
    assert (standing.version.text, standing.version.author, standing.beside) == (edited, "Ada", ())


def test_rebuild__with_new_figures__brings_them_into_the_edited_text(
    received: Received, author: Author
) -> None:
    section = get_section(build(received), QUESTION)
    write(received, section, author, f"{get_text(received, section)}\n\n{TYPED}")
    received.add_return(HOMES.format(place="the last street", n=99))
    again = get_section(build(received), QUESTION)
    blocks = show(received, again)
    assert get_text(received, again).endswith(TYPED)
    answered = [one.text for one in blocks if isinstance(one, StatementReference) and "answered" in one.id]
    assert answered[0].startswith("All 15 returns answered this question")


def test_rebuild__where_the_machine_writes_otherwise__offers_it_beside_the_edit(
    received: Received, author: Author
) -> None:
    section = get_section(build(received), QUESTION)
    edited = f"{get_text(received, section)}\n\n{OWN}"
    write(received, section, author, edited)
    raise_in_all(received, "T02")
    again = get_section(build(received), QUESTION)
    standing = find_standing(received.session, again)
    assert standing.version.text == edited
    [offered] = standing.beside
    assert offered.is_machine and "### School places" in offered.text
    once_more = find_standing(received.session, get_section(build(received), QUESTION))
    assert (once_more.version.text, len(once_more.beside)) == (edited, 1)


def test_rebuild__after_a_theme_was_renamed__renames_the_machines_heading_and_no_persons(
    received: Received, author: Author
) -> None:
    section = get_section(build(received), QUESTION)
    edited = f"{get_text(received, section)}\n\n{OWN}"
    write(received, section, author, edited)
    received.themes["T01"].label = "homes that people can afford"
    renamed = edited.replace("### Affordable homes", "### Homes that people can afford")
    again = get_section(build(received), QUESTION)
    standing = find_standing(received.session, again)
    assert (standing.version.text, standing.beside) == (renamed, ())
    own = renamed.replace("### Homes that people can afford", "### Homes, as we call it")
    write(received, again, author, own)
    received.themes["T01"].label = "dear homes"
    assert get_text(received, get_section(build(received), QUESTION)) == own


def test_rebuild__that_drops_a_quoted_passage__keeps_the_reference_and_marks_it(
    received: Received, author: Author
) -> None:
    section = get_section(build(received), QUESTION)
    write(received, section, author, f"{get_text(received, section)}\n\n{OWN}")
    received.consultation.government_questions[0].number = "7"
    draft = build(received)
    kept = get_section(draft, QUESTION)
    assert kept.title.endswith("(no longer in the draft)")
    assert any(isinstance(one, Quotation) for one in show(received, kept))
    assert {statement.key for statement in kept.statements} >= {f"{QUESTION}.answered"}
    assert get_section(build(received), QUESTION).title.count("no longer") == 1


def test_edit__begun_before_a_rebuild__is_kept_beside_the_new_text(
    received: Received, author: Author
) -> None:
    old = find_standing(received.session, get_section(build(received), ASKS)).version
    again = get_section(build(received), ASKS)
    assert write(received, again, author, f"{old.text}\n\n{OWN}", old.revision_id)
    assert get_text(received, again).endswith(OWN)


def test_edit__of_another_sections_text__is_refused(received: Received, author: Author) -> None:
    draft = build(received)
    other = find_standing(received.session, get_section(draft, "status")).version
    with pytest.raises(Conflict) as refused:
        write(received, get_section(draft, ASKS), author, OWN, other.revision_id)
    assert refused.value.code == "C231"


def test_section__without_its_heading__is_shown_with_it(received: Received, author: Author) -> None:
    section = get_section(build(received), ASKS)
    write(received, section, author, OWN)
    assert [getattr(one, "text", "") for one in show(received, section)] == ["What we ask of government", OWN]
