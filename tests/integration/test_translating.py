"""A translator works on what is assigned, by passages; only what was checked, as it stands, is quoted."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.models.staff import Staff
from consult.models.translation import Translation
from consult.models.translation import TranslationAssignment as Assignment
from consult.models.translation_kinds import TranslationState, TranslatorKind
from consult.queries.responses import get_response, select_response
from consult.queries.translations import find_standings, list_assigned
from consult.queries.viewer import Viewer, get_viewer, narrow
from consult.sealing.errors import Locked
from consult.services.auditing import PUBLIC
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.reading import read_answers
from consult.services.translations.assigning import Wish, assign, end_assignment
from consult.services.translations.finding_translations import CheckedTranslation, find_translations
from consult.services.translations.keeping_translations import confirm, finish, keep_translation, send_back
from consult.services.translations.translating import open_work
from consult.services.translations.translation_payloads import Maker
from consult.vocabulary import Bucket, Purpose, Role, Standing, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY, seeded_id
from tests.factories.region import make_organisation, make_staff
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.factories.translating import (
    UNTIL,
    amend,
    give,
    make_reader,
    make_translator,
    take_out,
    translate,
    translate_and_check,
    view_as_translator,
)

pytestmark = pytest.mark.portable

WORDS = "Jag heter Sara Haddad och kom i mars. Skolan sade att det inte fanns plats. Vi väntade länge."
NAME = (10, 21)
FIRST, SECOND, THIRD = (("change", WORDS.index(begin)) for begin in ("Jag", "Skolan", "Vi"))
CUT = SECOND[1]
ENGLISH = {
    FIRST: "My name is [name] and I came in March.",
    SECOND: "The school said there was no place.",
    THIRD: "We waited a long time.",
}


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


@pytest.fixture
def account(session: Session, version: QuestionnaireVersion, agent: UnlockedAgent) -> Response:
    """Told in another language, with a name that was taken out."""
    return make_one(session, version, agent)


def make_one(session: Session, version: QuestionnaireVersion, agent: UnlockedAgent) -> Response:
    allowed = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
    account = make_sealed_account(
        session, version, {"change": WORDS}, agent, consents=allowed, is_checked=False, language="fr"
    )
    take_out(session, account, agent, NAME)
    return account


@pytest.fixture
def translator(session: Session) -> Staff:
    return make_translator(session)


@pytest.fixture
def given(session: Session, account: Response, translator: Staff, agent: UnlockedAgent) -> Assignment:
    return give(session, account, translator, agent)


@pytest.fixture
def viewer(session: Session, given: Assignment) -> Viewer:
    return view_as_translator(session, given)


def list_checked(session: Session, account: Response, agent: UnlockedAgent) -> list[CheckedTranslation]:
    reader = make_reader(session)
    use: dict[str, Any] = {"purpose": Purpose.ANALYSE, "use_kind": UseKind.PAGE, "subject_id": "page"}
    reading = read_answers(session, reader, select_response(reader, account.id), **use, keys=agent, now=NOW)
    found = find_translations(session, reading.rows, agent)
    return list(found.get((account.id, "change"), ()))


def test_work__of_an_assigned_account__has_stand_ins_and_offsets_of_the_original(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    work = open_work(session, viewer, account, "en", keys=agent, now=NOW)
    [text] = work.texts
    assert [one.source.words for one in text.passages] == [
        "Jag heter [name] och kom i mars.",
        "Skolan sade att det inte fanns plats.",
        "Vi väntade länge.",
    ]
    assert [WORDS[one.source.start : one.source.end][:4] for one in text.passages] == ["Jag ", "Skol", "Vi v"]
    assert (work.state, work.gap, work.is_ready) == (None, None, True)
    assert "Sara" not in repr(work) + str([one.source for one in text.passages])


def test_translation__kept_finished_and_checked__covers_the_passages_that_a_quotation_touches(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate_and_check(session, viewer, account, ENGLISH, agent)
    [found] = list_checked(session, account, agent)
    quoted = found.quote(CUT + 5, THIRD[1] + 3)
    assert quoted is not None
    assert quoted.text == "The school said there was no place. We waited a long time."
    assert (quoted.start, quoted.end, quoted.language) == (CUT, len(WORDS), "en")
    assert quoted.makers == (Maker("Ana Marku", TranslatorKind.STAFF),)
    assert found.quote(len(WORDS), len(WORDS) + 5) is None


def test_translation__kept__is_sealed_and_says_in_clear_only_how_far_it_is(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate(session, viewer, account, {FIRST: ENGLISH[FIRST]}, agent)
    [row] = session.scalars(select(Translation)).all()
    assert b"My name" not in row.sealed and b"Ana" not in row.sealed
    [standing] = find_standings(session, select(Response.id))
    assert (standing.state, standing.is_current) == (TranslationState.BEGUN, True)


@pytest.mark.parametrize("state", [TranslationState.BEGUN, TranslationState.FINISHED])
def test_translation__not_checked__is_never_quoted(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent, state: TranslationState
) -> None:
    work = translate(session, viewer, account, ENGLISH, agent)
    if state is TranslationState.FINISHED:
        finish(session, viewer, account, work, mark=work.mark, keys=agent, now=NOW)
    assert list_checked(session, account, agent) == []
    session.execute(update(Translation).values(state=TranslationState.CHECKED))
    session.expire_all()
    assert list_checked(session, account, agent) == [], "what is sealed decides, not the column"


def test_finishing__with_a_passage_left_out__is_refused_and_what_was_written_stays(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    work = translate(session, viewer, account, {FIRST: ENGLISH[FIRST], SECOND: "  "}, agent)
    with pytest.raises(Conflict, match="C366"):
        finish(session, viewer, account, work, mark=work.mark, keys=agent, now=NOW)
    again = open_work(session, viewer, account, "en", keys=agent, now=NOW)
    assert [one.text for one in again.texts[0].passages] == [ENGLISH[FIRST], "", ""]


def test_checking__what_is_not_finished__is_refused(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    work = translate(session, viewer, account, ENGLISH, agent)
    with pytest.raises(Conflict, match="C367"):
        confirm(session, make_reader(session), account, work, mark=work.mark, keys=agent, now=NOW)


def test_checked__changed_or_sent_back__is_no_longer_quoted(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate_and_check(session, viewer, account, ENGLISH, agent)
    work = translate(session, viewer, account, {THIRD: "We waited for years."}, agent, name="Tom Reed")
    assert work.state is TranslationState.BEGUN and list_checked(session, account, agent) == []
    assert [one.name for one in (work.texts[0].made or pytest.fail()).makers] == ["Ana Marku", "Tom Reed"]
    translate_and_check(session, viewer, account, {}, agent)
    assert list_checked(session, account, agent)
    reader = make_reader(session)
    work = open_work(session, reader, account, "en", keys=agent, now=NOW)
    send_back(session, reader, account, work, mark=work.mark, keys=agent, now=NOW)
    assert list_checked(session, account, agent) == []


def test_finishing__what_is_checked_already__leaves_it_checked(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate_and_check(session, viewer, account, ENGLISH, agent)
    work = translate(session, viewer, account, ENGLISH, agent, name="Tom Reed")
    finish(session, viewer, account, work, mark=work.mark, keys=agent, now=NOW)
    [found] = list_checked(session, account, agent)
    assert [one.name for one in found.makers] == ["Ana Marku"]


def test_saving__from_a_page_that_is_stale__is_refused_and_changes_nothing(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    shown = open_work(session, viewer, account, "en", keys=agent, now=NOW)
    translate(session, viewer, account, {FIRST: "The first who saved"}, agent)
    now = open_work(session, viewer, account, "en", keys=agent, now=NOW)
    save: dict[str, Any] = {"maker": Maker("B", TranslatorKind.STAFF), "keys": agent, "now": NOW}
    for work in (shown, now):
        with pytest.raises(Conflict, match="C364"):
            keep_translation(session, viewer, account, work, {FIRST: "late"}, mark=shown.mark, **save)
    again = open_work(session, viewer, account, "en", keys=agent, now=NOW)
    assert again.texts[0].passages[0].text == "The first who saved"


def test_account__amended_after_its_translation__is_out_of_date_and_keeps_passages_that_are_the_same(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate_and_check(session, viewer, account, ENGLISH, agent)
    amend(session, account, agent, f"Något nytt hände oss. {WORDS[CUT:]}")
    assert list_checked(session, account, agent) == []
    assert not open_work(session, viewer, account, "en", keys=agent, now=NOW).is_ready
    take_out(session, account, agent)
    work = open_work(session, viewer, account, "en", keys=agent, now=NOW)
    assert [(one.text, one.is_same) for one in work.texts[0].passages] == [
        (ENGLISH[FIRST], False),
        (ENGLISH[SECOND], True),
        (ENGLISH[THIRD], True),
    ]
    assert work.state is TranslationState.BEGUN
    [standing] = find_standings(session, select(Response.id))
    assert not standing.is_current
    assert list_checked(session, account, agent) == []


def test_more_taken_out__after_the_translation__is_not_quoted_until_done_again(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    translate_and_check(session, viewer, account, ENGLISH, agent)
    take_out(session, account, agent, NAME, (CUT, CUT + 6))
    assert list_checked(session, account, agent) == []
    work = open_work(session, viewer, account, "en", keys=agent, now=NOW)
    assert [one.is_same for one in work.texts[0].passages] == [True, False, True]
    with pytest.raises(Conflict, match="C366"):
        finish(session, viewer, account, work, mark=work.mark, keys=agent, now=NOW)


def test_translation__while_locked__is_neither_opened_nor_kept(
    session: Session, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    work = translate(session, viewer, account, ENGLISH, agent)
    agent.lock()
    assert open_work(session, viewer, account, "en", keys=agent, now=NOW).gap is Bucket.LOCKED
    save: dict[str, Any] = {"maker": Maker("B", TranslatorKind.STAFF), "keys": agent, "now": NOW}
    with pytest.raises(Locked):
        keep_translation(session, viewer, account, work, {FIRST: "x"}, mark=work.mark, **save)


@pytest.mark.parametrize("how", ["bytes", "language", "question", "revision", "row"])
def test_translation__changed_behind_the_back__is_noticed_and_never_shown(
    session: Session,
    viewer: Viewer,
    account: Response,
    agent: UnlockedAgent,
    version: QuestionnaireVersion,
    how: str,
) -> None:
    translate_and_check(session, viewer, account, ENGLISH, agent)
    row = session.scalars(select(Translation)).one()
    other = make_one(session, version, agent)
    head = session.scalars(select(Answer.head_revision_id).where(Answer.response_id == other.id)).one()
    changes: dict[str, dict[str, object]] = {
        "bytes": {"sealed": row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])},
        "language": {"language": "cy"},
        "question": {"question_id": "experience"},
        "revision": {"revision_id": head},
        "row": {"id": seeded_id("translation", 9)},
    }
    session.execute(update(Translation).values(**changes[how]))
    session.expire_all()
    language = "cy" if how == "language" else "en"
    assert open_work(session, viewer, account, language, keys=agent, now=NOW).gap is Bucket.UNREADABLE
    assert list_checked(session, account, agent) == []


def test_withdrawal__of_a_translated_account__leaves_neither_words_nor_assignment(
    session: Session, store: KeyStore, given: Assignment, account: Response, agent: UnlockedAgent
) -> None:
    viewer = view_as_translator(session, given)
    translate_and_check(session, viewer, account, ENGLISH, agent)
    keep_wraps(store, agent)
    withdraw(session, account, store=store, actor=PUBLIC, now=NOW)
    assert session.scalars(select(Translation)).all() == []
    assert session.scalars(select(Assignment)).all() == []
    with pytest.raises(NotFound):
        view_as_translator(session, given)


def test_assignment__until_its_last_day__holds_and_ends_by_itself(
    session: Session, given: Assignment
) -> None:
    assert view_as_translator(session, given, today=UNTIL).only_account_id == given.response_id
    with pytest.raises(NotFound):
        view_as_translator(session, given, today=date(2031, 3, 11))
    translator = get_viewer(session, given.staff_id)
    assert [one.id for one, _ in list_assigned(session, translator, today=UNTIL)] == [given.id]
    assert list_assigned(session, translator, today=date(2031, 3, 11)) == []


def test_assignment__ended_early__is_over_at_once(session: Session, given: Assignment) -> None:
    end_assignment(session, make_reader(session), given, today=TODAY, now=NOW)
    with pytest.raises(NotFound):
        view_as_translator(session, given)


@pytest.mark.parametrize("who", ["another", "analyst", "observer", "gone", "former"])
def test_assignment__opened_by_somebody_it_is_not_for__is_not_found(
    session: Session, given: Assignment, translator: Staff, who: str
) -> None:
    observer = make_organisation(session, standing=Standing.OBSERVER)
    if who == "observer":
        translator.organisation_id = observer.id
    elif who == "gone":
        translator.active = False
    elif who == "former":
        translator.roles = list(make_staff(session, Role.BOARD_MEMBER).roles)
    elif who == "another":
        given.staff_id = make_translator(session).id
    else:
        given.staff_id = make_staff(session, Role.ANALYST).id
    session.flush()
    with pytest.raises(NotFound):
        narrow_as(session, translator.id if who != "analyst" else given.staff_id, given)


def narrow_as(session: Session, staff_id: str, given: Assignment) -> None:
    narrow(session, get_viewer(session, staff_id), given.id, today=TODAY)


def test_translator__of_one_account__sees_no_other_and_nothing_else_of_it(
    session: Session, version: QuestionnaireVersion, viewer: Viewer, account: Response, agent: UnlockedAgent
) -> None:
    other = make_one(session, version, agent)
    assert get_response(session, viewer, account.id) is account
    with pytest.raises(NotFound):
        get_response(session, viewer, other.id)
    assert not (viewer.sees_returns or viewer.sees_accounts or viewer.sees_quoted_accounts)
    usual = get_viewer(session, viewer.staff_id or "")
    assert not (usual.sees_accounts or usual.sees_quoted_accounts)
    with pytest.raises(NotFound):
        get_response(session, usual, account.id)


def test_assigning__what_is_not_checked__is_refused(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent, translator: Staff
) -> None:
    unchecked = make_sealed_account(session, version, {"change": WORDS}, agent, is_checked=False)
    with pytest.raises(Conflict, match="C361"):
        give(session, unchecked, translator, agent)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"language": "fr"}, "C363"),
        ({"language": "tlh"}, "C363"),
        ({"until_on": date(2031, 3, 3)}, "C363"),
        ({"staff_id": "nobody"}, "C362"),
    ],
)
def test_assigning__what_makes_no_sense__is_refused(
    session: Session,
    account: Response,
    translator: Staff,
    agent: UnlockedAgent,
    wish: dict[str, Any],
    code: str,
) -> None:
    wanted = Wish(**{"staff_id": translator.id, "language": "en", "until_on": UNTIL, **wish})
    with pytest.raises(Conflict, match=code):
        assign(session, make_reader(session), account, wanted, keys=agent, today=TODAY, now=NOW)


def test_assigning__to_the_same_again__changes_the_day_of_the_one_there_is(
    session: Session, account: Response, translator: Staff, agent: UnlockedAgent, given: Assignment
) -> None:
    again = give(session, account, translator, agent, until_on=date(2031, 4, 1))
    assert (again.id, again.until_on) == (given.id, date(2031, 4, 1))
