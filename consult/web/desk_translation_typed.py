"""What a translator typed: matched with the passages it was typed for, and never lost where one is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from consult.services.translations.keeping_translations import Choices, Spot
from consult.services.translations.translating import ToTranslate, Work
from consult.services.translations.translation_matching import MARK_LENGTH, Passage, name_unit
from consult.services.translations.translation_payloads import Unit
from forms.intake import as_given

PREFIX, RIGHT, DISCARD = "passage-", "right-", "discard"


@dataclass(frozen=True)
class Typed:
    """By the name of its field, what was sent; `left_over` belongs to no passage that is shown now."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    left_over: Mapping[str, str] = field(default_factory=dict, repr=False)


def name_field(text: ToTranslate, passage: Passage) -> str:
    """The name of a passage's field; another one once its words change, so that nothing is mixed up."""
    source = passage.source
    return f"{PREFIX}{text.row.question_id}-{source.start}-{source.mark[:MARK_LENGTH]}"


def name_right(text: ToTranslate, passage: Passage) -> str:
    """The name of the box by which a translation of other words is said to be right still."""
    return f"{RIGHT}{name_field(text, passage)}"


def name_left(text: ToTranslate, unit: Unit) -> str:
    """What stands for one that is kept of words that are no longer there, where it may be discarded."""
    return f"{text.row.question_id}-{name_unit(unit)}"


def read_choices(work: Work, sent: MultiDict[str, str]) -> Choices:
    """What was ticked."""
    right = {
        (text.row.question_id, passage.source.start)
        for text in work.texts
        for passage in text.passages
        if name_right(text, passage) in sent
    }
    unwanted = set(sent.getlist(DISCARD))
    discarded = {
        (text.row.question_id, name_unit(unit))
        for text in work.texts
        for unit in text.shown
        if name_left(text, unit) in unwanted
    }
    return Choices(frozenset(right), frozenset(discarded))


def read_typed(work: Work, sent: Mapping[str, str]) -> Typed:
    """What was typed, as it is stored."""
    known = {name for name, _ in _list_fields(work)}
    given = {name: as_given(text).strip() for name, text in sent.items() if name.startswith(PREFIX)}
    return Typed(
        {name: text for name, text in given.items() if name in known},
        {name: text for name, text in given.items() if name not in known and text},
    )


def list_texts(work: Work, typed: Typed) -> dict[Spot, str]:
    """What was typed, by passage."""
    return {spot: typed.texts[name] for name, spot in _list_fields(work) if name in typed.texts}


def _list_fields(work: Work) -> Iterator[tuple[str, Spot]]:
    for text in work.texts:
        for passage in text.passages:
            yield name_field(text, passage), (text.row.question_id, passage.source.start)
