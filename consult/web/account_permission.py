"""The page that asks what may be done with the words: each purpose apart, and nothing ticked beforehand."""

from datetime import date

from flask_babel import gettext

from consult.models.provenance import Provenance
from consult.models.telling_kinds import AttributionLevel, Manner
from consult.services.consultations.protection_content import Recipient
from consult.services.permissions.permitting import Permission
from consult.vocabulary import Purpose
from consult.web.account_words import MANNERS, PERMISSIONS, say_level
from consult.web.clock import get_today
from consult.web.languages import find_page_language
from forms.answers import Answer
from forms.builder import QuestionForm, field_name
from forms.definitions import Choice, Page, Question, Text
from forms.routing import Answers

PERMISSION, DESCRIBE, OWN_WORDS, SHARE = "permission", "describe", "described_as", "share_with"
REACH, UNTIL, MANNER = "reach", "reach_until", "manner"
THIS, ANY = "this", "any"
LONGEST_OWN_WORDS = 80


def make_permission_page(place: str, recipients: list[Recipient], more: tuple[Question, ...] = ()) -> Page:
    """Ask for each purpose apart; leaving everything empty is an answer too.

    place: the part of the region that was chosen. recipients: whom words may be shared with; without any,
    sharing is not asked for. more: what only relays answer.
    """
    asked = [_ask_purposes(), *_ask_description(place)]
    asked += [_ask_sharing(recipients)] if recipients else []
    return Page(PERMISSION, _say(gettext("What may we do with your words?")), (*asked, *ask_reach(), *more))


def ask_reach() -> tuple[Question, Question]:
    """How far all that is allowed reaches, and until when; asked of one person and of an event alike."""
    choices = (
        Choice(THIS, _say(gettext("Only for this consultation"))),
        Choice(ANY, _say(gettext("For any response of this partnership, until a day that I choose"))),
    )
    label = _say(gettext("For what do you allow it?"))
    hint = _say(gettext("If you choose nothing, it is only for this consultation."))
    last = _say(gettext("The last day, if you chose any response"))
    after = _say(gettext("After this day we use your words for nothing new, here or elsewhere."))
    return Question(REACH, "select_one", label, hint, choices=choices), Question(UNTIL, "date", last, after)


def ask_manner() -> Question:
    """How a person who did not write it here gave permission."""
    choices = tuple(Choice(manner.value, _say(str(words))) for manner, words in MANNERS.items())
    label = _say(gettext("How did the person give this permission?"))
    return Question(MANNER, "select_one", label, choices=choices)


def list_stored(permission: Permission) -> Answers:
    """What is allowed now, as answers of the page."""
    return {
        PERMISSION: [purpose.value for purpose in PERMISSIONS if purpose in permission.purposes] or None,
        DESCRIBE: permission.level.value if permission.level else None,
        OWN_WORDS: permission.described_as or None,
        SHARE: list(permission.recipients) or None,
        MANNER: permission.manner.value if permission.manner else None,
        **list_reach(permission.any_until_on),
    }


def list_reach(any_until_on: date | None) -> Answers:
    """How far it reaches now, as answers of the page; only this consultation is not ticked beforehand."""
    return {REACH: ANY, UNTIL: any_until_on.isoformat()} if any_until_on else {REACH: None, UNTIL: None}


def read_permission(form: QuestionForm, described: str, provenance: Provenance) -> Permission:
    """What the page allows. Own words count only where they were chosen, a day only for any response."""
    answers = form.answers()
    level, manner = answers[DESCRIBE], answers.get(MANNER)
    said = Manner(str(manner)) if manner else None
    return Permission(
        purposes=frozenset(Purpose(name) for name in _list(answers[PERMISSION])),
        level=AttributionLevel(str(level)) if level else None,
        described_as=described,
        recipients=tuple(_list(answers.get(SHARE))),
        any_until_on=read_reach(form),
        manner=said if provenance.is_relayed else Manner.WRITTEN,
    )


def read_reach(form: QuestionForm) -> date | None:
    """The last day for any response; None for only this consultation."""
    answers = form.answers()
    until = answers[UNTIL]
    return date.fromisoformat(str(until)) if until and answers[REACH] == ANY else None


def find_described(form: QuestionForm) -> str:
    """One's own words for oneself as typed, where they were chosen."""
    answers = form.answers()
    is_own = answers[DESCRIBE] == AttributionLevel.OWN_WORDS
    return " ".join(str(answers[OWN_WORDS] or "").split()) if is_own else ""


def check_permission(form: QuestionForm, described: str) -> None:
    """Own words are there and short, and what is allowed has a last day where one is needed.

    described: them, as was decided on what may give somebody away in them.
    """
    answers = form.answers()
    own = form[field_name(OWN_WORDS)]
    told = str(answers[OWN_WORDS] or "").strip()
    if answers[DESCRIBE] == AttributionLevel.OWN_WORDS and not told:
        own.errors = [gettext("Write how you want to be described")]
    elif max(len(told), len(described)) > LONGEST_OWN_WORDS:
        own.errors = [gettext("Use at most %(most)s characters", most=LONGEST_OWN_WORDS)]
    if _list(answers[PERMISSION]):
        check_reach(form)


def check_reach(form: QuestionForm, kept: date | None = None) -> None:
    """A permission for any response has a last day; whoever allows nothing is asked for none.

    kept: the day that stands already. It may stay once it is over, so that nobody has to allow more.
    """
    answers, until = form.answers(), form[field_name(UNTIL)]
    if answers[REACH] == ANY and not until.errors and (kept is None or read_reach(form) != kept):
        until.errors = _find_day_errors(answers[UNTIL])


def _find_day_errors(until: Answer | None) -> list[str]:
    if not until:
        return [gettext("Give the last day, or choose only this consultation")]
    if date.fromisoformat(str(until)) < get_today():
        return [gettext("Give a day that is still to come")]
    return []


def _ask_purposes() -> Question:
    choices = tuple(Choice(purpose.value, _say(str(words))) for purpose, words in PERMISSIONS.items())
    hint = gettext("If you tick nothing, your words stay locked and nobody reads them.")
    return Question(
        PERMISSION, "select_multiple", _say(gettext("Tick what you allow")), _say(hint), choices=choices
    )


def _ask_description(place: str) -> tuple[Question, Question]:
    levels = tuple(Choice(level.value, _say(say_level(level, place))) for level in AttributionLevel)
    label = _say(gettext("How may we describe you beside a sentence of yours?"))
    hint = _say(gettext("If you choose nothing, we write only “a person with lived experience”."))
    own = _say(gettext("Your own words for yourself"))
    example = _say(gettext("For example: a mother of two. Give no names. We keep this locked too."))
    return (
        Question(DESCRIBE, "select_one", label, hint, choices=levels),
        Question(OWN_WORDS, "text", own, example),
    )


def _ask_sharing(recipients: list[Recipient]) -> Question:
    choices = tuple(Choice(one.key, one.names) for one in recipients)
    label = _say(gettext("To whom may we show your words?"))
    hint = _say(gettext("Nobody else is shown them, and these only if you tick them."))
    return Question(SHARE, "select_multiple", label, hint, choices=choices)


def _list(answer: Answer | None) -> list[str]:
    return [str(one) for one in answer] if isinstance(answer, list) else []


def _say(words: str) -> Text:
    return {find_page_language().tag: words}
