"""Leave out of decided themes what the machine named them by, where the words may not be shown any more.

Names of locked words hold while enough experiences share them. A frozen theme outlives those it was named by,
so each later run looks again. What a person typed is theirs and stays.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from consult.services.themes.theme_shapes import Shapes, ThemeShape

SHOWN = "shown_phrases"
"""In a run's manifest: what may still be shown. A run without it named its own themes by the rule."""
CARRIERS = "phrase_carriers"
"""In a run's manifest: by phrase, how many returns say it and how many experiences may go before it does."""
WITHOUT_WORDS = "Theme without shared words"
BETWEEN = ", "


def list_phrases(shapes: Shapes) -> set[str]:
    """Everything that the machine says of these themes, phrase by phrase, in small letters."""
    found: set[str] = set()
    for shape in shapes.values():
        labels = [shape.proposed_label, "" if shape.named_at else shape.label]
        labels += [] if shape.words.get("broader_named_at") else [shape.words.get("broader_label") or ""]
        found |= {part for label in labels for part in label.split(BETWEEN)}
        found |= {
            *shape.phrases,
            *(one for part in shape.words.get("spoken") or () for one in part["phrases"]),
        }
    return {phrase.casefold() for phrase in found if phrase}


def withhold(shapes: Shapes, shown: Collection[str] | None) -> Shapes:
    """Leave out what may not be shown. shown: small letters; None where nothing has to be looked at."""
    if shown is None:
        return shapes
    return {key: _withhold(shape, frozenset(shown)) for key, shape in shapes.items()}


def _withhold(shape: ThemeShape, shown: frozenset[str]) -> ThemeShape:
    words: dict[str, Any] = dict(shape.words)
    if words.get("broader_label") and not words.get("broader_named_at"):
        words["broader_label"] = name_by(words["broader_label"], shown)
    if words.get("spoken"):
        words["spoken"] = [part | {"phrases": _keep(part["phrases"], shown)} for part in words["spoken"]]
    return replace(
        shape,
        label=shape.label if shape.named_at else name_by(shape.label, shown),
        proposed_label=name_by(shape.proposed_label, shown) if shape.proposed_label else "",
        phrases=tuple(_keep(shape.phrases, shown)),
        words=words,
    )


def name_by(label: str, shown: frozenset[str]) -> str:
    """Leave in a name the phrases that may be shown; a name of none of them says so."""
    parts = label.split(BETWEEN)
    kept = BETWEEN.join(_keep(parts, shown))
    if kept == label:
        return label
    return kept[:1].upper() + kept[1:] if kept else WITHOUT_WORDS


def _keep(phrases: Collection[str], shown: frozenset[str]) -> list[str]:
    return [phrase for phrase in phrases if phrase.casefold() in shown]
