"""Pictures in OpenDocument, each with its words for whoever does not see it."""

import io
import re
from mimetypes import guess_extension

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image

from consult.exports.document import Picture
from consult.exports.odt_xml import Element, element
from consult.exports.word_xml import clean_text

HEIGHT_CM, MOST_CM = 1.5, 17.0
_SVG = "image/svg+xml"
_VIEW = re.compile(rb"""viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")
_SIDES = tuple(
    re.compile(rb"""<svg\b[^>]*\s%s\s*=\s*["']([\d.]+)""" % name) for name in (b"width", b"height")
)


def name_picture(picture: Picture) -> str:
    """The member of the package that holds it."""
    return f"Pictures/logo{guess_extension(picture.media_type)}"


def make_picture(picture: Picture) -> Element:
    """Make a paragraph that holds the picture, as high as a logo is on a cover."""
    width = min(HEIGHT_CM * measure_ratio(picture), MOST_CM)
    size = {"svg:width": f"{width:.2f}cm", "svg:height": f"{HEIGHT_CM}cm"}
    held = {"xlink:href": name_picture(picture), "xlink:type": "simple", "xlink:show": "embed"}
    image = element("draw:image", {**held, "xlink:actuate": "onLoad"})
    told = " ".join(clean_text(picture.alternative).split())
    words = [element(name, text=told) for name in ("svg:title", "svg:desc")]
    frame = element("draw:frame", {"draw:name": "Logo", "text:anchor-type": "as-char", **size}, image, *words)
    return element("text:p", {"text:style-name": "Standard"}, frame)


def measure_ratio(picture: Picture) -> float:
    """How many times as wide as high it is; 1 where it does not say."""
    measure = _measure_svg if picture.media_type == _SVG else _measure_pixels
    width, height = measure(picture.content)
    return width / height if min(width, height) > 0 else 1.0


def _measure_pixels(content: bytes) -> tuple[float, float]:
    try:
        read = Image.from_file(io.BytesIO(content))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return 0.0, 0.0
    return float(read.px_width), float(read.px_height)


def _measure_svg(content: bytes) -> tuple[float, float]:
    view = _VIEW.search(content)
    if view:
        return float(view[1]), float(view[2])
    found = [side.search(content) for side in _SIDES]
    width, height = [float(one[1]) if one else 0.0 for one in found]
    return width, height
