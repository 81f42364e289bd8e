"""A response as the data that its layout sets: texts stay texts, whatever they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from analysis.drafting.blocks import Table
from consult.exports.cover import make_cover
from consult.exports.document import Document, Picture
from consult.exports.flow import list_items
from consult.exports.flow_items import Figures, Item, Quoted, Words
from consult.exports.languages import split_tag
from consult.exports.word_table_layout import Layout, lay_out
from consult.exports.word_xml import clean_text

_WIDTH = 9072
"""Of the text on the page, in twentieths of a point; columns share it."""

_SHORT_TABLE, _SHORT_QUOTATION, _LINE = 500, 1000, 80
"""In letters, of the longest cell of each row and of a whole quotation."""

_FORMATS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}

Payload = dict[str, Any]


def make_payload(document: Document) -> Payload:
    """Make the data of a whole response."""
    return {
        "cover": asdict(make_cover(document)),
        "language": _split(document.language),
        "contents": document.labels.contents,
        "logo": _make_logo(document.logo) if document.logo else None,
        "items": [_make_item(item) for item in list_items(document)],
    }


def _make_logo(picture: Picture) -> Payload:
    form = _FORMATS[picture.media_type]
    return {"bytes": list(picture.content), "format": form, "alternative": clean_text(picture.alternative)}


def _make_item(item: Item) -> Payload:
    made = asdict(item) | {"kind": type(item).__name__.lower()}
    if isinstance(item, Figures):
        layout = lay_out(Table("", item.caption, item.columns, item.rows), _WIDTH)
        return made | {"widths": layout.widths, "standing": layout.standing, "kept": _fits(item, layout)}
    if isinstance(item, Quoted):
        kept = sum(_measure(words.text) for words in item.words) < _SHORT_QUOTATION
        return made | {"words": [_make_words(words) for words in item.words], "kept": kept}
    return made


def _fits(item: Figures, layout: Layout) -> bool:
    """Whether a table is sure to fit a page, however narrow its columns: what is kept is never broken."""
    tallest = sum(max(map(_measure, row), default=0) for row in (item.columns, *item.rows))
    return layout.kept_together and not layout.standing and tallest < _SHORT_TABLE


def _measure(text: str) -> int:
    """Letters, a new line counted as a line of them."""
    return len(text) + _LINE * text.count("\n")


def _make_words(words: Words) -> Payload:
    return {"text": words.marked, "rtl": words.rtl, "language": _split(words.language), "tag": words.language}


def _split(language: str) -> tuple[str, str | None]:
    code, country = split_tag(language)
    return code, country or None


def list_texts(value: object, language: str) -> Iterator[tuple[str, str]]:
    """List every text of a payload with the tag of its language."""
    if isinstance(value, str):
        yield value, language
    elif isinstance(value, Mapping):
        own = str(value.get("tag", language))
        for inner in value.values():
            yield from list_texts(inner, own)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from list_texts(inner, language)


def replace_signs(value: Any, signs: Mapping[int, str]) -> Any:
    """Give a payload in which signs are replaced in every text."""
    if isinstance(value, str):
        return value.translate(signs)
    if isinstance(value, Mapping):
        return {key: replace_signs(inner, signs) for key, inner in value.items()}
    return [replace_signs(inner, signs) for inner in value] if isinstance(value, list | tuple) else value
