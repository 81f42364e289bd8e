"""A quotation with its translation: of exactly the words quoted, checked, current, for whoever sees them."""

from io import BytesIO

import pytest
from docx import Document
from sqlalchemy.orm import Session

from consult.exports.assembling import assemble
from consult.exports.word import make_word
from consult.models.desk_kinds import RedactionState
from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.drafts.documenting import Showing, ShownBlock, show_draft
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.experiences.showing_quoted import QuotedSentence, list_quoted, show_to_people
from consult.services.identifiers.redacting import Redaction
from consult.services.translations.keeping_translations import send_back
from consult.services.translations.translating import open_work
from consult.vocabulary import ExcerptGap, Purpose, Role, Standing, UseKind, Verdict
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.quoting import make_quoting_draft
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, keep_check, make_sealed_account
from tests.factories.translating import make_reader, translate_and_check

pytestmark = pytest.mark.portable

WORDS = "Jag kom i mars och sökte en skola. Skolan sade att det inte fanns plats. Vi väntade länge och väl."
SECOND, THIRD = WORDS.index("Skolan"), WORDS.index("Vi")
QUOTED = WORDS[SECOND : THIRD - 1]
ENGLISH = {
    ("change", 0): "I came in March and looked for a school.",
    ("change", SECOND): "The school said there was no place.",
    ("change", THIRD): "We waited long and well.",
}
ALLOWED = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
BY = "Ana Marku (translator of the partnership)"
OBSERVER = Viewer(None, frozenset({Role.MANAGER}), Standing.OBSERVER)


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    version = make_questionnaire_version(session, make_consultation(session))
    return make_sealed_account(session, version, {"change": WORDS}, agent, consents=ALLOWED, language="sv")


@pytest.fixture
def translated(session: Session, account: Response, agent: UnlockedAgent) -> Response:
    translate_and_check(session, make_reader(session), account, ENGLISH, agent)
    return account


def quote(session: Session, account: Response, start: int = SECOND, end: int = THIRD - 1) -> Draft:
    draft = make_quoting_draft(session, [(account, "change", start, end)])
    show_to_people(session, draft, actor="system", today=TODAY, now=NOW)
    return draft


def show(session: Session, draft: Draft, agent: UnlockedAgent, viewer: Viewer = SYSTEM) -> ShownBlock:
    shown = show_draft(session, draft, Showing(viewer, UseKind.PAGE, NOW, agent))
    return next(one for one in shown.sections[0].blocks if one.words or one.gap)


def come_back(session: Session, account: Response, agent: UnlockedAgent) -> list[QuotedSentence]:
    key = agent.open_key(account.id)
    assert key is not None
    return list_quoted(session, OpenedAccount(account, key), today=TODAY)


def test_quotation__translated_and_checked__stands_over_its_translation_on_page_in_file_and_for_the_person(
    session: Session, translated: Response, agent: UnlockedAgent
) -> None:
    draft = quote(session, translated)

    block = show(session, draft, agent)
    assert block.translation is not None and block.words == QUOTED
    assert (block.translation.words, block.translation.made_by) == (ENGLISH["change", SECOND], BY)
    shown = show_draft(session, draft, Showing(SYSTEM, UseKind.EXPORT, NOW, agent))
    content = make_word(assemble(shown))
    paragraphs = [one.text for one in Document(BytesIO(content)).paragraphs]
    place = paragraphs.index(f"“{QUOTED}”")
    assert paragraphs[place + 1] == f"“{ENGLISH['change', SECOND]}”"
    assert paragraphs[place + 2].endswith(f"Translation by {BY}")
    assert make_word(assemble(shown)) == content
    [sentence] = come_back(session, translated, agent)
    assert sentence.translation == block.translation and sentence.words == QUOTED


def test_quotation__refused_by_its_person__shows_neither_words_nor_translation(
    session: Session, translated: Response, agent: UnlockedAgent
) -> None:
    draft = quote(session, translated)
    passage = Passage(translated.id, "change", SECOND, THIRD - 1)
    give_verdict(session, UNCOUNTED, translated, passage, Verdict.REFUSED, today=TODAY)
    block = show(session, draft, agent)
    assert (block.gap, block.translation) == (ExcerptGap.REFUSED, None)


def test_quotation__for_an_observer_or_while_locked__comes_without_translation(
    session: Session, translated: Response, agent: UnlockedAgent
) -> None:
    draft = quote(session, translated)

    assert show(session, draft, agent, OBSERVER).translation is None
    agent.lock()
    assert show(session, draft, agent).translation is None


def test_quotation__of_part_of_a_passage__stands_alone(
    session: Session, translated: Response, agent: UnlockedAgent
) -> None:
    draft = quote(session, translated, SECOND, SECOND + 6)
    assert show(session, draft, agent).words == "Skolan"
    assert show(session, draft, agent).translation is None
    assert [one.translation for one in come_back(session, translated, agent)] == [None]


def test_quotation__of_several_passages__has_all_of_them_in_translation(
    session: Session, translated: Response, agent: UnlockedAgent
) -> None:
    made = show(session, quote(session, translated, 0, len(WORDS)), agent).translation
    assert made is not None and made.words == " ".join(ENGLISH.values())


def test_quotation__whose_translation_is_unchecked_or_out_of_date__stands_alone(
    session: Session, translated: Response, agent: UnlockedAgent
) -> None:
    draft, reader = quote(session, translated), make_reader(session)
    work = open_work(session, reader, translated, "en", keys=agent, now=NOW)
    send_back(session, reader, translated, work, mark=work.mark, keys=agent, now=NOW)
    assert show(session, draft, agent).translation is None
    assert [one.translation for one in come_back(session, translated, agent)] == [None]


def test_quotation__of_words_that_were_redacted_otherwise_since__stands_alone(
    session: Session, translated: Response, agent: UnlockedAgent
) -> None:
    draft, key = quote(session, translated), agent.open_key(translated.id)
    assert key is not None
    keep_check(session, translated, key, Redaction("change", "detail", 0, 3, RedactionState.ADDED))
    assert show(session, draft, agent).translation is None
    assert [one.translation for one in come_back(session, translated, agent)] == [None]


def test_quotation__told_in_english__has_no_translation(session: Session, agent: UnlockedAgent) -> None:
    version = make_questionnaire_version(session, make_consultation(session))
    account = make_sealed_account(session, version, {"change": "We waited long."}, agent, consents=ALLOWED)
    translate_and_check(session, make_reader(session), account, {("change", 0): "Bu."}, agent, language="cy")
    assert show(session, quote(session, account, 0, 15), agent).translation is None
