"""The fonts that a PDF is set in: Noto as a system keeps it, and what the setter brings for Latin letters.

Fonts differ between versions, so the same document gives the same bytes with the same fonts alone.
"""

from pathlib import Path

from typst import Fonts

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
"""Where systems keep fonts; those for all who use the machine."""

_FIRST = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC")
_OTHERS = ("Noto Sans ", "Noto Serif ")
_UNLIKE = ("Mono", "Display", "UI")
_BROUGHT = "Libertinus Serif"
"""Comes with the setter: Latin, Greek and Cyrillic."""


def open_fonts(folder: Path | None = None) -> Fonts:
    """Look through the fonts of a folder, or else of the system; about a tenth of a second for 300."""
    places = [folder] if folder else map(Path, FOLDERS)
    there = [str(path) for path in places if path.is_dir()]
    return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=there)


def list_families(fonts: Fonts) -> list[str]:
    """List the families to set with, the first that has a letter first."""
    there = sorted(set(fonts.families()), key=lambda family: (family.startswith(_OTHERS[1]), family))
    others = [one for one in there if one.startswith(_OTHERS) and not one.endswith(_UNLIKE)]
    return list(dict.fromkeys([*(one for one in _FIRST if one in there), *others, _BROUGHT]))
