"""A new version of a questionnaire keeps the translations that the one before had."""

from collections.abc import Mapping

from forms.cells import Cell, add_language, group_by_source, list_needed, put_texts
from forms.definitions import Questionnaire


def carry_texts(before: Questionnaire, after: Questionnaire) -> Questionnaire:
    """Fill in of the texts before what the new version does not say itself, and their languages.

    A cell keeps its text though its source changed: whoever looks sees that it is stale. One with a new id
    takes what the same source was called, where that was always alike. Nothing is carried where the two are
    translated from different languages.
    """
    if before.default_language != after.default_language:
        return after
    for tag in before.languages:
        texts = {} if tag == after.default_language else _find_texts(before, after, tag)
        if texts:
            after = put_texts(add_language(after, tag), tag, texts)
    return after


def _find_texts(before: Questionnaire, after: Questionnaire, tag: str) -> dict[str, str]:
    """What the new version lacks in a language and the one before had, by cell."""
    known = {cell.id: cell for cell in list_needed(before)}
    alike = {source: texts for source, texts in group_by_source(before, tag).items() if len(texts) == 1}
    lacking = [cell for cell in list_needed(after) if not cell.texts.get(tag, "").strip()]
    found = {cell.id: _find_text(cell, known, alike, after.default_language, tag) for cell in lacking}
    return {id: text for id, text in found.items() if text}


def _find_text(
    cell: Cell, known: Mapping[str, Cell], alike: Mapping[str, set[str]], default: str, tag: str
) -> str:
    if cell.id in known:
        return known[cell.id].texts.get(tag, "")
    return next(iter(alike.get(cell.texts[default], {""})))
