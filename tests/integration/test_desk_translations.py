"""Pages of translation: given at the desk, translated passage by passage, checked beside the original."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.response import Response
from consult.models.staff import Staff
from consult.models.translation import Translation, TranslationAssignment
from consult.models.translation_kinds import TranslationState
from consult.services.auditing import PUBLIC
from consult.services.concerns.keeping_away import keep_away
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Purpose, Role, Standing
from tests.factories.collecting import make_questionnaire_version
from tests.factories.giving import make_giving_consultation, make_keys
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_staff
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, keep_wraps, make_sealed_account
from tests.factories.translating import amend, make_translator, take_out
from tests.integration.conftest import MakeApp, SignIn, sign_in_client
from tests.integration.test_translating import NAME, WORDS

MINE = "/desk/translations/"
DAY = {"until-day": "10", "until-month": "3", "until-year": "2031"}
TYPED = ["My name is [name] and I came in March.", "The school had no place.", "We waited long."]


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    return app


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    agent = UnlockedAgent()
    agent.stand_in(monkeypatch)
    return agent


@dataclass
class Desk:
    """One experience, its translator's browser, and a reader's."""

    app: Flask
    sessions: sessionmaker[Session]
    response_id: str
    translator_id: str
    translator: FlaskClient
    reader: FlaskClient

    @property
    def at_desk(self) -> str:
        return f"/desk/experiences/{self.response_id}/translation"

    def give(self) -> str:
        """Give it to the translator; returns the address of the page on which they work."""
        form = {"staff": self.translator_id, "language": "en", **DAY}
        assert self.reader.post(self.at_desk, data=form).status_code == 302
        with self.sessions() as session:
            return f"{MINE}{session.scalars(select(TranslationAssignment.id)).one()}"

    def list_actions(self) -> list[str]:
        with self.sessions() as session:
            return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


@pytest.fixture
def desk(
    app: Flask,
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
    agent: UnlockedAgent,
    sign_in: SignIn,
) -> Desk:
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_giving_consultation(session))
        allowed = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
        made = make_sealed_account(
            session, version, {"change": WORDS}, agent, consents=allowed, is_checked=False, language="fr"
        )
        take_out(session, made, agent, NAME)
        keep_wraps(sqlite_store, agent)
        translator = make_translator(session, name="Ana Marku")
        browser = sign_in_client(app, translator)
        ids = (made.id, translator.id)
    return Desk(app, sessions, *ids, browser, sign_in(Role.ANALYST, name="Ada"))


def list_fields(page: str) -> dict[str, str]:
    """The fields of the passages by name with what is in them, and the hidden mark."""
    areas = re.findall(r'<textarea[^>]*name="(passage-[^"]+)"[^>]*>([^<]*)</textarea>', page)
    mark = re.search(r'name="mark" value="([^"]*)"', page)
    assert mark, "no form"
    return {**dict(areas), "mark": mark[1]}


def fill(page: str, texts: list[str]) -> dict[str, str]:
    """The form with these texts in its passages."""
    fields = list_fields(page)
    names = [name for name in fields if name.startswith("passage-")]
    return {**fields, **dict(zip(names, texts, strict=True))}


def find_states(desk: Desk) -> list[TranslationState]:
    with desk.sessions() as session:
        return list(session.scalars(select(Translation.state)))


def test_journey__given_translated_checked__is_beside_the_original_and_on_record(desk: Desk) -> None:
    assert "Nothing to translate" in desk.translator.get(MINE).text
    address = desk.give()
    assert "translation not begun" in desk.reader.get(desk.at_desk).text
    page = desk.translator.get(address).text
    assert "[name]" in page and "Haddad" not in page and 'lang="fr"' in page
    done = desk.translator.post(address, data={**fill(page, TYPED), "act": "finish"})
    assert done.location == MINE and find_states(desk) == [TranslationState.FINISHED]

    beside = desk.reader.get(f"{desk.at_desk}/en").text
    assert TYPED[1] in beside and "Skolan" in beside and "Ana Marku (translator of the partnership)" in beside
    assert "present wording" in beside and "Haddad" not in beside
    confirmed = {**list_fields(beside), "act": "confirm"}
    assert desk.reader.post(f"{desk.at_desk}/en", data=confirmed).status_code == 302
    assert find_states(desk) == [TranslationState.CHECKED]
    assert desk.list_actions() == [
        "experience given to a translator",
        "experience read for translation",
        "experience read for translation",
        "translation finished",
        "experience read for translation",
        "experience read for translation",
        "translation checked",
    ]


def test_saving__some_passages__keeps_them_and_says_what_is_missing(desk: Desk) -> None:
    address = desk.give()
    sent = fill(desk.translator.get(address).text, [TYPED[0], "", ""])
    assert desk.translator.post(address, data=sent).location == address
    page = desk.translator.get(address).text
    assert TYPED[0] in page and "is not translated yet" not in page
    answer = desk.translator.post(address, data={**list_fields(page), "act": "finish"})
    page = desk.translator.get(answer.location).text
    assert page.count("Passage 2 is not translated yet") == 1 and "Text 1, passage 3: translate it" in page
    assert find_states(desk) == [TranslationState.BEGUN]


def test_saving__while_locked__keeps_what_was_typed_on_the_page(desk: Desk, agent: UnlockedAgent) -> None:
    address = desk.give()
    sent = fill(desk.translator.get(address).text, TYPED)
    agent.lock()
    answer = desk.translator.post(address, data=sent)
    assert answer.status_code == 423 and "locked" in answer.text
    assert all(text in answer.text for text in TYPED) and "Skolan" not in answer.text
    assert find_states(desk) == []
    agent.is_locked = False
    again = list_fields(answer.text)
    assert desk.translator.post(address, data=again).status_code == 302
    assert TYPED[2] in desk.translator.get(address).text


def test_pages__while_locked__say_so_and_show_no_word(desk: Desk, agent: UnlockedAgent) -> None:
    address = desk.give()
    agent.lock()
    for page in (desk.translator.get(MINE).text, desk.translator.get(address).text):
        assert "Experiences are locked" in page and "Skolan" not in page
    assert "locked" in desk.reader.get(f"{desk.at_desk}/en").text


def test_saving__after_somebody_else_saved__shows_both_texts_and_keeps_the_first(desk: Desk) -> None:
    address = desk.give()
    page = desk.translator.get(address).text
    desk.translator.post(address, data=fill(page, ["Saved first", "", ""]))
    late = desk.translator.post(address, data=fill(page, ["Saved late", "", ""]))
    assert late.status_code == 409
    assert "Saved late" in late.text and "Saved first" in late.text
    assert "Saved first" in desk.translator.get(address).text
    assert desk.translator.post(address, data=list_fields(late.text)).status_code == 302
    assert "Saved late" in desk.translator.get(address).text


def test_saving__after_the_words_were_changed__keeps_what_was_typed_and_attaches_it_to_nothing(
    desk: Desk, agent: UnlockedAgent
) -> None:
    address = desk.give()
    sent = fill(desk.translator.get(address).text, TYPED)
    with desk.sessions.begin() as session:
        account = session.get_one(Response, desk.response_id)
        amend(session, account, agent, f"Nytt. {WORDS}")
    unchecked = desk.translator.post(address, data=sent)
    assert (
        unchecked.status_code == 409 and TYPED[0] in unchecked.text and "check them again" in unchecked.text
    )
    with desk.sessions.begin() as session:
        take_out(session, session.get_one(Response, desk.response_id), agent)
    late = desk.translator.post(address, data=sent)
    assert late.status_code == 409 and "no longer there" in late.text
    assert all(text in late.text for text in TYPED)
    assert find_states(desk) == []


def test_original__with_a_reason__is_shown_and_on_record(desk: Desk) -> None:
    address = desk.give()
    assert desk.translator.post(f"{address}/original", data={"reason": " "}).status_code == 422
    shown = desk.translator.post(f"{address}/original", data={"reason": "Cannot tell the gender"})
    assert "Sara Haddad" in shown.text
    with desk.sessions() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert last and last.action == "experience read in the original"
        assert last.details == {"reason": "Cannot tell the gender"}


def test_original__of_what_has_to_be_checked_again__is_not_shown(desk: Desk, agent: UnlockedAgent) -> None:
    address = desk.give()
    with desk.sessions.begin() as session:
        amend(session, session.get_one(Response, desk.response_id), agent, f"Nytt. {WORDS}")
    shown = desk.translator.post(f"{address}/original", data={"reason": "To know"})
    assert "Haddad" not in shown.text and "cannot be opened now" in shown.text


@pytest.mark.parametrize("how", ["ended", "given back", "over", "withdrawn", "set to observe"])
def test_assignment__over_in_each_way__opens_nothing_any_more(
    desk: Desk, sqlite_store: KeyStore, how: str
) -> None:
    address = desk.give()
    if how == "ended":
        assignment_id = address.rpartition("/")[2]
        assert desk.reader.post(f"{desk.at_desk}/{assignment_id}/end").status_code == 302
    elif how == "given back":
        assert desk.translator.post(f"{address}/give-back").location == MINE
    elif how == "over":
        desk.app.extensions["clock"] = lambda: NOW + timedelta(days=7)
    with desk.sessions.begin() as session:
        if how == "withdrawn":
            account = session.get_one(Response, desk.response_id)
            withdraw(session, account, store=sqlite_store, actor=PUBLIC, now=NOW)
        elif how == "set to observe":
            observer = make_organisation(session, standing=Standing.OBSERVER)
            session.get_one(Staff, desk.translator_id).organisation_id = observer.id
    expected = 403 if how == "set to observe" else 404
    for path in (address, f"{address}/original", f"{address}/give-back"):
        answer = (
            desk.translator.get(path) if path == address else desk.translator.post(path, data={"reason": "x"})
        )
        assert answer.status_code == expected and "Skolan" not in answer.text, path
    assert desk.translator.post(address, data={"mark": ""}).status_code == expected
    assert address not in desk.translator.get(MINE).text


def test_assignment__on_its_last_day__still_opens(desk: Desk) -> None:
    address = desk.give()
    desk.app.extensions["clock"] = lambda: NOW + timedelta(days=6)
    assert "Skolan" in desk.translator.get(address).text


def test_assignment__of_somebody_else__is_not_found(desk: Desk, sign_in: SignIn) -> None:
    address = desk.give()
    other = sign_in(Role.TRANSLATOR)
    assert other.get(address).status_code == 404
    assert other.post(address, data={"mark": ""}).status_code == 404
    assert address not in other.get(MINE).text


def test_assigning__wrongly__says_why_and_assigns_nothing(desk: Desk, agent: UnlockedAgent) -> None:
    form = {"staff": desk.translator_id, "language": "en", **DAY}
    for wrong in ({"until-year": "2030"}, {"until-day": ""}, {"language": "fr"}, {"staff": "nobody"}):
        answer = desk.reader.post(desk.at_desk, data={**form, **wrong})
        assert answer.status_code == 422 and "There is a problem" in answer.text
    with desk.sessions.begin() as session:
        amend(session, session.get_one(Response, desk.response_id), agent, f"Nytt. {WORDS}")
    assert "C361" not in (answer := desk.reader.post(desk.at_desk, data=form)).text
    assert answer.status_code == 422 and "not checked for personal data" in answer.text
    with desk.sessions() as session:
        assert session.scalars(select(TranslationAssignment)).all() == []


def test_translators__to_choose_from__are_those_of_full_standing(desk: Desk) -> None:
    with desk.sessions.begin() as session:
        observer = make_organisation(session, standing=Standing.OBSERVER)
        make_translator(session, name="Watching Only", organisation_id=observer.id)
        make_translator(session, name="Gone Away", active=False)
        make_staff(session, Role.ANALYST, name="Not Translating")
    page = desk.reader.get(desk.at_desk).text
    assert "Ana Marku" in page
    assert not any(name in page for name in ("Watching Only", "Gone Away", "Not Translating"))


def test_translation__of_an_earlier_wording__is_shown_as_out_of_date(
    desk: Desk, agent: UnlockedAgent
) -> None:
    address = desk.give()
    page = desk.translator.get(address).text
    desk.translator.post(address, data={**fill(page, TYPED), "act": "finish"})
    with desk.sessions.begin() as session:
        account = session.get_one(Response, desk.response_id)
        amend(session, account, agent, f"Nytt. {WORDS}")
    assert "not checked for personal data as it stands" in desk.reader.get(f"{desk.at_desk}/en").text
    with desk.sessions.begin() as session:
        take_out(session, session.get_one(Response, desk.response_id), agent)
    assert "earlier wording" in desk.reader.get(f"{desk.at_desk}/en").text
    assert "out of date" in desk.reader.get(desk.at_desk).text


def test_checking__what_was_changed_meanwhile__is_refused(desk: Desk) -> None:
    address = desk.give()
    page = desk.translator.get(address).text
    desk.translator.post(address, data={**fill(page, TYPED), "act": "finish"})
    beside = list_fields(desk.reader.get(f"{desk.at_desk}/en").text)
    with desk.sessions.begin() as session:
        given = session.scalars(select(TranslationAssignment)).one()
        assert given.ended_on is None
    changed = fill(desk.translator.get(address).text, [TYPED[0], TYPED[1], "We waited at Quay Hotel."])
    desk.translator.post(address, data={**changed, "act": "finish"})
    late = desk.reader.post(f"{desk.at_desk}/en", data={**beside, "act": "confirm"})
    assert late.status_code == 409 and "Quay Hotel" in late.text
    assert find_states(desk) == [TranslationState.FINISHED]
    sent_back = {**list_fields(late.text), "act": "back"}
    assert desk.reader.post(f"{desk.at_desk}/en", data=sent_back).status_code == 302
    assert find_states(desk) == [TranslationState.BEGUN]


def name_kept_away(desk: Desk, agent: UnlockedAgent, words: str) -> None:
    """As the person does, with their number."""
    key = agent.open_key(desk.response_id)
    assert key
    with desk.sessions.begin() as session:
        keep_away(session, UNCOUNTED, desk.response_id, key, words, on=NOW.date())


def test_assigning__where_the_person_keeps_people_away__shows_the_list_and_asks_for_an_answer(
    desk: Desk, agent: UnlockedAgent
) -> None:
    name_kept_away(desk, agent, "Tom Reed of Quay Street")
    form = {"staff": desk.translator_id, "language": "en", **DAY}
    assert "Tom Reed of Quay Street" in desk.reader.get(desk.at_desk).text
    answer = desk.reader.post(desk.at_desk, data=form)
    assert answer.status_code == 422 and "confirm it" in answer.text
    assert desk.reader.post(desk.at_desk, data={**form, "is_confirmed": "y"}).status_code == 302
    name_kept_away(desk, agent, "Ana Marku")
    refused = desk.reader.post(desk.at_desk, data={**form, "is_confirmed": "y"})
    assert refused.status_code == 422 and "must never read" in refused.text


def test_assigning__while_locked__says_so(desk: Desk, agent: UnlockedAgent) -> None:
    agent.lock()
    form = {"staff": desk.translator_id, "language": "en", **DAY}
    answer = desk.reader.post(desk.at_desk, data=form)
    assert answer.status_code == 422 and "locked" in answer.text
