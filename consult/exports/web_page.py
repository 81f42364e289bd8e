"""A response as one web page: whole by itself, readable by a screen reader, at 400% and on paper.

It holds no script and asks no other host for anything; its own policy forbids both, in case somebody's words
ever got past the escaping.
"""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consult.exports.cover import make_cover
from consult.exports.document import Document, Picture
from consult.exports.flow import list_items
from consult.exports.flow_items import Title, list_contents, list_notes
from consult.exports.languages import tag_for_readers
from consult.exports.word_xml import clean_text

LAYOUT = Path(__file__).parent / "page_layout"
PAGE_TYPE = "text/html"


def make_page(document: Document) -> bytes:
    """Make the bytes of an HTML file in UTF-8."""
    items, style = list_items(document), (LAYOUT / "style.css").read_text(encoding="utf-8")
    page = _ENVIRONMENT.get_template("response.html").render(
        cover=make_cover(document),
        labels=document.labels,
        logo=_embed(document.logo) if document.logo else "",
        alternative=clean_text(document.logo.alternative) if document.logo else "",
        language=tag_for_readers(document.language),
        day=document.as_of.isoformat(),
        contents=_nest(list_contents(items)),
        notes=list_notes(items),
        items=[(type(item).__name__.lower(), item) for item in items],
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return page.encode()


def _embed(picture: Picture) -> str:
    """The picture as an address that holds it: an image of a page runs no script, whatever it is."""
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode()}"


def _nest(entries: Sequence[Title]) -> list[tuple[Title, list[Title]]]:
    """Put each heading of the second level under the one of the first before it."""
    nested: list[tuple[Title, list[Title]]] = []
    for entry in entries:
        if entry.level == 1:
            nested.append((entry, []))
        else:
            nested[-1][1].append(entry)
    return nested


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(LAYOUT),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters["tag"] = tag_for_readers
