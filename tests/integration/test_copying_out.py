"""A copy for a translator outside: masked, marked, on record, taken back by recall and by what it says."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import CodedError
from consult.exports.account_copies import make_copy_file
from consult.models.audit import AuditEntry
from consult.models.consultation import Consultation
from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import RecallCause
from consult.models.protection_kinds import RecipientKind
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.models.translation import Translation
from consult.models.translation_kinds import TranslationState, TranslatorKind
from consult.queries.copies import list_copies
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked
from consult.services.auditing import PUBLIC
from consult.services.concerns.keeping_away import keep_away
from consult.services.copies.copy_orders import Order
from consult.services.copies.copy_reading import read_copy
from consult.services.copies.copying_back import take_back
from consult.services.copies.copying_out import make_copy
from consult.services.copies.ending_copies import recall_ended_copies
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.recall_notice import write_notice
from consult.services.permissions.recalling import find_files
from consult.services.translations.translating import open_work
from consult.vocabulary import Purpose
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.copying import ADDRESS, LAST_DAY, NAME, fill_in, order_copy
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import HOUSING, TRANSLATORS, make_notice, make_version
from tests.factories.region import make_partnership
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, keep_wraps, make_sealed_account
from tests.factories.translating import amend, make_reader, take_out, translate

pytestmark = pytest.mark.portable

WORDS = "Jag heter Sara Haddad och kom i mars. Skolan sade att det inte fanns plats."
MASKED = "Jag heter [name] och kom i mars."
ENGLISH = {1: "My name is [name] and I came in March.", 2: "The school said there was no place."}


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    make_partnership(session)
    version = make_questionnaire_version(session, make_consultation(session))
    account = make_sealed_account(session, version, {"change": WORDS}, agent, language="sv")
    take_out(session, account, agent, (10, 21))
    return account


@pytest.fixture
def reader(session: Session) -> Viewer:
    return make_reader(session)


def read_everything(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def refuses(code: str, act: Callable[[], object]) -> CodedError:
    with pytest.raises(CodedError) as refused:
        act()
    assert refused.value.code == code
    return refused.value


def test_copy__opened_again__has_numbered_masked_passages_and_says_whose_it_is_on_every_page(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    copy = order_copy(session, reader, account, agent)
    content = make_copy_file(copy, "Wide River")

    file = Document(BytesIO(content))
    [table] = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["1", MASKED, ""],
        ["2", "Skolan sade att det inte fanns plats.", ""],
    ]
    whose = "Copy 1, for Liv Berg, until 10 March 2031, do not pass on"
    assert file.sections[0].header.paragraphs[0].text == whose
    assert "Sara" not in read_everything(content) and account.id not in read_everything(content)
    assert make_copy_file(copy, "Wide River") == content


def test_copy__made__is_a_file_handed_out_with_its_holder_a_use_and_an_entry_in_the_record(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    order_copy(session, reader, account, agent)
    order_copy(session, reader, account, agent, name="Tom Ek")

    [first, second] = find_files(session, account.id)
    assert {first.holder_name, second.holder_name} == {NAME, "Tom Ek"}
    assert all(one.is_passed_on and "Sara" not in one.description for one in (first, second))
    assert [copy.number for copy, _ in list_copies(session, reader, account.id)] == [2, 1]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action.like("%copied%"))).first()
    assert entry is not None and entry.subject_id == account.id
    assert not any(WORDS[:9].encode() in one.sealed for one in session.scalars(select(AccountCopy)))


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"name": " "}, "C375"),
        ({"language": "sv"}, "C375"),
        ({"language": "tlh"}, "C375"),
        ({"until_on": date(2031, 3, 3)}, "C375"),
        ({"name": "Bashir Aziz"}, "C372"),
        ({"address": "office@northgate.example"}, "C372"),
        ({"is_confirmed": False}, "C373"),
    ],
)
def test_copy__for_whom_it_must_not_be__is_refused_and_leaves_nothing(
    session: Session,
    account: Response,
    reader: Viewer,
    agent: UnlockedAgent,
    order: dict[str, Any],
    code: str,
) -> None:
    key = agent.open_key(account.id)
    assert key is not None
    keep_away(
        session, UNCOUNTED, account.id, key, "A man called Bashir, and anybody from Northgate", on=TODAY
    )
    refuses(code, lambda: order_copy(session, reader, account, agent, **{"is_confirmed": True, **order}))
    assert session.scalars(select(AccountCopy)).all() == []


PRINTER = replace(TRANSLATORS, kind=RecipientKind.PROCESSOR)


@pytest.mark.parametrize("recipients", [None, (HOUSING,), (HOUSING, PRINTER)])
def test_copy__to_translate_where_the_notice_names_no_translator__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent, recipients: tuple[Any, ...]
) -> None:
    if recipients:
        make_notice(session, session.get_one(Consultation, account.consultation_id), recipients=recipients)
    order = Order(name=NAME, until_on=LAST_DAY, address=ADDRESS, language="en")
    refuses("C394", lambda: make_copy(session, reader, account, order, keys=agent, now=NOW))
    assert session.scalars(select(AccountCopy)).all() == []


def test_copy__of_what_was_given_before_the_notice_named_translators__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    consultation = session.get_one(Consultation, account.consultation_id)
    make_notice(session, consultation, recipients=(HOUSING,))
    make_version(session, consultation, 2)
    order = Order(name=NAME, until_on=LAST_DAY, address=ADDRESS, language="en")
    refuses("C394", lambda: make_copy(session, reader, account, order, keys=agent, now=NOW))
    account.notice_version = 2
    session.flush()
    assert make_copy(session, reader, account, order, keys=agent, now=NOW).number == 1


def test_copy__unchecked_not_permitted_or_locked__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    amend(session, account, agent, "Något annat.")
    refuses("C361", lambda: order_copy(session, reader, account, agent))
    give_consent(session, account.id, {Purpose.ANALYSE: False}, given_on=TODAY)
    refuses("C376", lambda: order_copy(session, reader, account, agent))
    agent.lock()
    with pytest.raises(Locked):
        order_copy(session, reader, account, agent)


def test_withdrawal__of_what_was_copied__lists_the_copy_with_a_notice_to_its_holder(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent, sqlite_store: KeyStore
) -> None:
    order_copy(session, reader, account, agent)
    keep_wraps(sqlite_store, agent)
    withdraw(session, account, store=sqlite_store, actor=PUBLIC, now=NOW)

    recall = session.scalars(select(Recall)).one()
    notice = write_notice(session, recall, today=TODAY)
    assert notice.to_address == ADDRESS and notice.body.startswith(f"Dear {NAME},")
    assert "you were given this file: Copy 1 of an experience for a translator" in notice.body
    assert session.scalars(select(AccountCopy)).all() == []
    refuses("C205", lambda: order_copy(session, reader, account, agent))


def test_copy__whose_day_is_over__is_to_be_taken_back(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    order_copy(session, reader, account, agent)
    assert recall_ended_copies(session, today=LAST_DAY) == 0
    assert recall_ended_copies(session, today=LAST_DAY + timedelta(days=1)) == 1
    assert recall_ended_copies(session, today=LAST_DAY + timedelta(days=2)) == 0
    assert session.scalars(select(Recall.cause)).one() is RecallCause.EXPIRED


def take(session: Session, reader: Viewer, account: Response, content: bytes, agent: UnlockedAgent) -> str:
    return take_back(session, reader, account, read_copy(content), keys=agent, now=NOW)


def test_filled_copy__taken_in__is_a_finished_translation_by_its_maker_that_is_not_checked(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    copy = order_copy(session, reader, account, agent)
    assert take(session, reader, account, fill_in(copy, ENGLISH), agent) == "en"

    work = open_work(session, reader, account, "en", keys=agent, now=NOW)
    [text] = work.texts
    assert [one.text for one in text.passages] == list(ENGLISH.values())
    assert work.state is TranslationState.FINISHED
    assert text.made is not None
    assert [(one.name, one.kind) for one in text.made.makers] == [(NAME, TranslatorKind.OUTSIDE)]
    take(session, reader, account, fill_in(copy, {**ENGLISH, 2: "No place at school."}), agent)  # once more


def set_cell(row: int, column: int, text: str) -> Callable[[Any], None]:
    def change(file: Any) -> None:
        file.tables[0].rows[row].cells[column].text = text

    return change


def drop_row(file: Any) -> None:
    row = file.tables[0].rows[2]._tr
    row.getparent().remove(row)


@pytest.mark.parametrize(
    ("change", "numbers"),
    [
        (set_cell(1, 1, "Jag heter Sara."), "1"),
        (set_cell(2, 2, " "), "2"),
        (set_cell(2, 0, "1"), "1, 2"),
        (set_cell(2, 0, "7"), "2, 7"),
        (drop_row, "2"),
    ],
)
def test_filled_copy__tampered_with__is_refused_row_by_row_and_nothing_is_kept(
    session: Session,
    account: Response,
    reader: Viewer,
    agent: UnlockedAgent,
    change: Callable[[Any], None],
    numbers: str,
) -> None:
    copy = order_copy(session, reader, account, agent)
    error = refuses("C379", lambda: take(session, reader, account, fill_in(copy, ENGLISH, change), agent))
    assert error.values["numbers"] == numbers
    assert session.scalars(select(Translation)).all() == []


def test_filled_copy__of_another_experience_or_no_copy_at_all__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    copy = order_copy(session, reader, account, agent)
    version = account.questionnaire_version
    other = make_sealed_account(session, version, {"change": WORDS}, agent, language="sv")
    refuses("C378", lambda: take(session, reader, other, fill_in(copy, ENGLISH), agent))
    empty = BytesIO()
    Document().save(empty)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 300_000_000)
    for content in (b"", b"not a zip", empty.getvalue(), bomb.getvalue()):
        refuses("C377", lambda given=content: read_copy(given))


def test_filled_copy__of_another_wording_or_other_redactions__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    copy = order_copy(session, reader, account, agent)
    take_out(session, account, agent, (4, 21))
    refuses("C380", lambda: take(session, reader, account, fill_in(copy, ENGLISH), agent))
    amend(session, account, agent, "Något annat.")
    refuses("C380", lambda: take(session, reader, account, fill_in(copy, ENGLISH), agent))


def test_filled_copy__where_somebody_else_translated_or_the_person_named_the_translator__is_refused(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    copy = order_copy(session, reader, account, agent)
    translate(session, reader, account, {("change", 0): "My name is [name]."}, agent)
    refuses("C370", lambda: take(session, reader, account, fill_in(copy, ENGLISH), agent))
    key = agent.open_key(account.id)
    assert key is not None
    keep_away(session, UNCOUNTED, account.id, key, "anybody called Berg", on=TODAY)
    refuses("C372", lambda: take(session, reader, account, fill_in(copy, ENGLISH), agent))
    assert session.scalars(select(ReleasedFile)).one().holder_name == NAME
