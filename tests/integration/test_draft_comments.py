"""Comments on the draft: beside what they are about, settled, never printed, and not for observers."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.blocks import Quotation
from consult.errors import AccessDenied, NotFound
from consult.models.audit import AuditEntry
from consult.models.comments import DraftComment
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.comments.commenting import (
    add_comment,
    count_open,
    list_comments,
    mark_block,
    settle_comment,
)
from consult.services.drafts.editing import find_standing
from consult.services.returns.revising import Author
from consult.vocabulary import Role, Standing
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.integration.drafted_copies import Kept, draft
from tests.integration.drafting_record import Received

PAGE = "/desk/consultations/consultation-1"
SECTION = f"{PAGE}/draft/question:1"
COMMENTS = f"{SECTION}/comments"
SAID = "Is the harbour <b>meant</b> here?"
OBSERVER = Viewer(None, frozenset(Role), Standing.OBSERVER)
ADA = Author(None, "Ada")
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(kept_draft: Kept) -> Received:
    return kept_draft.lend()


def comment(client: FlaskClient, text: str, about: str = "") -> int:
    return client.post(COMMENTS, data={"text": text, "about": about}).status_code


def find_about(client: FlaskClient, name: str) -> str:
    """What the form sends for the part of the section with this name."""
    found = re.search(rf'<option value="(\w+)"[^>]*>\s*{name}', client.get(COMMENTS).text)
    assert found
    return found[1]


def test_comment__on_a_quotation__stands_beside_it_and_names_nobody_in_the_record(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.BOARD_MEMBER, name="Ada")
    about = find_about(client, "Quotation 1")
    assert comment(client, f"  {SAID} ", about) == 302
    page = client.get(SECTION).text
    quoted = page.index("</figure>", page.index("draft-quotation"))
    assert unescape(page[quoted:]).find(SAID) in range(0, 500), "it stands right after the first quotation"
    assert SAID in unescape(sign_in(Role.MANAGER).get(f"{SECTION}/edit").text), "who edits reads it too"
    assert "Comment by Ada" in page and "Comments (1 to settle)" in page and "<b>meant" not in page
    assert "1 comment" in client.get(f"{PAGE}/draft").text
    with sessions() as session:
        kept = session.scalars(select(DraftComment)).one()
        section = get_section(get_latest_draft(session, kept.consultation_id), "question:1")
        [first, *_] = [
            block for block in find_standing(session, section).version.blocks if isinstance(block, Quotation)
        ]
        assert (kept.block_mark, kept.text, kept.staff_name) == (mark_block(first), SAID, "Ada")
        assert first.excerpt.response_id not in str(vars(kept))
        assert SAID not in str([one.details for one in session.scalars(select(AuditEntry))])


def test_comment__settled__waits_no_more_and_stays_to_be_read(sign_in: SignIn, received: Received) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    comment(client, SAID)
    found = re.search(r'name="comment" value="([^"]+)"', client.get(COMMENTS).text)
    assert found
    assert client.post(f"{COMMENTS}/settle", data={"comment": found[1]}).status_code == 302
    page = unescape(client.get(COMMENTS).text)
    assert "1 comment is settled" in page and SAID in page and "Settled by Ada" in page
    assert "No comment waits" in page and SAID not in unescape(client.get(SECTION).text)
    assert client.post(f"{COMMENTS}/settle", data={"comment": found[1]}).status_code == 404


def test_comments__of_a_draft__are_in_no_file_and_no_version(sign_in: SignIn, received: Received) -> None:
    client = sign_in(Role.MANAGER)
    comment(client, "Not for print.")
    client.post(f"{PAGE}/versions")
    for page in (f"{PAGE}/draft.html", f"{PAGE}/versions/1/response.md", f"{PAGE}/versions/1"):
        answer = client.get(page)
        assert answer.status_code == 200 and "Not for print." not in answer.text


def test_comments__asked_for_by_an_observer__are_not_there(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    comment(sign_in(Role.MANAGER), "Not for observers.")
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    observer = sign_in(*Role, organisation_id=police)
    for page in (SECTION, f"{PAGE}/draft"):
        answer = observer.get(page).text
        assert "Not for observers." not in answer and "omment" not in answer
    assert observer.get(COMMENTS).status_code == 403 and comment(observer, "Me too") == 403


def test_comment__sent_twice_by_one_form__is_kept_once(sign_in: SignIn, received: Received) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    [once] = re.findall(r'name="submission_id" value="([^"]+)"', client.get(COMMENTS).text)
    form = {"text": "Is it so?", "about": "", "submission_id": once}
    assert [client.post(COMMENTS, data=form).status_code for _ in range(2)] == [302, 302]
    assert client.get(COMMENTS).text.count('<span class="as-written">Is it so?</span>') == 1
    assert f'value="{once}"' not in client.get(COMMENTS).text, "another comment may say the same"


def test_comment__of_other_words_by_the_same_form__is_kept_too(sign_in: SignIn, received: Received) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    [once] = re.findall(r'name="submission_id" value="([^"]+)"', client.get(COMMENTS).text)
    for text in ("Is it so?", "Is it really so?"):
        client.post(COMMENTS, data={"text": text, "about": "", "submission_id": once})
    shown = client.get(COMMENTS).text
    assert all(f'<span class="as-written">{one}</span>' in shown for one in ("Is it so?", "Is it really so?"))


def test_comment__of_the_same_words_on_another_block_by_the_same_form__is_kept_too(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    page = client.get(COMMENTS).text
    [once] = re.findall(r'name="submission_id" value="([^"]+)"', page)
    _, first, second, *_ = re.findall(r'<option value="(\w*)"', page)
    for about in (first, second, second):
        client.post(COMMENTS, data={"text": "Shorten it.", "about": about, "submission_id": once})
    sign_in(Role.MANAGER, name="Ben").post(
        COMMENTS, data={"text": "Shorten it.", "about": first, "submission_id": once}
    )
    with sessions() as session:
        kept = session.scalars(select(DraftComment).where(DraftComment.text == "Shorten it.")).all()
    assert sorted((one.block_mark, one.staff_name) for one in kept) == sorted(
        [(first, "Ada"), (second, "Ada"), (first, "Ben")]
    )


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_comment__empty_or_too_long__is_refused_and_shown_again(
    sign_in: SignIn, received: Received, text: str
) -> None:
    client = sign_in(Role.MANAGER)
    answer = client.post(COMMENTS, data={"text": text, "about": ""})
    assert answer.status_code == 422 and "A comment has from 1 to" in answer.text and text in answer.text


def test_comment__on_a_block_that_went_meanwhile__is_kept_on_the_section_and_survives_a_rebuild(
    received: Received, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        section = get_section(get_latest_draft(session, received.consultation.id), "question:1")
        add_comment(
            session, SYSTEM, section, "Gone?", "no such block", submission_id="1", author=ADA, now=NOW
        )
    draft(sessions, received)
    with sessions() as session:
        again = get_section(get_latest_draft(session, received.consultation.id), "question:1")
        [kept] = list_comments(session, SYSTEM, again)
        assert (kept.block_mark, again.draft.number) == ("", 2)
        assert count_open(session, OBSERVER, received.consultation.id) == {}
        assert list_comments(session, OBSERVER, again) == ()
        with pytest.raises(AccessDenied):
            settle_comment(session, OBSERVER, again, kept.id, author=ADA, now=NOW)
        with pytest.raises(AccessDenied):
            add_comment(session, OBSERVER, again, "Me", "", submission_id="2", author=ADA, now=NOW)
        other = get_section(again.draft, "asks")
        with pytest.raises(NotFound):
            settle_comment(session, SYSTEM, other, kept.id, author=ADA, now=NOW)
