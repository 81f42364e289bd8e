"""A response as Markdown, for websites and for tools that compare texts.

Quotations in another language than the rest stand in an element that names it, because Markdown itself has no
sign for that; nothing else in the file is HTML.
"""

from html import escape

from consult.exports.cover import make_cover
from consult.exports.document import Document
from consult.exports.flow import list_items
from consult.exports.flow_items import Figures, Item, Passage, Points, Quoted, Title, Words, list_notes
from consult.exports.languages import tag_for_readers
from consult.exports.markdown_text import write_line, write_text
from consult.exports.noting import Runs, note, split_notes

MARKDOWN_TYPE = "text/markdown"


def make_markdown(document: Document) -> bytes:
    """Make the bytes of a Markdown file in UTF-8; blocks are parted by one empty line."""
    cover = make_cover(document)
    blocks = [f"# {write_line(cover.title)}"]
    blocks += [write_text(text) for text in (cover.partnership, cover.subtitle, cover.as_of) if text]
    items = list_items(document)
    for item in items:
        blocks += _write(item, document.language)
    blocks += [f"[^{one.number}]: {write_text(one.text, before='    ')}" for one in list_notes(items)]
    return ("\n\n".join(blocks) + "\n").encode()


def _write(item: Item, language: str) -> list[str]:
    match item:
        case Title():
            return [f"{'#' * (item.level + 1)} {write_line(item.text)}"]
        case Passage():
            return [_write_runs(item.runs)]
        case Points():
            return ["\n".join(f"- {_write_runs(runs, before='  ')}" for runs in item.items)]
        case Figures():
            return _write_figures(item)
        case Quoted():
            return _write_quoted(item, language)


def _write_runs(runs: Runs, *, before: str = "") -> str:
    """Write a text with the marks of its footnotes, as GitHub's flavour and Pandoc have them."""
    words = "".join(run if isinstance(run, str) else note(str(run.number)) for run in runs)
    written = split_notes(write_text(words, before=before))
    return "".join(f"[^{piece}]" if is_note else piece for piece, is_note in written)


def _write_figures(item: Figures) -> list[str]:
    caption = f"**{write_line(item.caption)}**"
    rule = ["--:" if is_number else ":--" for is_number in item.numeric]
    rows = [list(map(write_line, row)) for row in (item.columns, *item.rows)]
    lines = [f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:])]
    return [caption, "\n".join(lines), *([write_text(item.note)] if item.note else [])]


def _write_quoted(item: Quoted, language: str) -> list[str]:
    blocks = [write_text(item.lead)] if item.lead else []
    for words in item.words:
        blocks += _write_words(words, language)
    return [*blocks, *([write_text(item.source)] if item.source else [])]


def _write_words(words: Words, language: str) -> list[str]:
    quoted = f"> {write_text(words.marked, before='> ')}"
    if words.language == language:
        return [quoted]
    direction = "auto" if words.language == "und" else "rtl" if words.rtl else "ltr"
    return [f'<div lang="{escape(tag_for_readers(words.language))}" dir="{direction}">', quoted, "</div>"]
