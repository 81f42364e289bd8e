"""A listening event that a group passes on: who was there in broad terms, and what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.groups import ListeningEvent
from consult.models.locking import lock_name
from consult.models.provenance import Provenance
from consult.models.telling_kinds import Teller, Wording, Writer
from consult.sealing.payloads import SealingKey, open_json, seal_json
from consult.sealing.places import place_of_event
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.tracing import keep_provenance
from consult.services.identifiers.word_places import list_places
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import Terms, current_consent, give_consent
from consult.services.permissions.waiting import note_change, note_said_again
from consult.services.returns.answering import list_own_answers, save_answer
from consult.vocabulary import Purpose
from forms.definitions import Question, Questionnaire

ALL_AGREED, SOME_LEFT_OUT, NOT_AGREED = "all", "left_out", "no"


@dataclass(frozen=True)
class Point:
    """One thing that was said, and roughly by how many."""

    words: str = field(repr=False)
    said_by: str = ""


@dataclass(frozen=True)
class Event:
    """What the group says of the event; bands only. month: as 2026-10."""

    month: str = ""
    people: int = 0
    ages: Sequence[str] = ()
    genders: Sequence[str] = ()
    languages: Sequence[str] = ()
    areas: Sequence[str] = ()
    points: Sequence[Point] = ()
    agreed: str = ""
    may_print: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether it can be sent: who was there, what was said, and that they agreed to it."""
        return bool(self.month and self.people > 0 and self.points) and self.agreed in {
            ALL_AGREED,
            SOME_LEFT_OUT,
        }


def begin_event(session: Session, opened: OpenedAccount) -> None:
    """Let an account that was just begun be a listening event."""
    session.add(ListeningEvent(response_id=opened.response.id, people=None, told_sealed=b""))
    session.flush()
    keep_event(session, opened, Event(), small_number=0)


def is_listening_event(session: Session, response_id: str) -> bool:
    """Whether it is what was said at a listening event; no key is needed to know."""
    return session.get(ListeningEvent, response_id) is not None


def find_points_question(questionnaire: Questionnaire) -> Question:
    """The question whose answer the points of an event are: the first open one.

    Raises: Conflict (C219) for a form that asks none, as could be published once.
    """
    found = next((one for one in questionnaire.questions() if one.kind == "text"), None)
    if found is None:
        raise Conflict("C219")
    return found


def find_event(session: Session, opened: OpenedAccount) -> Event | None:
    """What was said of the event so far; None for an account that is one person's."""
    return open_event(session, opened.response.id, opened.key)


def open_event(session: Session, response_id: str, key: SealingKey) -> Event | None:
    """The same, by whoever has the key of the account. Raises: SealBroken."""
    row = session.get(ListeningEvent, response_id)
    if row is None:
        return None
    told = open_json(key, row.told_sealed, place_of_event(row.response_id))
    return Event(**told | {"points": [Point(**one) for one in told["points"]]})


def keep_event(session: Session, opened: OpenedAccount, event: Event, *, small_number: int) -> None:
    """Keep it sealed; in clear only how many people, and only where that is not a small number.

    Where several languages were spoken, none is said to be the one that it was told in.
    """
    row = session.get_one(ListeningEvent, opened.response.id)
    row.told_sealed = seal_json(opened.key, asdict(event), place_of_event(row.response_id))
    row.people = event.people if event.people >= max(small_number, 1) else None
    told = Provenance(
        is_relayed=True,
        teller=Teller.EVENT,
        writer=Writer.WORKER,
        language=event.languages[0] if len(event.languages) == 1 else "",
        wording=Wording.SUMMARY,
    )
    keep_provenance(session, opened.response.id, opened.key, told)


def rewrite_points(session: Session, opened: OpenedAccount, changes: Mapping[str, str]) -> None:
    """Put other words in the place of some, wherever they stand in what was said; longer ones first.

    Does nothing for an account that is one person's.
    """
    event, wanted = find_event(session, opened), sorted(changes, key=len, reverse=True)
    if event is None or not wanted:
        return
    said = "\n".join(point.words for point in event.points)
    apart = {words: bool(list_places(said, words, apart=True)) for words in wanted}
    points = [replace(point, words=_rewrite(point.words, changes, apart)) for point in event.points]
    row = session.get_one(ListeningEvent, opened.response.id)
    told = asdict(replace(event, points=points))
    row.told_sealed = seal_json(opened.key, told, place_of_event(row.response_id))
    session.flush()


def _rewrite(text: str, changes: Mapping[str, str], apart: Mapping[str, bool]) -> str:
    """Change words in a text, the first of `apart` first where several begin.

    apart: whether only whole words are meant; some scripts put no space between words.
    """
    found = [
        (start, order, words)
        for order, (words, is_apart) in enumerate(apart.items())
        for start in list_places(text, words, apart=is_apart)
    ]
    written, position = "", 0
    for start, _, words in sorted(found):
        if start >= position:
            written += text[position:start] + changes[words]
            position = start + len(words)
    return written + text[position:]


def keep_points(
    session: Session,
    opened: OpenedAccount,
    questionnaire: Questionnaire,
    event: Event,
    *,
    any_until_on: date | None,
    language: str,
    today: date,
    now: datetime,
) -> None:
    """Let what was said be the answer to the first open question, so that it is read like all others.

    any_until_on: the last day for any response of the partnership; None for this consultation alone.
    Raises: Conflict (C219) for a form without one.
    """
    question = find_points_question(questionnaire)
    lock_name(session, f"answers:{opened.response.id}")
    own = {one.question_id: one for one in list_own_answers(session, opened.response, opened.key)}
    save_answer(
        session,
        opened.response,
        question.id,
        "\n\n".join(point.words for point in event.points),
        language=language,
        parent_id=own[question.id].revision_id if question.id in own else None,
        now=now,
        key=opened.key,
    )
    grants = dict.fromkeys(Purpose, False) | {Purpose.ANALYSE: True, Purpose.QUOTE: event.may_print}
    terms = dict.fromkeys(grants, Terms(any_until_on))
    give_consent(session, opened.response.id, grants, given_on=today, terms=terms)


def permit_printing(
    session: Session,
    store: KeyStore,
    opened: OpenedAccount,
    *,
    may_print: bool,
    any_until_on: date | None,
    today: date,
) -> None:
    """Say anew whether sentences of a sent event may be printed, and until when for any response.

    It counts from now on. That it may be read was said for all who took part when it was passed on.
    store: the key store, which counts each change. Raises: Conflict (C205) once withdrawn.
    """
    row = session.get_one(ListeningEvent, opened.response.id)
    told = open_json(opened.key, row.told_sealed, place_of_event(row.response_id))
    row.told_sealed = seal_json(opened.key, told | {"may_print": may_print}, place_of_event(row.response_id))
    grants = {Purpose.ANALYSE: True, Purpose.QUOTE: may_print}
    before = current_consent(session, opened.response.id)
    terms = dict.fromkeys(grants, Terms(any_until_on))
    if give_consent(session, opened.response.id, grants, given_on=today, terms=terms) != before:
        note_change(session, store, opened.response.id, says_all=True, today=today)
    else:
        note_said_again(session, store, opened.response.id)
