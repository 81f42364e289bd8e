"""Arithmetic on colours: contrast as WCAG 2.2 defines it, and shades of one colour that keep it."""

import colorsys
import re

HEX = re.compile(r"#[0-9a-f]{6}")
WHITE = "#ffffff"
INK = "#14181d"  # text on light grounds, and the ground of the dark staff area
DARK_QUIET = "#1c2229"  # the raised surface of the dark staff area
ENOUGH = 7.0


def is_colour(text: str) -> bool:
    """True for `#rrggbb` in lower case."""
    return HEX.fullmatch(text) is not None


def measure_contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def choose_text(ground: str) -> str:
    """White or ink, whichever reads better on the ground."""
    return max((WHITE, INK), key=lambda text: measure_contrast(text, ground))


def mix(colour: str, with_colour: str, share: float) -> str:
    """Blend `share` (0 to 1) of the second colour into the first."""
    pairs = zip(_channels(colour), _channels(with_colour), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighten_for_dark(colour: str) -> str:
    """The nearest lighter shade of the same hue that can be read on the dark staff area."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    for step in range(51):
        raised = lightness + (1 - lightness) * step / 50
        shade = _to_hex(colorsys.hls_to_rgb(hue, raised, saturation))
        if measure_contrast(shade, DARK_QUIET) >= ENOUGH:
            return shade
    return WHITE


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _to_hex(shares: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(share * 255):02x}" for share in shares)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
