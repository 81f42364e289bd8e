"""What people typed, sentence by sentence, against the figures that the draft gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.checking.known_figures import Known, name_figures, read_numbers
from analysis.checking.quantifiers import find_wrong_quantifiers
from analysis.checking.shared_twice import find_shared_twice
from analysis.checking.typed_numbers import find_wrong_numbers
from analysis.drafting.blocks import Block, StatementReference, Table
from analysis.drafting.statements import Counted, Figure
from consult.models.draft import Section
from consult.models.evidence_kinds import BrokenKind
from consult.services.drafts.rechecking import list_theme_names
from consult.services.evidence.broken import Broken
from consult.services.evidence.looking import Look

RETURNS, ANSWERED, EXPERIENCES = "returns", "answered", "experiences"


@dataclass(frozen=True)
class _Figures:
    """What the whole draft gives: read once for all its sections."""

    counted: Sequence[Counted]
    given: frozenset[int]

    def of_section(self, look: Look, section: Section) -> Known:
        """What a sentence of this section is compared with."""
        every = tuple(figure for one in self.counted for figure in one.figures)
        themes = list_theme_names(look.session, look.draft)
        question = section.key.removeprefix("question:") if section.key.startswith("question:") else ""
        own = [one for one in self.counted if not question or _is_of(one, question)]
        named, total = name_figures(own, themes), _find_total(every, RETURNS)
        base = _find_total(every, ANSWERED, question) if question else total
        rules = look.checked.rules
        return Known(rules, every, self.given, named, base or total, _find_total(every, EXPERIENCES))


def list_wrong_typing(look: Look) -> Iterator[Broken]:
    """Words for shares, numbers and shared wording that somebody typed and the record does not bear out."""
    if not look.typed:
        return
    figures, known = _Figures(look.list_counted(), _read_given(look)), dict[str, Known]()
    retyped = {(one.section_key, one.text) for one in look.checked.findings}
    for section, block, sentence in look.typed:
        if section.key not in known:
            known[section.key] = figures.of_section(look, section)
        about = (section.key, section.title, block.id, sentence)
        if not any(key == section.key and sentence in text for key, text in retyped):
            found = _check(sentence, known[section.key])
            yield from (Broken(kind, *about, said) for kind, said in dict.fromkeys(found))


def _check(sentence: str, known: Known) -> Iterator[tuple[BrokenKind, str]]:
    for said in find_wrong_quantifiers(sentence, known):
        yield BrokenKind.QUANTIFIER, said
    twice = list(find_shared_twice(sentence, known))
    yield from ((BrokenKind.SHARED_TWICE, said) for said in twice)
    for doubt in find_wrong_numbers(sentence, known):
        if doubt.hides or not twice:
            yield BrokenKind.SMALL_NUMBER if doubt.hides else BrokenKind.TYPED_NUMBER, doubt.reason


def _read_given(look: Look) -> frozenset[int]:
    """The numbers in the program's sentences and tables; of a protected one nothing is there to be read."""
    texts = [text for _, block in look.list_standing() for text in _list_computed(block)]
    return frozenset(number for text in texts for number in read_numbers(text))


def _list_computed(block: Block) -> Iterator[str]:
    if isinstance(block, StatementReference):
        yield block.text
    elif isinstance(block, Table):
        yield block.base
        yield from (cell for row in block.rows for cell in row[1:])


def _is_of(counted: Counted, question: str) -> bool:
    return any(figure.question_id in {question, ""} for figure in counted.figures[:1])


def _find_total(figures: Sequence[Figure], measure: str, question: str = "") -> int | None:
    of_all = (one for one in figures if one.measure == measure and not one.group)
    counts = [one.count for one in of_all if not question or one.question_id == question]
    return max(counts, default=None)
