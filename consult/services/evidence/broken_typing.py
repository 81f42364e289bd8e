"""What people typed, sentence by sentence, against the figures that the draft gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.checking.known_figures import Known, name_figures, read_numbers
from analysis.checking.quantifiers import find_wrong_quantifiers
from analysis.checking.shared_twice import find_shared_twice
from analysis.checking.typed_numbers import find_wrong_numbers
from analysis.drafting.blocks import Block, StatementReference, Table
from analysis.drafting.numbers_said import SIZE
from analysis.drafting.statements import Counted, Figure
from consult.models.draft import Section
from consult.models.evidence_kinds import BrokenKind
from consult.services.drafts.rechecking import list_theme_names
from consult.services.evidence.broken import Broken
from consult.services.evidence.looking import Look, read_counted

RETURNS, ANSWERED, EXPERIENCES = "returns", "answered", "experiences"


@dataclass(frozen=True)
class _Figures:
    """What the whole draft gives: read once for all its sections."""

    counted: Mapping[str, Sequence[Counted]]
    given: frozenset[int]
    themes: Mapping[str, str]

    def of_section(self, look: Look, section: Section) -> Known:
        """What a sentence of this section is compared with."""
        placed = [(key, one) for key, counted in self.counted.items() for one in counted]
        every = tuple(figure for _, one in placed for figure in one.figures)
        question = section.key.removeprefix("question:") if section.key.startswith("question:") else ""
        # a choice has the id of a question of the form, which is not the number that the section has
        own = [one for key, one in placed if not question or key == section.key or _is_of(one, question)]
        named, total = name_figures(own, self.themes), _find_total(every, RETURNS)
        base = _find_total(every, ANSWERED, question) if question else total
        rules = look.checked.rules
        return Known(rules, every, self.given, named, base or total, _find_total(every, EXPERIENCES))


def list_wrong_typing(look: Look) -> Iterator[Broken]:
    """Words for shares, numbers and shared wording that somebody typed and the record does not bear out."""
    if not look.typed:
        return
    figures, known = _read_figures(look), dict[str, Known]()
    retyped = {(one.section_key, one.text) for one in look.checked.findings}
    for section, block, sentence in look.typed:
        if section.key not in known:
            known[section.key] = figures.of_section(look, section)
        about = (section.key, section.title, block.id, sentence)
        is_found = any(key == section.key and sentence in text for key, text in retyped)
        for kind, said in dict.fromkeys(_check(sentence, known[section.key])):
            if kind is BrokenKind.SMALL_NUMBER or not is_found:
                yield Broken(kind, *about, said)


def _check(sentence: str, known: Known) -> Iterator[tuple[BrokenKind, str]]:
    for said in find_wrong_quantifiers(sentence, known):
        yield BrokenKind.QUANTIFIER, said
    twice = list(find_shared_twice(sentence, known))
    yield from ((BrokenKind.SHARED_TWICE, said) for said in twice)
    for doubt in find_wrong_numbers(sentence, known):
        if doubt.hides or not twice:
            yield BrokenKind.SMALL_NUMBER if doubt.hides else BrokenKind.TYPED_NUMBER, doubt.reason


def _read_figures(look: Look) -> _Figures:
    counted = {section.key: read_counted(section) for section in look.draft.sections}
    standing = look.list_standing()
    texts = [text for section, block in standing for text in _list_computed(block, counted[section.key])]
    given = frozenset(number for text in texts for number in read_numbers(text))
    by_section = {key: tuple(made.values()) for key, made in counted.items()}
    return _Figures(by_section, given, list_theme_names(look.session, look.draft))


def _list_computed(block: Block, counted: Mapping[str, Counted]) -> Iterator[str]:
    """The texts that count returns or experiences; of a protected number nothing is there to be read.

    Not what is cited, of which people typed the words, nor sentences with sizes, which count nobody.
    """
    if isinstance(block, StatementReference):
        made = counted.get(block.statement_id)
        if made is not None and all(figure.measure != SIZE for figure in made.figures):
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
