"""What the machine named a theme by goes out of every draft with the experiences that it rested on."""

from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from consult.models.draft import Section, Statement
from consult.models.response import Response
from consult.models.revision import Revision
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing, show_draft
from consult.services.drafts.draft_record import Record
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing, save_section
from consult.services.drafts.gathering import gather_record
from consult.services.keeping.withdrawing import withdraw
from consult.services.returns.revising import Author
from consult.services.themes.withholding_phrases import CARRIERS, SHOWN, WITHOUT_WORDS
from consult.vocabulary import Bucket, UseKind
from tests.factories.numbering import NOW
from tests.integration.drafting_record import Received, make_received

CARRIED = {"qorvel knocks": [0, 1], "affordable homes": [3, 0], "long waits": [0, 90]}


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    """Experiences alone share "Qorvel knocks" and "long waits", and returns say "affordable homes"."""
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


def gather(received: Received) -> Record:
    session = received.session
    return gather_record(session, received.consultation, as_of=None, keys=received.agent, now=NOW)


def keep(received: Received, record: Record) -> None:
    keep_draft(received.session, record, write_sections(record), actor="somebody", now=NOW)


def go(received: Received, *gone: Response) -> None:
    store: Any = Mock(name="a key store")
    for response in gone:
        withdraw(received.session, response, store=store, actor="public", now=NOW)
    received.session.expire_all()


def find_word(session: Session, word: str) -> set[str]:
    """Every column in which a word stands."""
    return {
        f"{table}.{column}"
        for table in inspect(session.connection()).get_table_names()
        for row in session.execute(text(f'SELECT * FROM "{table}"')).mappings()
        for column, value in row.items()
        if word in str(value).casefold()
    }


def show(received: Received) -> str:
    draft = get_latest_draft(received.session, received.consultation.id)
    return str(show_draft(received.session, draft, Showing(SYSTEM, UseKind.PAGE, NOW, received.agent)))


def test_draft__of_a_theme_whose_words_too_few_share_now__names_it_by_what_is_left(
    received: Received, accounts: list[Response]
) -> None:
    keep(received, gather(received))
    written = {"statement.text", "statement.evidence", "revision.body"}
    assert written <= find_word(received.session, "qorvel"), "nothing named the theme by them"
    go(received, accounts[0])
    assert not find_word(received.session, "qorvel")
    assert written <= find_word(received.session, "long waits")
    shown = show(received)
    assert "“Long waits”" in shown and "Affordable homes" in shown


def test_draft__of_which_all_experiences_are_withdrawn__says_that_the_theme_has_no_words(
    received: Received, accounts: list[Response]
) -> None:
    received.run.manifest = {"counts": {}}
    keep(received, gather(received))
    go(received, *accounts)
    assert not find_word(received.session, "qorvel") and not find_word(received.session, "long waits")
    assert f"“{WITHOUT_WORDS}”" in show(received)


def test_draft__of_a_theme_whose_name_has_a_quotation_mark__loses_the_name(
    received: Received, accounts: list[Response]
) -> None:
    theme = received.themes["T02"]
    theme.label = theme.proposed_label = "Long waits, qorvel” knocks"
    theme.key_phrases = ["long waits", "qorvel” knocks"]
    carried = CARRIED | {"qorvel” knocks": [0, 1]}
    received.run.manifest = received.run.manifest | {CARRIERS: carried, SHOWN: sorted(carried)}
    keep(received, gather(received))
    assert "statement.text" in find_word(received.session, "qorvel")
    go(received, accounts[0])
    assert not find_word(received.session, "qorvel")
    assert "“Long waits”" in show(received)


def test_draft__kept_after_the_words_went__is_kept_without_them(
    received: Received, accounts: list[Response]
) -> None:
    record = gather(received)
    made = write_sections(record)
    go(received, accounts[0])
    keep_draft(received.session, record, made, actor="somebody", now=NOW)
    assert not find_word(received.session, "qorvel") and "Long waits" in show(received)


def test_section__in_which_somebody_wrote__keeps_what_they_typed_and_loses_the_name(
    received: Received, accounts: list[Response]
) -> None:
    session = received.session
    keep(received, gather(received))
    draft = get_latest_draft(session, received.consultation.id)
    wanted = select(Section).where(Section.draft_id == draft.id, Section.key == "regional-evidence")
    section = session.scalars(wanted).one()
    version = find_standing(session, section).version
    assert "Qorvel knocks" in version.text
    typed = f"{version.text}\n\n## Qorvel knocks at night\n\nWe heard of qorvel knocks."
    save_section(session, section, typed, parent_id=version.revision_id, author=Author(None, "Ines"), now=NOW)
    go(received, accounts[0])
    left = find_standing(session, section).version
    assert left.text == typed.replace("Qorvel knocks, long waits", "Long waits")
    assert find_word(session, "qorvel") == {"revision.body"}, "nowhere but in what was typed"
    bodies = [one.body for one in session.scalars(select(Revision)) if "qorvel" in str(one.body).casefold()]
    assert len(bodies) == 1


def test_names__that_people_gave_or_that_a_form_has__stay(
    received: Received, accounts: list[Response]
) -> None:
    theme = received.themes["T01"]
    theme.label, theme.renamed_at = "Qorvel knocks", NOW
    keep(received, gather(received))
    choice = received.session.scalars(select(Statement).where(Statement.text.contains("chose"))).first()
    assert choice is not None, "no sentence of a choice"
    choice.text = "All returns chose “Long waits”."
    choice.evidence = choice.evidence | {"names": {"label": "Long waits"}}
    received.run.manifest = {"buckets": {Bucket.ANALYSED.value: 1}}
    go(received, *accounts)
    assert "Qorvel knocks" in show(received)
    assert choice.text == "All returns chose “Long waits”."
