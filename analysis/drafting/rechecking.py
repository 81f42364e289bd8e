"""Checking a counted statement against the record as it is now, and against the text people made of it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.drafting.cells import word_cell
from analysis.drafting.figures import Rules, is_small, leaves_few, write_count, write_number
from analysis.drafting.material import Material
from analysis.drafting.numbers_said import COUNT, SIZE
from analysis.drafting.sections import Section
from analysis.drafting.statements import TABLED, Counted, Figure, FigureKey, Statement, Tabled
from analysis.drafting.theme_parts import count_experience, count_theme
from analysis.drafting.unquoted import list_all_spoke
from analysis.drafting.wording import word_sentence

Figures = Mapping[FigureKey, Figure]
SAME_NUMBER = "the same number, but what may be shown of it has changed"
NUMBERS_CHANGED = "the numbers that were given have changed; the difference could give one away"
_NUMBER = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class Change:
    """A figure that no longer holds, and what it is now; None where nothing is counted for it any more."""

    then: Figure
    now: Figure | None

    @property
    def is_same_number(self) -> bool:
        """Whether only what may be shown of the number has changed."""
        now = self.now
        return now is not None and (self.then.count, self.then.base) == (now.count, now.base)


def list_figures(sections: Iterable[Section], material: Material) -> dict[FigureKey, Figure]:
    """List every figure that a draft of this material gives, and those of themes that it only tabulates."""
    said = [statement.evidence for section in sections for statement in section.statements]
    counted = [evidence for evidence in said if isinstance(evidence, Counted)]
    for question in material.questions:
        counted += [count_theme("theme", theme, question.question_id) for theme in question.themes]
    counted += [count_experience("experience_theme", theme) for theme in material.experiences.themes]
    given = [figure for evidence in counted for figure in evidence.figures]
    return {figure.what: figure for figure in (*list_all_spoke(material), *given)}


def find_changed(evidence: Counted, figures_now: Figures, rules: Rules) -> tuple[Change, ...]:
    """List the figures that no longer hold; none where the sentence reads the same with what they are now."""
    now = [figures_now.get(figure.what) for figure in evidence.figures]
    pairs = list(zip(evidence.figures, now, strict=True))
    found = tuple(figure for figure in now if figure is not None)
    again = replace(evidence, figures=found)
    if len(found) == len(now) and word_sentence(again, rules) == word_sentence(evidence, rules):
        return ()
    return tuple(Change(then, figure) for then, figure in pairs if figure != then)


def is_worded_as_counted(statement: Statement, rules: Rules) -> bool:
    """Tell whether the sentence still says what its own figures say; True for what is no number."""
    if isinstance(statement.evidence, Tabled):
        return statement.text == word_cell(statement.evidence)
    if not isinstance(statement.evidence, Counted):
        return True
    return statement.text == word_sentence(statement.evidence, rules)


def find_retyped(text: str, sentences: Iterable[str]) -> str | None:
    """Find the sentence of the draft that a text gives with other numbers, if there is one.

    Not where it gives another sentence as it is: many differ in nothing but their numbers.
    """
    known = tuple(sentences)
    return next((sentence for sentence in known if _has_other_numbers(text, sentence, known)), None)


def say_changes(changes: Sequence[Change], rules: Rules) -> str:
    """Say what changed with small numbers protected, also the small difference between then and now.

    How a total divides, and the count without shared wording, are only said to have changed: with the
    total's two values beside them they could give a small number away.
    """
    main = [change for change in changes if _is_main(change.then)]
    told = [_say_change(change, rules) for change in main]
    if any(change.then.measure in {COUNT, SIZE} for change in changes):
        return NUMBERS_CHANGED
    more = ["what it divides into has changed"] if len(main) < len(changes) else []
    return "; ".join([*told, *more])


def _is_main(figure: Figure) -> bool:
    return figure.group in {"", "experiences"} and not figure.without_campaigns


def _say_change(change: Change, rules: Rules) -> str:
    if change.now is None:
        return f"{_say(change.then, rules)} then, no longer counted here"
    if change.is_same_number:
        return SAME_NUMBER
    gaps = (change.then.count - change.now.count, change.then.base - change.now.base)
    is_public = change.then.public and change.now.public
    if any(one.withheld or leaves_few(one, rules) for one in (change.then, change.now)):
        return "it has changed; the numbers are not shown"
    if not is_public and any(is_small(abs(gap), rules) for gap in gaps):
        return f"{_say(change.then, rules)} then, changed by fewer than {rules.small_number} since"
    return f"{_say(change.then, rules)} then, {_say(change.now, rules)} now"


def _say(figure: Figure, rules: Rules) -> str:
    if figure.withheld or leaves_few(figure, rules):
        return "a number that is not shown"
    if figure.measure == TABLED:
        return write_number(figure.count)
    if is_small(figure.base, rules) and not figure.public:
        return f"fewer than {rules.small_number}"
    return f"{write_count(figure, rules)} of {write_number(figure.base)}"


def _has_other_numbers(text: str, sentence: str, known: Collection[str]) -> bool:
    if not _NUMBER.search(sentence):
        return False
    pattern = _NUMBER.pattern.join(re.escape(part) for part in _NUMBER.split(sentence))
    return any(found not in known for found in re.findall(pattern, text))
