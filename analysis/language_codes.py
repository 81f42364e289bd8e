"""What this room knows of each language: its scripts, and what people and detectors call it.

The application has a fuller table for the screen; this room knows nothing of the application.
"""

import re
from dataclasses import dataclass

from analysis.columns import UNKNOWN_LANGUAGE


@dataclass(frozen=True, slots=True)
class Language:
    """A served language: BCP 47 tag, scripts it is properly written in, English name."""

    tag: str
    scripts: frozenset[str]
    name: str


_ROWS = (
    ("en", "Latn", "English"),
    ("cy", "Latn", "Welsh"),
    ("ar", "Arab", "Arabic"),
    ("fa", "Arab", "Farsi"),
    ("prs", "Arab", "Dari"),
    ("ps", "Arab", "Pashto"),
    ("ckb", "Arab", "Kurdish Sorani"),
    ("kmr", "Latn", "Kurdish Kurmanji"),
    ("ti", "Ethi", "Tigrinya"),
    ("am", "Ethi", "Amharic"),
    ("om", "Latn Ethi", "Oromo"),
    ("so", "Latn", "Somali"),
    ("ur", "Arab", "Urdu"),
    ("pa", "Guru Arab", "Punjabi"),
    ("bn", "Beng", "Bengali"),
    ("sq", "Latn", "Albanian"),
    ("vi", "Latn", "Vietnamese"),
    ("tr", "Latn", "Turkish"),
    ("uk", "Cyrl", "Ukrainian"),
    ("ru", "Cyrl", "Russian"),
    ("pl", "Latn", "Polish"),
    ("ro", "Latn", "Romanian"),
    ("pt", "Latn", "Portuguese"),
    ("es", "Latn", "Spanish"),
    ("fr", "Latn", "French"),
    ("zh-Hans", "Hani", "Chinese (simplified)"),
    ("zh-Hant", "Hani", "Chinese (traditional)"),
)
SERVED = {tag: Language(tag, frozenset(scripts.split()), name) for tag, scripts, name in _ROWS}

# Detectors' codes, and what people write in spreadsheets. Kurdish is settled by script.
_ALIASES = {
    "sdh": "ckb",  # py3langid's name for what is Sorani in our texts
    "ary": "ar",
    "arz": "ar",
    "apc": "ar",
    "acm": "ar",
    "pes": "fa",
    "fa-af": "prs",
    "dari": "prs",
    "persian": "fa",
    "pbt": "ps",
    "pus": "ps",
    "ext": "es",
    "pcm": "en",
    "wuu": "zh",
    "yue": "zh",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "chinese": "zh",
    "kurmanji": "kmr",
    "sorani": "ckb",
    "kurdish": "ku",
    "panjabi": "pa",
    "iw": "he",
    "jw": "jv",
    "sr-me": "sr",
}
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_NAMES = {language.name.casefold(): language.tag for language in SERVED.values()}
_TAGS = {tag.casefold(): tag for tag in SERVED}


def read_declared(declared: str, script: str | None) -> str:
    """Return the tag that a declared language means, or `und` for nothing usable.

    Region subtags are dropped (en-GB is en), but fa-AF is Dari; other well-formed tags stay as they are.
    """
    wanted = declared.strip().replace("_", "-").casefold()
    wanted = _ALIASES.get(wanted, _NAMES.get(wanted, _TAGS.get(wanted, wanted)))
    if not _TAG.fullmatch(wanted):
        return UNKNOWN_LANGUAGE
    base = wanted.split("-")[0]
    if wanted not in SERVED and (base in SERVED or base in {"zh", "ku"}):
        wanted = "zh-Hant" if "hant" in wanted else base
    return settle_by_script(wanted, script)


def read_detected(code: str, script: str | None) -> str:
    """Return the tag for a detector's code; `un` and invented codes give `und`."""
    low = code.casefold()
    if low in {"un", "xxx", "zxx"} or low.startswith(("xx-", "zz")):
        return UNKNOWN_LANGUAGE
    return settle_by_script(_TAGS.get(low, _ALIASES.get(low, low)), script)


def settle_by_script(tag: str, script: str | None) -> str:
    """Settle what only the script tells: Kurdish is ckb in Arabic letters or kmr; plain Chinese is Hans."""
    if tag == "ku":
        return "ckb" if script == "Arab" else "kmr"
    return "zh-Hans" if tag == "zh" else tag


def fits_script(tag: str, script: str | None) -> bool:
    """Say whether a language is properly written in this script; True where either is not known."""
    language = SERVED.get(tag)
    return language is None or script is None or script in language.scripts
