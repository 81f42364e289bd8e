"""Give each passage its translation so far; what no passage takes is kept aside, and never thrown away here.

A translation of exactly these words is theirs. Else the one that stood in the same place is shown beside
them, and after that what is left over, in its order: both as a hint that somebody has to look through.

Whoever translates never learns what was taken out since: where more was taken out of the answer than when a
hint was written, they do not see it. It stays in the row, and readers of accounts see it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consult.services.translations.translation_payloads import Made, Source, Unit

MARK_LENGTH = 12


@dataclass(frozen=True)
class Passage:
    """One passage with its translation so far. is_same: that was made of exactly these words.

    unit: what is kept for it; `text` shows nothing of it where this viewer may not see it.
    """

    source: Source
    text: str = field(default="", repr=False)
    is_same: bool = True
    unit: Unit | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Seen:
    """What a viewer sees of what was written for other words. taken_out: marks of what is taken out now."""

    taken_out: frozenset[str]
    is_everything: bool

    def shows(self, unit: Unit) -> bool:
        """Whether nothing was taken out since that it may hold, or the viewer may see that too."""
        return self.is_everything or self.taken_out <= set(unit.without)


def match(
    sources: Sequence[Source], made: Made | None, seen: Seen
) -> tuple[tuple[Passage, ...], tuple[Unit, ...]]:
    """The passages with their translations, and what is left of words that are no longer there."""
    units = [*made.units, *made.left] if made else []
    own = _match_words(sources, units)
    spare = [one for one in units if one not in own.values()]
    hints = _match_places([one for one in sources if one not in own], spare)
    left = tuple(one for one in spare if one not in hints.values())
    return tuple(_show(one, own.get(one), hints.get(one), seen) for one in sources), left


def name_unit(unit: Unit) -> str:
    """What a form calls it where it may be discarded."""
    return f"{unit.start}-{unit.end}-{unit.of[:MARK_LENGTH]}"


def _match_words(sources: Sequence[Source], units: Iterable[Unit]) -> dict[Source, Unit]:
    by_place = {(one.start, one.end, one.of): one for one in units}
    by_words = {one.of: one for one in units}
    found = ((one, by_place.get((one.start, one.end, one.mark), by_words.get(one.mark))) for one in sources)
    return {source: unit for source, unit in found if unit is not None}


def _match_places(sources: Sequence[Source], spare: Sequence[Unit]) -> dict[Source, Unit]:
    by_place: Mapping[tuple[int, int], Unit] = {(one.start, one.end): one for one in reversed(spare)}
    found = {one: by_place[one.start, one.end] for one in sources if (one.start, one.end) in by_place}
    others = [one for one in sources if one not in found]
    rest = sorted((one for one in spare if one not in found.values()), key=lambda one: one.start)
    return {**found, **dict(zip(others, rest, strict=False))}


def _show(source: Source, own: Unit | None, hint: Unit | None, seen: Seen) -> Passage:
    if own is not None:
        return Passage(source, own.text, unit=replace(own, start=source.start, end=source.end))
    if hint is None:
        return Passage(source)
    here = replace(hint, start=source.start, end=source.end)
    return Passage(source, hint.text if seen.shows(hint) else "", is_same=False, unit=here)
