"""Letters that no font has: whole scripts are asked for, single signs are named in brackets.

A tagged PDF may hold no sign without a shape. One strange sign in somebody's words must not keep a region
from its PDF, and a whole language must not be set in brackets.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

import typst

_TRIED = b"""#set document(title: "-")
#set text(font: json(bytes(sys.inputs.families)), fallback: false)
#for one in json(bytes(sys.inputs.letters)) { par(text(one)) }
"""
_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_LETTERS = ("L", "M")
LEAST_LETTERS = 5
"""So many different letters of one script are a language; fewer are signs."""


@dataclass(frozen=True)
class Setting:
    """What a PDF is set with."""

    fonts: typst.Fonts
    families: list[str]


def find_unshown(letters: Iterable[str], setting: Setting) -> frozenset[str]:
    """Find the letters that have no shape, by asking the very program that will set them."""
    tried = sorted({letter for letter in letters if not letter.isascii()})
    try:
        typst.compile(
            _TRIED,
            format="pdf",
            pdf_standards="ua-1",
            font_paths=setting.fonts,
            ignore_system_fonts=True,
            sys_inputs={"families": json.dumps(setting.families), "letters": json.dumps(tried)},
        )
    except typst.TypstError as refusal:
        found = map(_read, _REFUSED.findall(refusal.diagnostic))
        return frozenset(letter for letter in found if letter in tried)
    return frozenset()


def _read(written: str) -> str:
    """Read a letter as the setter's messages write it."""
    return _CODE.sub(lambda found: chr(int(found[1], 16)), written)


def find_missing_scripts(letters: Iterable[str], unshown: Set[str]) -> set[str]:
    """Find scripts of which several letters, and most that occur, have no shape: no font is there."""
    scripts = {letter: script for letter in letters if (script := name_script(letter))}
    there = Counter(scripts.values())
    lost = Counter(script for letter, script in scripts.items() if letter in unshown)
    return {script for script, count in lost.items() if count >= LEAST_LETTERS and 2 * count > there[script]}


def name_script(letter: str) -> str:
    """The first word of a letter's name, such as ARABIC; empty for signs and for scripts of the past."""
    is_living = ord(letter) <= 0xFFFF and unicodedata.category(letter)[0] in _LETTERS
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0] if is_living else ""


def name_signs(unshown: Set[str]) -> Mapping[int, str]:
    """Give what stands for each sign without a shape, for str.translate: "[grinning face]" or "[U+E000]"."""
    return {ord(sign): f"[{unicodedata.name(sign, '').lower() or f'U+{ord(sign):04X}'}]" for sign in unshown}
