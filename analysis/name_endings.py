"""Names as they stand in a sentence: with endings of case, or with small words written onto them."""

from collections.abc import Iterator
from functools import cache

from analysis.name_lists import Part, load_names
from analysis.scripts import find_script

_SHORTEST_STEM = 3
_SHORTEST_UNJOINED = 4
_LONGEST_ENDING = 5
_APOSTROPHES = "'’"
_CYRILLIC = tuple(
    "ові еві єві ою ею єю ом ем єм ам ям ой ей ій ами у ю а я і и ы ї е".split()  # noqa: SIM905 - read as words
)
_LATIN = {
    "pl": "owi iem em ą ę y i u a ie o",
    "ro": "ei ului ul lui ii i o a",
    "sq": "it in un ut es ës s i u n e ën ja jën",
    "kmr": "ê î a an yê ya",
    "so": "ka ta ga da kii tii na se",
    "om": "n f tti irraa in",
    "tr": "",
    "uk": "",
}
_BEFORE = {
    "Arab": ("وال", "و", "ف", "ب", "ل", "ك", "ک"),
    "Ethi": ("ን", "ብ", "ከ", "ለ", "የ", "በ", "ካብ", "ናብ", "እና"),
}
_AFTER = {
    "Arab": ("ەکە", "یش", "ەوە", "ام", "ە", "ی", "م", "ێ", "ش", "ې"),
    "Ethi": ("ን", "ም", "ና", "ስ", "ዬ"),
    "Beng": ("ের", "দের", "কে", "র", "য়", "তে", "ও"),
    "Guru": (),
}
_FINALS = "аяьйоіїиеaeiouyąęëăäê"


def find_part(form: str, language: str, script: str, *, is_capital: bool = False) -> Part | None:
    """Say what a folded word is as a name, in its own form or in one that a sentence gives it.

    is_capital: whether it stands in capitals where nothing but a name need have them.
    """
    names = load_names()
    bare = cut_ending(form)
    for candidate in (form, bare):
        if candidate in names:
            return names[candidate]
    if script in {"Latn", "Cyrl"}:
        return _find_inflected(bare, language, script) if is_capital else None
    if language.startswith("ar") and form[0] == "و" and names.get(form[1:]) is Part.GIVEN:
        return Part.GIVEN
    unjoined = (one for one in list_unjoined(form, script) if len(one) >= _SHORTEST_UNJOINED)
    return next((Part.GIVEN for one in unjoined if names.get(one) is Part.GIVEN), None)


def measure_ending(word: str) -> int:
    """How long an ending is that an apostrophe sets apart from a name, as in "Amina's" and "Elif'in".

    An apostrophe may as well be part of the name: as in "O'Brien" and "Sa'id", at its beginning, and always
    in Cyrillic, which sets no ending apart.
    """
    cut = max(map(word.rfind, _APOSTROPHES))
    if cut < 1 or find_script(word[-1]) == "Cyrl":
        return 0
    length = len(word) - cut
    is_ending = word[cut + 1 :].lower() == "s" or (cut >= _SHORTEST_STEM and length <= _LONGEST_ENDING)
    return length if is_ending else 0


def cut_ending(word: str) -> str:
    """Give a word without the ending that an apostrophe sets apart, and without apostrophes before it."""
    return word[: len(word) - measure_ending(word)].lstrip("'") or word


def list_stems(form: str, language: str, script: str) -> list[str]:
    """List what is left of a word of a language with cases without each of its endings, longest first."""
    endings = _CYRILLIC if script == "Cyrl" else tuple(_LATIN.get(language.split("-")[0], "").split())
    return [form] + [
        form[: -len(one)] for one in endings if form.endswith(one) and len(form) - len(one) >= _SHORTEST_STEM
    ]


def _find_inflected(form: str, language: str, script: str) -> Part | None:
    stems = _load_stems()
    found = (stems.get(stem) for stem in list_stems(form, language, script)[1:])
    return next((part for part in found if part is not None), None)


@cache
def _load_stems() -> dict[str, Part]:
    """Map each name without its last vowel to what it is."""
    found: dict[str, Part] = {}
    for name, part in load_names().items():
        stem = name[:-1] if name[-1] in _FINALS else name
        if len(stem) >= _SHORTEST_STEM and part is not Part.WORD:
            found.setdefault(stem, part)
    return found


def list_unjoined(form: str, script: str) -> Iterator[str]:
    """List a word without what may be written onto it, before, after, and both."""
    cut = [form, *(form.removeprefix(one) for one in _BEFORE.get(script, ()) if form.startswith(one))]
    for start in cut:
        yield start
        yield from (start.removesuffix(one) for one in _AFTER.get(script, ()) if start.endswith(one))
