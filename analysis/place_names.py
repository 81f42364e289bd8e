"""Places that few people live in or go to, by name: a hotel, a school, a surgery, a street, a village.

Towns and cities are no part of it. A place needs a name of its own beside the word for what it is: "the
hotel" and "Health Centre" alone give nobody away.
"""

import csv
import re
from collections.abc import Iterator
from importlib import resources

from analysis.capitalised_names import BODY_WORDS
from analysis.identifier_patterns import Found
from analysis.text import fold_word

_CAPITAL = r"(?:St\.|[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w'’&-]*)"
# Hotels' names as they are written in other scripts, and mosques', which follow their word.
_BRANDS = (
    r"هوليداي|هیلتون|هيلتون|هالیدی|إيبيس|ایبیس|ايبيس|بريتانيا|بریتانیا|نوفوتيل|نووتل|نووٹیل|هوليدي|ہالیڈے|ہلٹن|ایبس"
    r"|کوئینز|رويال|رویال|پریمیر|بريمير|پریمیئر|تراولودج|ترافلودج|كراون|کراون|ሂልተን|ኢቢስ|ብሪታንያ|ሆሊደይ|হিলটন|ਹਿਲਟਨ"
)
_CONFIDENCE = 0.82
# Less than an address with its number, which has the name of the street in it.
_CONFIDENCE_OF_STREET = 0.7
_LATIN = r"[A-Z][\w'’&-]+"
_UNCASED = {
    "a hotel or other accommodation": (
        rf"(?:فندق|بفندق|الفندق|هتل|هوټل|ئوتێلی|ہوٹل|ሆቴል|হোটেল|ਹੋਟਲ)\s+(?:{_BRANDS}|{_LATIN}(?:\s+{_LATIN}){{0,2}})"
    ),
    "a place of worship": (
        rf"(?:مسجد|بمسجد|جامع|كنيسة|کلیسای|مزگەوتی|جومات)\s+(?:ال\w{{3,}}|سانت\s+\w+|مار\s+\w+|{_LATIN})"
    ),
    "a school or college": (
        rf"(?:مدرسة|مدرسه|ثانوية|کالج|ښوونځی|قوتابخانەی|سکول)\s+(?:ال\w{{4,}}|{_LATIN}(?:\s+{_LATIN})?)"
    ),
}
# Words that may begin with a capital before a place and are no part of its name.
_NO_NAME_WORDS = """
    the a an our my his her their your this that these at in on from to near by of and or but when while we
    i he she it they every each no any one two new old local nearest another same next many some primary
    secondary high infant junior community health medical main side christian muslim catholic
"""
NO_NAME = frozenset(_NO_NAME_WORDS.split()) | BODY_WORDS


def _compile() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Make the expressions of place_words.csv, in which a place's own name stands before or after a word."""
    text = (resources.files("analysis") / "place_words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    named = [(_compose(row["side"], row["words"].replace(" ", "\\s+")), row["what"]) for row in rows]
    uncased = [(rf"(?<!\w)(?P<it>{form})", what) for what, form in _UNCASED.items()]
    return tuple((re.compile(form), what) for form, what in [*named, *uncased])


def _compose(side: str, words: str) -> str:
    if side == "after":
        return rf"(?<![\w@.])(?P<it>(?:{_CAPITAL}[ \u00a0]+){{1,4}}(?i:{words}))(?!\w)"
    return rf"(?<!\w)(?P<it>(?i:{words})[ \u00a0]+[«“\"]?{_CAPITAL}(?:[ \u00a0-]+{_CAPITAL}){{0,3}})"


_FORMS = _compile()
_WORD = re.compile(r"\S+")


def list_places(text: str) -> Iterator[Found]:
    """List the small places that a text names."""
    for form, what in _FORMS:
        confidence = _CONFIDENCE_OF_STREET if what == "a street" else _CONFIDENCE
        for match in form.finditer(text):
            start, end = match.span("it")
            start += _count_before(text[start:end])
            if _has_name(text[start:end]):
                yield Found(
                    "place", start, end, f"names {what}: few people live there or go there", confidence
                )


def _count_before(words: str) -> int:
    """How long the words are that stand in capitals before a place's name, such as "The"."""
    for match in _WORD.finditer(words):
        if fold_word(match[0]) not in NO_NAME:
            return match.start()
    return len(words)


def _has_name(words: str) -> bool:
    return len(words.split()) > 1 and any(
        fold_word(word) not in NO_NAME for word in words.split()[:-1] or [""]
    )
