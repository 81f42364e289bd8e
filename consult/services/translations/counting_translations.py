"""How far translations are, told without unlocking; and how many words wait for one, while unlocked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.text import count_words
from consult.models.consultation import Consultation
from consult.models.readings import Reading
from consult.models.response import Answer, Response
from consult.models.translation_kinds import TranslationState
from consult.queries.handled import find_set_aside
from consult.queries.responses import RECEIVED, Wanted, select_responses, select_these
from consult.queries.translations import find_standings
from consult.queries.viewer import Viewer
from consult.services.consultations.reading_versions import read_definition
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.services.translations.planning_translations import find_needed_on, list_reading_languages
from consult.told import Told
from consult.vocabulary import Bucket, Channel, Purpose, ResponseKind, ResponseState, UseKind


class Stage(StrEnum):
    """Where a response stands on the way to being read; each is in exactly one, so that they add up."""

    READ = "read"
    NO_WORDS = "no_words"
    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    FINISHED = "finished"
    CHECKED = "checked"
    NOT_PERMITTED = "not_permitted"
    UNREADABLE = "unreadable"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


AWAITING = (Stage.NOT_BEGUN, Stage.BEGUN)
LEFT_OUT = {
    Bucket.NOT_PERMITTED: Stage.NOT_PERMITTED,
    Bucket.UNREADABLE: Stage.UNREADABLE,
    Bucket.SET_ASIDE: Stage.SET_ASIDE,
    Bucket.WITHDRAWN: Stage.WITHDRAWN,
}
STAGES = {
    TranslationState.BEGUN: Stage.BEGUN,
    TranslationState.FINISHED: Stage.FINISHED,
    TranslationState.CHECKED: Stage.CHECKED,
}


@dataclass(frozen=True)
class Waiting:
    """What waits in one language. words: None where some of them are locked."""

    language: str
    experiences: Told
    returns: int
    words: int | None


@dataclass(frozen=True)
class Survey:
    """How the experiences and returns of one consultation stand by stage, and what waits by language."""

    consultation: Consultation
    needed_on: date | None
    told: Mapping[Stage, Told]
    returned: Mapping[Stage, int]
    waiting: Sequence[Waiting]


def find_stages(
    session: Session, accounts: Sequence[Response], languages: Collection[str]
) -> dict[str, Stage]:
    """How far each of these accounts is translated into the best of some languages; no word is needed."""
    heads = _find_answers(session, accounts)
    asked = select(Response.id).where(Response.id.in_([one.id for one in accounts]))
    made: dict[tuple[str, str], dict[str, TranslationState]] = defaultdict(dict)
    for one in find_standings(session, asked):
        if one.question_id in heads.get(one.response_id, ()):
            state = one.state if one.is_current else TranslationState.BEGUN
            made[one.response_id, one.language][one.question_id] = state
    return {
        one.id: max(
            (_find_stage(heads.get(one.id, frozenset()), made.get((one.id, each), {})) for each in languages),
            key=list(Stage).index,
            default=Stage.NOT_BEGUN,
        )
        for one in accounts
    }


def survey_translations(
    session: Session, viewer: Viewer, consultation: Consultation, *, keys: AccountKeys, now: datetime
) -> Survey:
    """Count what waits for a translation, and everything that was received, by stage.

    Looking at the words to count them is on record. While locked the words of accounts are not counted.
    """
    reading_languages = list_reading_languages(session)
    everything = Wanted(states=RECEIVED)
    responses = session.scalars(select_responses(viewer, consultation.id, everything)).all()
    stages = dict(_place(session, responses, reading_languages))
    awaiting = [one for one in responses if stages[one.id] in AWAITING]
    reading = _read(session, viewer, awaiting, consultation, keys, now)
    stages |= {id: LEFT_OUT[bucket] for id, bucket in reading.left_out.items() if bucket in LEFT_OUT}
    in_stage = {stage: [one for one in responses if stages[one.id] is stage] for stage in stages.values()}
    told = {stage: _count_told(some) for stage, some in in_stage.items()}
    returned = {stage: len(some) - told[stage].all for stage, some in in_stage.items()}
    still = [one for one in awaiting if stages[one.id] in AWAITING]
    needed_on = find_needed_on(session, consultation)
    return Survey(consultation, needed_on, told, returned, list(_count_waiting(still, reading)))


def _place(
    session: Session, responses: Sequence[Response], reading_languages: Collection[str]
) -> Iterator[tuple[str, Stage]]:
    """Where each stands by what lies in clear. No translation of a return is kept here."""
    accounts = [one for one in responses if one.kind is ResponseKind.ACCOUNT]
    asked = select(Response.id).where(Response.id.in_([one.id for one in accounts]))
    aside, far = find_set_aside(session, asked), find_stages(session, accounts, reading_languages)
    for one in responses:
        if one.state is ResponseState.WITHDRAWN:
            yield one.id, Stage.WITHDRAWN
        elif one.id in aside:
            yield one.id, Stage.SET_ASIDE
        elif one.language in reading_languages:
            yield one.id, Stage.READ
        else:
            yield one.id, far.get(one.id, Stage.NOT_BEGUN)


def _find_stage(answers: Collection[str], made: Mapping[str, TranslationState]) -> Stage:
    if not answers:
        return Stage.NO_WORDS
    if not made:
        return Stage.NOT_BEGUN
    states = [made.get(one, TranslationState.BEGUN) for one in answers]
    return STAGES[min(states, key=list(TranslationState).index)]


def _find_answers(session: Session, accounts: Sequence[Response]) -> dict[str, frozenset[str]]:
    """Which questions each account answers in words of its own, as far as can be told while locked."""
    open_questions = {
        one.questionnaire_version_id: _list_open_questions(one)
        for one in {account.questionnaire_version_id: account for account in accounts}.values()
    }
    versions = {one.id: one.questionnaire_version_id for one in accounts}
    rows = select(Answer.response_id, Answer.question_id).where(Answer.response_id.in_(versions))
    found: dict[str, set[str]] = defaultdict(set)
    for response_id, question_id in session.execute(rows):
        if question_id in open_questions[versions[response_id]]:
            found[response_id].add(question_id)
    return {id: frozenset(questions) for id, questions in found.items()}


def _list_open_questions(response: Response) -> frozenset[str]:
    questions = read_definition(response.questionnaire_version).questions()
    return frozenset(one.id for one in questions if one.kind == "text")


def _read(
    session: Session,
    viewer: Viewer,
    awaiting: Sequence[Response],
    consultation: Consultation,
    keys: AccountKeys,
    now: datetime,
) -> Reading:
    questions = {one.questionnaire_version_id: _list_open_questions(one) for one in awaiting}
    return read_answers(
        session,
        viewer,
        select_these(viewer, [one.id for one in awaiting]),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=consultation.id,
        keys=keys,
        now=now,
        question_ids=frozenset().union(*questions.values()),
    )


def _count_waiting(awaiting: Sequence[Response], reading: Reading) -> Iterator[Waiting]:
    words: Counter[str] = Counter()
    for row in reading.rows:
        words[row.response_id] += count_words(row.text)
    by_language: dict[str, list[Response]] = defaultdict(list)
    for one in awaiting:
        by_language[one.language].append(one)
    for language, own in sorted(by_language.items()):
        experiences = _count_told(own)
        is_locked = any(reading.left_out.get(one.id) is Bucket.LOCKED for one in own)
        total = None if is_locked else sum(words[one.id] for one in own)
        yield Waiting(language, experiences, len(own) - experiences.all, total)


def _count_told(responses: Sequence[Response]) -> Told:
    channels = [one.channel for one in responses if one.kind is ResponseKind.ACCOUNT]
    return Told(len(channels), channels.count(Channel.VOUCHED))
