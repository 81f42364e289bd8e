"""A sentence whose number moved by few since a version: as it was, without its number, or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.checking.crossed_sums import list_crossed
from analysis.checking.given_numbers import list_said, restate
from analysis.checking.hidden_then import list_hidden_then
from analysis.checking.known_figures import read_numbers
from analysis.checking.moved_figures import has_moved_few, is_near
from analysis.drafting.characteristic_words import SPOKEN, TOLD
from analysis.drafting.figures import Rules, write_date
from analysis.drafting.rechecking import Change
from analysis.drafting.shared_said import SHARED
from analysis.drafting.statements import Counted
from analysis.drafting.wording import word_sentence
from consult.services.handing_out.given_before import GivenBefore, Place
from consult.services.handing_out.renamed_choices import has_renamed_said_moved

AS_OF = "(As of {day}.)"
_OF_THEMES = ("theme", "key_theme", "experience_theme", "key_experience")
IN_WORDS = frozenset({*_OF_THEMES, "answered", "choice", "ask", SPOKEN, TOLD, SHARED})
"""Sentences that can do without their number: some of these raised it."""


def has_sentence_moved(evidence: Counted, place: Place, before: Sequence[GivenBefore], rules: Rules) -> bool:
    """Whether a number of it moved by few since any version gave the same, in whatever form."""
    if any(has_renamed_said_moved(evidence, given.said.get(place), rules) for given in before):
        return True
    now = list(list_said(evidence, rules))
    same = ((one, was) for one in now for given in before for was in given.numbers.get(one.what, ()))
    crossed = (pair for given in before for pair in list_crossed(now, given.numbers))
    return any(has_moved_few(one, was, rules) for one, was in (*same, *crossed))


def word_held(
    place: Place, evidence: Counted, before: Sequence[GivenBefore], rules: Rules
) -> tuple[str, Counted] | None:
    """What is said in its place, and what that rests on; None where nothing may be."""
    for given in before:
        earlier = given.said.get(place) or _make(evidence, given)
        if earlier is not None and _says_the_same(evidence, earlier, rules):
            kept = _protect(earlier, evidence)
            said = word_sentence(kept, rules)
            if not _hides(kept, evidence, rules) & read_numbers(said):
                return date_text(said, given.sentences.get(place, ""), given.day), kept
    return _leave_out_numbers(evidence, rules)


def _make(evidence: Counted, given: GivenBefore) -> Counted | None:
    """The sentence from numbers that a version gave elsewhere; None where it did not give them all."""
    figures = restate(evidence.figures, given.numbers)
    return replace(evidence, figures=figures) if figures else None


def date_text(text: str, said: str, day: date) -> str:
    """The text with its day: the one that it was said with before, if there is one."""
    opening = AS_OF.partition("{")[0]
    is_dated = said.endswith(".)") and opening in said
    dated = f"{opening}{said.rpartition(opening)[2]}" if is_dated else AS_OF.format(day=write_date(day))
    return text if text.endswith(dated) else f"{text} {dated}"


def _says_the_same(now: Counted, before: Counted, rules: Rules) -> bool:
    """Whether the earlier sentence is about the same and still true enough to stand with its day."""
    if before.name("label") != now.name("label") or any(one.withheld for one in before.figures[:1]):
        return False
    then = {one.what: one for one in list_said(before, rules)}
    pairs = [(one, then[one.what]) for one in list_said(now, rules) if one.what in then]
    return all(is_near(one, earlier, rules) for one, earlier in pairs)


def _protect(before: Counted, now: Counted) -> Counted:
    """The earlier figures: public only where they still are, and withheld where they have to be now."""
    found = {one.what: one for one in now.figures}
    figures = (
        replace(
            one,
            public=one.public and one.what in found and found[one.what].public,
            withheld=one.withheld or (one.what in found and found[one.what].withheld),
        )
        for one in before.figures
    )
    return replace(before, figures=tuple(figures))


def _hides(kept: Counted, now: Counted, rules: Rules) -> set[int]:
    found = {one.what: one for one in now.figures}
    return list_hidden_then(kept.figures, [Change(one, found.get(one.what)) for one in kept.figures], rules)


def _leave_out_numbers(evidence: Counted, rules: Rules) -> tuple[str, Counted] | None:
    """The sentence of now with no number: that some said it."""
    if evidence.sentence not in IN_WORDS or not evidence.figures[0].count:
        return None
    parts = [one for one in evidence.figures if one.group == evidence.figures[0].group]
    kept = replace(evidence, figures=tuple(replace(one, withheld=True) for one in parts))
    return word_sentence(kept, rules), kept
