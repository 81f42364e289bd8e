"""The table of contents: filled beforehand with links, and made anew by "Update index", then with pages."""

from collections.abc import Sequence

from consult.exports.flow_items import CONTENTS_LEVELS, Title
from consult.exports.odt_styles import name_style
from consult.exports.odt_xml import Element, element

_NAME = "Contents"


def make_contents(entries: Sequence[Title], title: str) -> Element:
    """Make the contents, each entry a link to its heading."""
    heading = {"text:style-name": name_style("TOC Heading")}
    head = element("text:index-title", {"text:name": f"{_NAME}_Head"}, element("text:p", heading, text=title))
    source = element(
        "text:table-of-content-source",
        {"text:outline-level": str(CONTENTS_LEVELS[-1])},
        element("text:index-title-template", heading, text=title),
        *map(_make_template, CONTENTS_LEVELS),
    )
    body = element("text:index-body", None, head, *map(_make_row, entries))
    return element("text:table-of-content", {"text:name": _NAME}, source, body)


def _make_template(level: int) -> Element:
    """Say what an updated entry is made of: its text, dots, and the number of its page."""
    style = {"text:outline-level": str(level), "text:style-name": name_style(f"toc {level}")}
    parts = [
        element("text:index-entry-link-start"),
        element("text:index-entry-text"),
        element("text:index-entry-tab-stop", {"style:type": "right", "style:leader-char": "."}),
        element("text:index-entry-page-number"),
        element("text:index-entry-link-end"),
    ]
    return element("text:table-of-content-entry-template", style, *parts)


def _make_row(entry: Title) -> Element:
    target = {"xlink:type": "simple", "xlink:href": f"#h{entry.number}"}
    link = element("text:a", target, text=entry.text)
    return element("text:p", {"text:style-name": name_style(f"toc {entry.level}")}, link)
