"""What is found out about each answer by itself: its language, its state, and where it is cut."""

from collections.abc import Sequence

from analysis.deriving import Step, decode_json, encode_json
from analysis.languages import judge_language
from analysis.mixed_answers import Part, Shown, judge_parts
from analysis.sentences import Span, split_text
from analysis.source_versions import find_version
from analysis.store import Shelf, make_key
from analysis.substance import choose_bucket
from analysis.text import clean_text

LIBRARIES = ("pycld2", "py3langid", "spacy")
"""On which results rest: the detectors, and the lists of words that weigh where they differ."""

Judged = dict[str, str | bool]
Told = tuple[str, str, bool]
"""An answer, the language declared, and whether a person settled that it is."""


def judge_languages(answers: Sequence[Told]) -> list[Judged]:
    """Judge the language of each answer."""
    return [judge_language(*answer) for answer in answers]


def choose_buckets(answers: Sequence[tuple[str, bool]]) -> list[str]:
    """Choose the state of each answer, given with whether its language is known."""
    return [choose_bucket(text, language_known=known) for text, known in answers]


def cut_answers(texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """List the spans of the segments of each answer, as it is when cleaned."""
    return [tuple(split_text(clean_text(text))) for text in texts]


def make_language_step() -> Step[Told, Judged]:
    """Make the step that finds languages."""
    return Step(
        "finding languages",
        _make_shelf("languages"),
        judge_languages,
        lambda answer: make_key(*answer[:2], str(answer[2])),
        encode_json,
        decode_json,
    )


def make_state_step() -> Step[tuple[str, bool], str]:
    """Make the step that sorts into states."""
    return Step(
        "sorting into states",
        _make_shelf("states"),
        choose_buckets,
        lambda answer: make_key(answer[0], str(answer[1])),
        encode_json,
        decode_json,
    )


def make_cutting_step() -> Step[str, tuple[Span, ...]]:
    """Make the step that cuts into segments; kept as offsets only."""
    return Step(
        "cutting into segments",
        _make_shelf("segments"),
        cut_answers,
        make_key,
        encode_json,
        _decode_spans,
    )


def make_part_step() -> Step[Part, Shown | None]:
    """Make the step that finds segments in another language than their answer's."""
    return Step(
        "finding languages within answers",
        _make_shelf("languages of segments"),
        judge_parts,
        lambda part: make_key(*part),
        encode_json,
        _decode_shown,
    )


def _make_shelf(name: str) -> Shelf:
    """All steps have one version, of all that this module rests on: a finer one could forget something."""
    return Shelf(name, find_version(__name__, *LIBRARIES))


def _decode_spans(content: bytes) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in decode_json(content))


def _decode_shown(content: bytes) -> Shown | None:
    shown = decode_json(content)
    return None if shown is None else (str(shown[0]), bool(shown[1]))
