"""The tags of passages, ready to show: suggestions and decisions about one tag together, not too many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from analysis.whole_words import join_words
from consult.queries.codings import CodingShown, find_left_out, list_codings
from consult.queries.themes import Placement
from consult.queries.viewer import Viewer
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import open_reasons
from consult.vocabulary import CodingState

MOST_EACH_FACET = 10
"""Suggestions shown of a facet; what was stored before as many were left out already has more."""


@dataclass(frozen=True)
class TagShown:
    """One tag on a passage: what the machine suggests and what people decided."""

    key: str
    label: str
    facet: str
    score: float | None
    because: tuple[str, ...] = field(repr=False)
    decision: CodingState | None
    decided_by: str


@dataclass(frozen=True)
class TagsShown:
    """Tags by passage, and how many more were likely enough for each passage that had too many."""

    by_passage: Mapping[str, tuple[TagShown, ...]]
    left_out: Mapping[str, int]


def list_tags(
    session: Session, viewer: Viewer, placed: Sequence[Placement], keys: AccountKeys | None
) -> TagsShown:
    """List the tags of these passages, the best suggestion first; of too many the best of each facet."""
    ids = [one.segment_id for one in placed]
    codings = list_codings(session, viewer, ids)
    reasons = open_reasons(codings, keys)
    by_segment: dict[str, dict[str, TagShown]] = {}
    for coding in codings:
        tags = by_segment.setdefault(coding.segment_id, {})
        tags[coding.code_key] = _add(tags.get(coding.code_key), coding, reasons)
    kept = {segment_id: keep_best(tags.values()) for segment_id, tags in by_segment.items()}
    left_out = Counter(find_left_out(session, viewer, ids))
    left_out.update({id: len(tags) - len(kept[id]) for id, tags in by_segment.items()})
    return TagsShown(kept, {id: count for id, count in left_out.items() if count})


def keep_best(tags: Iterable[TagShown]) -> tuple[TagShown, ...]:
    """Keep every tag that people decided about, and of the others the first of each facet."""
    undecided: Counter[str] = Counter()
    kept = []
    for tag in tags:
        undecided[tag.facet] += tag.decision is None
        if tag.decision is not None or undecided[tag.facet] <= MOST_EACH_FACET:
            kept.append(tag)
    return tuple(kept)


def leave_out_masked(tag: TagShown, words: str) -> TagShown:
    """Of the words that caused a tag, only those that are shown; a name is not shown by a longer word."""
    shown = join_words(words)
    return replace(tag, because=tuple(word for word in tag.because if join_words(word) in shown))


def _add(tag: TagShown | None, coding: CodingShown, reasons: Mapping[str, str]) -> TagShown:
    """Put the machine's suggestion and people's decisions about one tag together; the last decision shows."""
    if tag is None:
        tag = TagShown(coding.code_key, coding.label, coding.facet.value, None, (), None, "")
    if coding.state == CodingState.SUGGESTED:
        because = coding.because or reasons.get(coding.coding_id, "")
        return replace(tag, score=coding.score, because=tuple(word for word in because.split("|") if word))
    return replace(tag, decision=coding.state, decided_by=coding.decided_by)
