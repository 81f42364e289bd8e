"""Why a text was changed, and what two texts or two exact versions differ in, as each person may see it."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.services.permissions.consenting import give_consent
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.vocabulary import Purpose, Role, Standing
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation
from tests.integration.drafted_copies import Kept
from tests.integration.drafting_record import HOMES, Received

PAGE = "/desk/consultations/consultation-1"
ASKS, QUESTION = f"{PAGE}/draft/asks", f"{PAGE}/draft/question:1"
HARBOUR = HOMES.format(place="the harbour", n=0)
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(kept_draft: Kept) -> Received:
    return kept_draft.lend()


def read_form(client: FlaskClient, section: str) -> tuple[str, str]:
    """The text in the form of a section, and the text that it starts from."""
    page = client.get(f"{section}/edit").text
    parent = re.search(r'name="parent_id" value="([^"]*)"', page)
    assert parent
    written = page.split('name="text"', 1)[1].split(">", 1)[1].split("</textarea>", 1)[0]
    return unescape(written), parent[1]


def save(client: FlaskClient, section: str, text: str, reason: str = "") -> None:
    sent = {"text": text, "parent_id": read_form(client, section)[1], "reason": reason}
    assert client.post(f"{section}/edit", data=sent).status_code == 302


def read_words(page: str) -> str:
    """What a page says to whoever hears it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_history__of_a_text_saved_with_a_reason__says_who_and_why(
    sign_in: SignIn, received: Received
) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    save(client, ASKS, "# Asks\n\nMore homes.", "  the board\nasked   for it ")
    page = read_words(client.get(f"{ASKS}/history").text)
    assert "Ada," in page and "Why: the board asked for it" in page


def test_edit__with_a_long_reason__is_shown_again_with_all_that_was_typed(
    sign_in: SignIn, received: Received
) -> None:
    client = sign_in(Role.MANAGER)
    sent = {"text": "Mine.", "parent_id": read_form(client, ASKS)[1], "reason": "x" * 201}
    answer = client.post(f"{ASKS}/edit", data=sent)
    assert answer.status_code == 422 and 'href="#reason"' in answer.text
    assert "x" * 201 in answer.text and "Mine." in answer.text


def test_join__with_a_reason__is_in_the_history_too(sign_in: SignIn, received: Received) -> None:
    client = sign_in(Role.MANAGER)
    parent = read_form(client, ASKS)[1]
    for words in ("More homes.", "More schools."):
        client.post(f"{ASKS}/edit", data={"text": words, "parent_id": parent})
    page = client.get(f"{ASKS}/join").text
    heads = dict(re.findall(r'name="(first|second)" value="([^"]*)"', page))
    client.post(f"{ASKS}/join", data={**heads, "text": "More of both.", "reason": "agreed in a call"})
    assert "Why: agreed in a call" in read_words(client.get(f"{ASKS}/history").text)


def test_compare__of_a_changed_text__marks_words_that_were_taken_out_and_put_in(
    sign_in: SignIn, received: Received
) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    save(client, ASKS, "# Asks\n\nThe board asks for homes.\n\nLast.")
    save(client, ASKS, "# Asks\n\nThe board asks for schools.\n\n- One more\n\nLast.", "schools first")
    page = client.get(f"{ASKS}/compare").text
    words = read_words(page)
    assert "Of its parts 1 put in, 1 changed." in words
    assert "The board asks for [taken out: homes ] [put in: schools ] ." in words
    assert "Put in: One more (end of what was put in)" in words
    assert re.search(r"<del>.*homes.*</del>.*<ins>.*schools.*</ins>", page, re.DOTALL)
    assert page.count("schools first") == 2, "each list of texts says why"


def test_compare__of_any_two_saved_texts__reads_either_way(sign_in: SignIn, received: Received) -> None:
    client = sign_in(Role.MANAGER)
    first = read_form(client, ASKS)[1]
    save(client, ASKS, "# Asks\n\nMore homes.")
    second = read_form(client, ASKS)[1]
    assert "Put in: More homes." in read_words(client.get(f"{ASKS}/compare?a={first}&b={second}").text)
    assert "Taken out: More homes." in read_words(client.get(f"{ASKS}/compare?a={second}&b={first}").text)
    assert "The two read the same." in client.get(f"{ASKS}/compare?a={second}&b={second}").text
    other = read_form(client, QUESTION)[1]
    assert client.get(f"{ASKS}/compare?a={other}").status_code == 409


def test_compare__seen_by_an_observer__holds_every_quotation_and_gives_no_words(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    manager = sign_in(Role.MANAGER)
    kept = [line for line in read_form(manager, QUESTION)[0].split("\n") if "[[quotation" not in line]
    save(manager, QUESTION, "\n".join(kept))
    assert HARBOUR in unescape(manager.get(f"{QUESTION}/compare").text)
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    page = unescape(sign_in(Role.BOARD_MEMBER, organisation_id=police).get(f"{QUESTION}/compare").text)
    assert HARBOUR not in page and "Harbour Light" not in page
    assert HELD_WORDS in page and "Taken out" in page


def test_compare__after_permission_ended__gives_no_words_that_either_text_quoted(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    text = read_form(client, QUESTION)[0]
    save(client, QUESTION, f"{text}\n\nOne more line.")
    assert HARBOUR in unescape(client.get(f"{QUESTION}/compare").text)
    with sessions.begin() as session:
        give_consent(session, received.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    assert HARBOUR not in unescape(client.get(f"{QUESTION}/compare").text)


def test_versions__compared__name_what_differs_and_what_reads_the_same(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    assert client.get(f"{PAGE}/versions/compare").status_code == 404
    client.post(f"{PAGE}/versions")
    assert "Only one version was made" in client.get(f"{PAGE}/versions/compare").text
    save(client, ASKS, "# Asks\n\nMore homes.")
    client.post(f"{PAGE}/versions")
    assert f"{PAGE}/versions/compare" in client.get(f"{PAGE}/versions").text
    words = read_words(client.get(f"{PAGE}/versions/compare").text)
    differs, same = words.split("Sections that read the same")
    assert "Put in: More homes." in differs and "Question 1" not in differs and "Question 1" in same
    assert client.get(f"{PAGE}/versions/compare?a=1&b=7").status_code == 404
    with sessions.begin() as session:
        give_consent(session, received.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    assert HARBOUR not in unescape(client.get(f"{PAGE}/versions/compare").text)


TABLE = "|= Homes let\n| Area | Homes |\n| Leeds | many |\n| York | few |\n|~ The councils"
NOTED = f"# Asks\n\nMore homes.[^1]\n\n{TABLE}\n\n[^1]: Since May."


def test_section__with_a_table_and_a_footnote_of_ones_own__shows_both_and_prints_them(
    sign_in: SignIn, received: Received
) -> None:
    client = sign_in(Role.MANAGER)
    save(client, ASKS, NOTED)
    page = client.get(ASKS).text
    assert "More homes. (footnote 1 )" in read_words(page) and "Footnote 1: Since May." in read_words(page)
    assert re.search(r'<th scope="col"[^>]*>Homes</th>', page) and "Source: The councils." in page
    assert read_form(client, ASKS)[0] == NOTED
    printed = read_words(client.get(f"{PAGE}/draft.html").text)
    assert "More homes. 1" in printed and "Since May. ↩" in printed and ": Homes let" in printed
    client.post(f"{PAGE}/versions")
    assert "Footnote 1: Since May." in read_words(client.get(f"{PAGE}/versions/1").text)


def test_compare__of_a_table_and_a_footnote_of_ones_own__marks_cells_and_words(
    sign_in: SignIn, received: Received
) -> None:
    client = sign_in(Role.MANAGER)
    save(client, ASKS, NOTED)
    edited = NOTED.replace("| York | few |", "| York | fewer |\n| Hull | none |").replace("May", "June")
    save(client, ASKS, edited)
    words = read_words(client.get(f"{ASKS}/compare").text)
    assert "Of its parts 2 changed." in words
    assert "York; [taken out: few ] [put in: fewer ] [put in: Hull ] ; [put in: none ]" in words
    assert "Since [taken out: May ] [put in: June ] ." in words


def test_edit__with_a_mark_that_no_footnote_has__is_shown_again(sign_in: SignIn, received: Received) -> None:
    client = sign_in(Role.MANAGER)
    sent = {"text": "More homes.[^1]", "parent_id": read_form(client, ASKS)[1]}
    answer = client.post(f"{ASKS}/edit", data=sent)
    assert answer.status_code == 422 and "The footnote [^1] is not written in this section." in answer.text
