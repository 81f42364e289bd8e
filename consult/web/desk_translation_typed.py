"""What a translator typed: matched with the passages it was typed for, and never lost where one is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consult.services.keeping_translations import Spot
from consult.services.translating import Passage, ToTranslate, Work
from forms.intake import as_given

PREFIX = "passage-"
MARK_LENGTH = 12


@dataclass(frozen=True)
class Typed:
    """By the name of its field, what was sent; `left_over` belongs to no passage that is shown now."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    left_over: Mapping[str, str] = field(default_factory=dict, repr=False)


def name_field(text: ToTranslate, passage: Passage) -> str:
    """The name of a passage's field; another one once its words change, so that nothing is mixed up."""
    source = passage.source
    return f"{PREFIX}{text.row.question_id}-{source.start}-{source.mark[:MARK_LENGTH]}"


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
