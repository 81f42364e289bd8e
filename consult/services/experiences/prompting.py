"""Show whoever tells an experience what in it may give somebody away, before it is sent; they decide.

The same words are asked about once, wherever they stand. Nothing is changed but what was chosen.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.identifier_patterns import Found
from analysis.identifiers import find_in_text, settle_overlaps
from consult.models.provenance import Provenance
from consult.models.response import Response
from consult.models.telling_kinds import PromptChoice
from consult.sealing.keys import AccountKey
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.hearing_events import rewrite_points
from consult.services.returns.answering import OwnAnswer, save_answer
from forms.definitions import Question

CONTEXT_CHARACTERS = 40
TAKEN_OUT = "[…]"
KEY_BYTES = 8


@dataclass(frozen=True)
class Spot:
    """Where the words stand: code-point offsets [start, end) into one answer."""

    question_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Prompt:
    """Words that may give somebody away, with what stands round them where they come first."""

    key: str
    kind: str
    words: str = field(repr=False)
    before: str = field(repr=False)
    after: str = field(repr=False)
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Decision:
    """What to do with the words of one prompt; `instead`: what to put in their place, where changed."""

    choice: PromptChoice
    instead: str = field(default="", repr=False)

    def write(self, words: str) -> str:
        """The words after the decision."""
        if self.choice is PromptChoice.KEEP:
            return words
        return self.instead if self.choice is PromptChoice.CHANGE else TAKEN_OUT


def list_prompts(
    asked: Iterable[Question], own: Iterable[OwnAnswer], languages: Collection[str]
) -> list[Prompt]:
    """List what was found in the open answers, in the order of the questions and then of the text.

    languages: of the experience as it is kept, from list_languages; never of the page, or choices that were
    made in one language would not be found again in another.
    """
    texts = {one.question_id: one.value for one in own if isinstance(one.value, str)}
    found: dict[str, Prompt] = {}
    for question_id in [question.id for question in asked if question.kind == "text"]:
        text = texts.get(question_id, "")
        for one in _find(text, languages):
            made = _make(one.kind, text, Spot(question_id, one.start, one.end))
            first = found.setdefault(made.key, made)
            if first is not made:
                found[made.key] = replace(first, spots=(*first.spots, *made.spots))
    return list(found.values())


def list_new_prompts(
    asked: Collection[Question],
    own: Iterable[OwnAnswer],
    typed: Mapping[str, str],
    languages: Collection[str],
) -> list[Prompt]:
    """List what is found in the answers as typed now, without what stood in them before and was kept.

    typed: the open answers, by question id.
    """
    known = {one.key for one in list_prompts(asked, own, languages)}
    answers = [OwnAnswer(question_id, text, "", None) for question_id, text in typed.items()]
    return [one for one in list_prompts(asked, answers, languages) if one.key not in known]


def list_languages(response: Response, own: Iterable[OwnAnswer], provenance: Provenance) -> tuple[str, ...]:
    """The languages in which it was begun, written and spoken: names have other endings in each."""
    declared = {response.language, provenance.language, *(one.language for one in own)}
    return tuple(sorted(declared - {""}))


def rewrite(
    typed: Mapping[str, str], prompts: Iterable[Prompt], decisions: Mapping[str, Decision]
) -> dict[str, str]:
    """The answers as decided, before anything of them is kept. prompts: what was found in them."""
    edits = _list_edits(prompts, decisions)
    return {
        question_id: _rewrite(text, [one for one in edits if one[0].question_id == question_id])
        for question_id, text in typed.items()
    }


def apply_decisions(
    session: Session,
    response: Response,
    own: Sequence[OwnAnswer],
    prompts: Iterable[Prompt],
    decisions: Mapping[str, Decision],
    *,
    key: AccountKey,
    now: datetime,
) -> None:
    """Write the answers as decided, and what is told of an event; without a decision words stay as they are.

    own, prompts: of one moment. Raises: Conflict (C205) once withdrawn.
    """
    prompts = list(prompts)
    edits = _list_edits(prompts, decisions)
    changes = {one.words: decisions[one.key].write(one.words) for one in prompts if one.key in decisions}
    rewrite_points(session, OpenedAccount(response, key), changes)
    for given in own:
        mine = [(spot, text) for spot, text in edits if spot.question_id == given.question_id]
        written = _rewrite(given.value, mine) if mine else given.value
        if written != given.value:
            save_answer(
                session, response, given.question_id, written,
                language=given.language, parent_id=given.revision_id, now=now, key=key,
            )  # fmt: skip


def _find(text: str, languages: Collection[str]) -> list[Found]:
    """What is found whatever the language, and in each of the languages."""
    found = [one for language in ("", *languages) for one in find_in_text(text, language)]
    return settle_overlaps(text, found)


def _make(kind: str, text: str, spot: Spot) -> Prompt:
    words = text[spot.start : spot.end]
    key = hashlib.blake2b(f"{kind}\0{words}".encode("utf-8", "replace"), digest_size=KEY_BYTES).hexdigest()
    before = text[max(0, spot.start - CONTEXT_CHARACTERS) : spot.start]
    return Prompt(key, kind, words, before, text[spot.end : spot.end + CONTEXT_CHARACTERS], (spot,))


def _list_edits(prompts: Iterable[Prompt], decisions: Mapping[str, Decision]) -> list[tuple[Spot, str]]:
    decided = [(one, decisions[one.key].write(one.words)) for one in prompts if one.key in decisions]
    return [(spot, text) for one, text in decided for spot in one.spots]


def _rewrite(text: str, edits: Iterable[tuple[Spot, str]]) -> str:
    """Put each text in the place of its spot, the last one first, so that offsets stay true."""
    for spot, instead in sorted(edits, key=lambda edit: -edit[0].start):
        text = text[: spot.start] + instead + text[spot.end :]
    return text
