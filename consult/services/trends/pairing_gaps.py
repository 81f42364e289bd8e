"""Gaps in provision and training needs: each kind of tag with the subject on the same passage."""

from collections.abc import Iterable

from consult.services.tags.gathering_tags import Tagged

KINDS = {"gap": "Gap in provision", "training_need": "Training need"}
"""The tags of the second facet that say so, by key; a region that takes them out has no such list."""

BETWEEN = "|"
NO_SUBJECT = "no subject"
Pairs = dict[str, list[str]]


def pair_gaps(tagged: Iterable[Tagged]) -> tuple[dict[str, str], Pairs]:
    """Name each gap by its key, kind and subject, and list those of each passage that people accepted.

    A passage with two subjects is in both; one with none is there as such.
    """
    kinds: Pairs = {}
    subjects: dict[str, dict[str, str]] = {}
    for one in tagged:
        if one.accepted and one.is_kind and one.code in KINDS:
            kinds.setdefault(one.segment_id, []).append(one.code)
        elif one.accepted and not one.is_kind:
            subjects.setdefault(one.segment_id, {})[one.code] = one.label
    labels: dict[str, str] = {}
    pairs: Pairs = {}
    for segment_id, found in kinds.items():
        for kind in dict.fromkeys(found):
            for code, label in (subjects.get(segment_id) or {"": NO_SUBJECT}).items():
                key = f"{kind}{BETWEEN}{code}"
                labels[key] = f"{KINDS[kind]}: {label}"
                pairs.setdefault(segment_id, []).append(key)
    return dict(sorted(labels.items(), key=lambda one: (one[1], one[0]))), pairs


def split_gap(key: str) -> tuple[str, ...]:
    """The tags that a gap is made of; of any other tag the tag itself."""
    return tuple(filter(None, key.split(BETWEEN)))
