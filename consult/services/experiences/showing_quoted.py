"""Show whoever told an experience each sentence of theirs as it will be printed, with what stands round it.

Only their own words are filled in. Looking at one's own words is no use of them: nothing is put on record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Paragraph, Quotation, StatementReference
from analysis.drafting.footnotes import leave_out_marks
from analysis.drafting.views import LEADS
from consult.models.consultation import Consultation
from consult.models.draft import Draft, Section
from consult.models.readings import QuotedTranslation, Respondent
from consult.models.response import Response
from consult.services import auditing
from consult.services.analyses.languages_of_passages import Parts, choose_said_in, find_own_parts
from consult.services.drafts.editing import find_standing, list_blocks_on
from consult.services.drafts.withholding_names import find_unnamed, withhold_names
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.judging_quotations import (
    Passage,
    Verdicts,
    find_verdict,
    find_verdicts,
    list_refused,
)
from consult.services.experiences.tracing import get_provenance
from consult.services.identifiers.redacting import Kept, find_own_redactions, list_of_question, replace_parts
from consult.services.permissions.consenting import Moment, find_said
from consult.services.permissions.drafts_using import SentDraft, find_sent_draft, list_latest_drafts
from consult.services.permissions.reading import describe_teller
from consult.services.quotations.attributing import load_attributor
from consult.services.region.setting_up import find_small_number
from consult.services.returns.answering import OwnAnswer, list_own_answers
from consult.services.translations.finding_translations import CheckedTranslation, find_own_translations
from consult.services.translations.quoting_translations import choose_translation
from consult.services.versions.version_bodies import read_body
from consult.vocabulary import Verdict


@dataclass(frozen=True)
class QuotedSentence:
    """A sentence as it will be printed: in which section, between which texts, and as whose.

    report: what the other response is called, by language, where it was not told for this one. is_printed: it
    stands in a response that was sent while that was permitted, and nothing can be said of it any more.
    """

    passage: Passage
    section_title: str
    before: str
    words: str = field(repr=False)
    language: str
    attribution: str
    after: str
    verdict: Verdict | None
    translation: QuotedTranslation | None = None
    report: Mapping[str, Any] = field(default_factory=dict)
    is_printed: bool = False


def show_to_people(session: Session, draft: Draft, *, actor: str, today: date, now: datetime) -> None:
    """Let those whose experiences a draft quotes see their sentences when they come back."""
    draft.shown_to_people_on = today
    session.flush()
    auditing.record(
        session,
        actor=actor,
        action="quotations shown to people",
        subject_kind="draft",
        subject_id=draft.id,
        details={"number": draft.number},
        now=now,
    )


@dataclass(frozen=True)
class RefusedPassage:
    """Words of one's own that one does not want used, wherever they stand now."""

    passage: Passage
    words: str = field(repr=False)
    language: str


def list_refused_passages(session: Session, opened: OpenedAccount) -> list[RefusedPassage]:
    """Every passage of one experience that the person refused, as its text is now, whether quoted or not."""
    own = {one.question_id: one for one in list_own_answers(session, opened.response, opened.key)}
    refused = list_refused(session, [opened.response.id])
    parts = find_own_parts(session, opened.response.id, opened.key)
    return [
        RefusedPassage(one, given.value[one.start : one.end], _find_language(parts, one, given))
        for one in sorted(refused, key=lambda one: (one.question_id, one.start, one.end))
        if (given := own.get(one.question_id)) and isinstance(given.value, str)
    ]


def list_quoted(session: Session, opened: OpenedAccount, *, today: date) -> list[QuotedSentence]:
    """The sentences of one experience that the latest drafts quote, once people may see them, in order.

    Once they may not any more, those of the draft that was sent, though another was built since. Also while
    what they allow waits to be said again: they see what would be printed before they say it.

    First those of its own consultation, then of others that draw on it.
    """
    latest = list_latest_drafts(session, opened.response)
    found = [_find_telling(session, opened, one, today) for one in latest]
    return [
        sentence
        for one in found
        if one is not None and one.draft.shown_to_people_on is not None
        for sentence in _list_in_draft(session, opened, one, today)
    ]


@dataclass(frozen=True)
class _Telling:
    """A draft that may quote one experience, and who told it. sent: where it might on that day alone."""

    draft: Draft
    teller: Respondent
    sent: SentDraft | None


def _find_telling(session: Session, opened: OpenedAccount, latest: Draft, today: date) -> _Telling | None:
    """The latest draft, where it may quote today; else the one that was sent, where it might on that day."""
    response, own_id = opened.response, latest.consultation_id
    provenance = get_provenance(session, response.id, opened.key)
    said = find_said(session, select(Response.id).where(Response.id == response.id)).get(response.id, {})
    sent = find_sent_draft(session, own_id)
    for one in [SentDraft(latest, today), *([sent] if sent else [])]:
        teller = describe_teller(session, response.id, said, provenance, Moment(one.sent_on, own_id))
        if teller.may_quote:
            return _Telling(one.draft, teller, sent=None if one.sent_on == today else one)
    return None


def _list_in_draft(
    session: Session, opened: OpenedAccount, telling: _Telling, today: date
) -> list[QuotedSentence]:
    response, draft = opened.response, telling.draft
    kept = find_own_redactions(session, response.id, opened.key)
    own = {one.question_id: one for one in list_own_answers(session, response, opened.key)}
    verdicts = find_verdicts(session, [response.id])
    translated = find_own_translations(session, response.id, own.values(), kept, opened.key)
    attributor = load_attributor(session, draft.consultation_id, find_small_number(session))
    parts = find_own_parts(session, response.id, opened.key)
    unnamed = find_unnamed(session, draft.consultation_id, today=today)
    is_own = draft.consultation_id == response.consultation_id
    report = {} if is_own else dict(session.get_one(Consultation, draft.consultation_id).title)
    found = (
        _list_in_section(section, response.id, _list_blocks(session, section, telling), unnamed)
        for section in draft.sections
    )
    described = (
        _describe(place, own[place.passage.question_id], parts, verdicts, kept, translated)
        for places in found
        for place in places
        if place.passage.question_id in own and _still_stands(place, own[place.passage.question_id])
    )
    is_printed = telling.sent is not None
    return [
        replace(
            one,
            report=report,
            is_printed=is_printed,
            attribution=attributor.describe(telling.teller, one.language),
        )
        for one in described
    ]


@dataclass(frozen=True)
class _Place:
    """Where a section quotes a passage, of which text of the answer, and the texts round it."""

    section_title: str
    passage: Passage
    revision_id: str | None
    before: str
    after: str


def _list_blocks(session: Session, section: Section, telling: _Telling) -> tuple[Block, ...]:
    """As it stands; of what was sent, as it stood then, or as the version that was sent has it."""
    if telling.sent is not None and telling.sent.version is not None:
        kept = read_body(telling.sent.version.body).sections
        return next((one.blocks for one in kept if one.key == section.key), ())
    if telling.sent is not None:
        return list_blocks_on(session, section, telling.sent.sent_on)
    return find_standing(session, section).version.blocks


def _list_in_section(
    section: Section, response_id: str, blocks: Sequence[Block], unnamed: Iterable[str]
) -> Iterator[_Place]:
    texts = _list_texts(section, blocks, frozenset(unnamed))
    revisions = {one.key: one.excerpts[0].revision_id for one in section.statements if one.excerpts}
    for place, block in enumerate(blocks):
        if isinstance(block, Quotation) and block.excerpt.response_id == response_id:
            one = block.excerpt
            passage = Passage(response_id, one.question_id, one.start, one.end)
            before, after = _find_last(texts[:place]), _find_last(texts[place + 1 :][::-1])
            before = " ".join(filter(None, (before, LEADS[block.view])))
            yield _Place(section.title, passage, revisions.get(block.id), before, after)


def _list_texts(section: Section, blocks: Sequence[Block], unnamed: frozenset[str]) -> list[str]:
    """The text of each block that has one; other people's quotations have none here."""
    statements = {one.key: one for one in section.statements}
    texts = []
    for block in blocks:
        key = block.statement_id if isinstance(block, StatementReference) else ""
        shown, _ = withhold_names(block, statements.get(key), unnamed)
        text = shown.text if isinstance(shown, Paragraph | StatementReference) else ""
        texts.append(leave_out_marks(text))
    return texts


def _find_last(texts: Sequence[str]) -> str:
    return next((text for text in reversed(texts) if text), "")


def _still_stands(place: _Place, given: OwnAnswer) -> bool:
    """A sentence of a text that was changed since is not printed any more."""
    is_same = place.revision_id in (None, given.revision_id)
    return is_same and isinstance(given.value, str) and place.passage.end <= len(given.value)


def _describe(
    place: _Place,
    given: OwnAnswer,
    parts: Parts,
    verdicts: Verdicts,
    kept: Kept | None,
    translated: Mapping[str, Sequence[CheckedTranslation]],
) -> QuotedSentence:
    passage, made = place.passage, translated.get(place.passage.question_id, ())
    language = _find_language(parts, passage, given)
    taken_out = list_of_question(kept, passage.question_id)
    return QuotedSentence(
        passage=passage,
        section_title=place.section_title,
        before=place.before,
        words=replace_parts(given.value, passage.start, passage.end, taken_out)[0],
        language=language,
        attribution="",
        after=place.after,
        verdict=find_verdict(verdicts, passage),
        translation=choose_translation(made, language, passage.start, passage.end),
    )


def _find_language(parts: Parts, passage: Passage, given: OwnAnswer) -> str:
    own = parts.get((passage.response_id, passage.question_id), ())
    said_in = choose_said_in(own, passage.start, passage.end)
    return said_in.language if said_in else given.language
