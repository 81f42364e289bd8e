"""Dates of birth: told by a word before them in the languages people write in, or by a verb after them.

Texts come without the vowel marks of Arabic script (see identifier_told). A year alone is left: it says no
more than an age.
"""

import re
from collections.abc import Iterator

from analysis.identifier_patterns import Found

# A space stands between words, an underscore for a space within one.
# Verbs, which many languages put after the date.
_BORN = r"""
    born ganwyd ganed (?:fy_)?ngeni ei_[gh]eni doğdu\w* doğumlu\w*
    народи(?:в|л)\w* народжен\w* родил(?:ся|ась|ася|ись|ися|и)? родився рожд[её]н\w*
    و?ولدت و?ولدنا تولد_شد[\w\u200c]* متولد به_?دنیا_آمد[\w\u200c]* پیدا_ہو\w*
    (?:ዝ|የ)?ተወ(?:ሊደ|ለድ|ልደ)\w*
"""
_HAN_BORN = "出生"
# Nouns, and verbs that stand before it.
_BIRTH = r"""
    né(?:e)?_le nacid[oa]_el nascid[oa]_(?:em|a) urodzon[ay] urodziłe?[ma]\w* născut(?:ă)?_(?:la|pe|în)
    (?:дата|день)(?:_\w{2,6})?_(?:народження|рождения) doğum(?:_tarihi\w*)? lindur(?:_më)?
    sinh_ngày ngày_sinh dhashay taariikhda_dhalashada dhaladhe dhalatte ji(?:l)?dayik(?:_bûm)?
    (?:تاريخ|يوم|عيد)_(?:ال)?(?:ميلاد|ولاد[ةهت])\w* مولود[ةه]?_(?:في|يوم|عام|سنة|بتاريخ) مواليد
    (?:تاریخ|روز)_تولد[\w\u200c]* د_زېږېدو_نېټه لەدایکبوون\w* تاریخ_پیدائش জন্ম(?:_?তারিখ)? ਜਨਮ(?:_ਮਿਤੀ)?
    ዕለ[ትተ]_(?:ልደ|ትውልድ)\w* የትውልድ_ቀን
    (?:dyddiad|nyddiad|ddyddiad)_(?:fy_)?n?geni (?:m?hen|pen)-?blwydd
    date_of_birth birth_?date birthday(?:_is)? d\.?o\.?b\b\.?
    fecha_de_nacimiento nací_el data_de_nascimento nasci_em date_de_naissance data_urodzenia
"""
_MONTH = r"[^\W\d_]{3,12}(?:\s+(?:الأول|الاول|الثاني))?"
_ORDINAL = r"(?:st|nd|rd|th|er|af|ail|ydd|fed|ed|eg)?"
_OF = r"\s+(?:de|of|o|من)\s+"
_DATE = (
    rf"(?:\d{{1,4}}{_ORDINAL}\.?(?:[ ./年-]|{_OF}){{1,2}}(?:\d{{1,2}}|{_MONTH})"
    r"(?:[ ./,月-]|\s+de\s+){1,3}\d{1,4}日?"
    rf"|[^\W\d_]{{3,12}}\s+\d{{1,2}}{_ORDINAL},?\s+(?:19|20)\d{{2}})(?!\d)"
)
# Before the verb it is one beyond doubt only: "2 children 3 of them born" is none.
_CLEAR_DATE = (
    r"(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日?"
    rf"|\d{{1,2}}{_ORDINAL}(?:\s+|{_OF}){_MONTH},?\s+(?:de\s+)?(?:1[34]|19|20)\d{{2}})(?!\d)"
)


def _join(words: str) -> str:
    """Words laid out for reading, as alternatives."""
    return "|".join(words.split()).replace("_?", r"\s{0,3}").replace("_", r"\s{1,3}")


_BEFORE = rf"(?:(?<!\w)(?:{_join(_BIRTH)}|{_join(_BORN)})|{_HAN_BORN})"
_AFTER = rf"(?:(?<!\w)(?:{_join(_BORN)})(?!\w)|{_HAN_BORN})"
_FORMS = (
    re.compile(rf"{_BEFORE}[^\d\n.]{{0,16}}?(?P<it>{_DATE})", re.IGNORECASE),
    re.compile(
        rf"(?P<it>{_CLEAR_DATE})(?:\s?р\.)?[^\d\n.,;!?،؛؟።፣。，]{{0,24}}?{_AFTER}(?![^\d\n.]{{0,16}}{_DATE})",
        re.IGNORECASE,
    ),
)


def list_birth_dates(text: str) -> Iterator[Found]:
    """List dates beside the words for a birth; the text's digits already those of ASCII."""
    for form in _FORMS:
        for match in form.finditer(text):
            yield Found("birth_date", *match.span("it"), "stands beside the words for a date of birth", 0.9)
