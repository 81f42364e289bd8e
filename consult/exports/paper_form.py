"""A questionnaire to be filled in by hand: a tagged PDF in any language, in usual or large print.

Answers of people are not in it; nobody's name is in its metadata.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import qrcode
from qrcode.image.svg import SvgPathImage

from consult.exports.languages import split_tag
from consult.exports.pdf import set_pages
from consult.exports.word_xml import clean_text
from forms.answers import Shown
from forms.directions import direction
from forms.paper.sheets import Asked, Section

LAYOUT = Path(__file__).parent / "pdf_layout" / "paper_form.typ"
USUAL_POINTS, LARGE_POINTS = 12, 18
"""Large print as the UK Association for Accessible Formats has it: 16 to 18 points."""

_QUIET_SQUARES = 2
MOST_KEPT = 24
"""Papers kept in the memory of a process: a few languages, each in both sizes of print."""


@dataclass(frozen=True)
class PaperWords:
    """Our own words on the paper, all in its own language."""

    required: str
    online: str
    number: str
    send_to: str
    page: str


@dataclass(frozen=True)
class PaperForm:
    """What is printed. language: of our own words; what is in another carries its own.

    address: of the online form, also as a QR code; send_to: lines of the address, empty where there is none.
    """

    title: Shown
    partnership: str
    language: str
    introduction: Sequence[Shown]
    address: str
    send_to: Sequence[str]
    sections: Sequence[Section]
    words: PaperWords
    made_on: date
    is_large: bool = False


def make_paper_form(form: PaperForm, *, fonts: Path | None = None) -> bytes:
    """Make the bytes of the PDF; the same form gives the same, and the last ones are kept at hand.

    Raises: as `set_pages`.
    """
    return _set_kept(json.dumps(_make_payload(form)), form.language, form.made_on, fonts)


@lru_cache(maxsize=MOST_KEPT)
def _set_kept(payload: str, language: str, day: date, fonts: Path | None) -> bytes:
    """Anybody may ask for the paper, and setting it takes a second: what is the same is set once."""
    return set_pages(LAYOUT, json.loads(payload), language, day, fonts=fonts)


def draw_code(address: str) -> str:
    """Draw an address as a QR code (ISO/IEC 18004) that bears a folded corner, as SVG."""
    made = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=_QUIET_SQUARES)
    made.add_data(address)
    made.make()
    drawn = io.BytesIO()
    made.make_image(image_factory=SvgPathImage).save(drawn)
    return drawn.getvalue().decode("utf-8")


def _make_payload(form: PaperForm) -> dict[str, Any]:
    return {
        "title": _mark(form.title, form.language),
        "partnership": clean_text(form.partnership),
        "main": _mark(("", form.language), form.language),
        "points": LARGE_POINTS if form.is_large else USUAL_POINTS,
        "introduction": [_mark(text, form.language) for text in form.introduction],
        "address": clean_text(form.address),
        "code": list(draw_code(form.address).encode("ascii")) if form.address else None,
        "send_to": [clean_text(line) for line in form.send_to],
        "words": asdict(form.words),
        "sections": [
            {
                "heading": _mark(section.heading, form.language),
                "asked": [_lay_out(asked, form.language) for asked in section.asked],
            }
            for section in form.sections
        ],
    }


def _lay_out(asked: Asked, language: str) -> dict[str, Any]:
    return {
        "number": str(asked.number or ""),
        "code": asked.code,
        "is_note": not asked.number and asked.blank.shape == "nothing",
        "label": _mark(asked.label, language),
        "texts": [_mark(text, language) for text in asked.texts],
        "conditions": [{"lead": told.lead, "points": list(told.points)} for told in asked.conditions],
        "is_required": asked.is_required,
        "shape": asked.blank.shape.value,
        "lines": asked.blank.lines,
        "parts": list(asked.parts),
        "choices": [_mark(choice, language) for choice in asked.choices],
    }


def _mark(shown: Shown, language: str) -> dict[str, Any]:
    """Give a text with its language and direction; one without a language stands in the paper's."""
    tag = shown[1] or language
    code, country = split_tag(tag)
    return {
        "text": clean_text(shown[0]),
        "tag": tag,
        "language": (code, country or None),
        "rtl": direction(tag) == "rtl",
    }
