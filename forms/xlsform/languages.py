"""Which language a column is in: from “English (en)”, “en” or “English” to the tag “en”."""

import re
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from pyxform.validators.pyxform.iana_subtags.validation import read_tags

_IN_BRACKETS = re.compile(r"\(\s*([^()]+?)\s*\)\s*$")
_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE)

# Names that people write and that the names in Babel's data do not cover.
_OTHER_NAMES = {
    "afaan oromo": "om",
    "badini": "kmr",
    "chinese": "zh",
    "dari": "prs",
    "farsi": "fa",
    "kurmanji": "kmr",
    "mandarin": "zh",
    "oromiffa": "om",
    "oromifa": "om",
    "pashtu": "ps",
    "sorani": "ckb",
    "tigirigna": "ti",
    "tigrigna": "ti",
}
_OTHER_TAGS = {"prs": "Dari", "kmr": "Kurmanji"}
_OWN_NAMES_OF = (
    "am ar bn ckb cy en es fa fr gu hi ku ne om pa pl ps pt ro ru so sq sw ta ti tr uk ur vi yi zh".split()  # noqa: SIM905
)


def find_language(written: str) -> str | None:
    """Return the language tag of what stands behind the colons of a header, None if it is not clear."""
    name = " ".join(written.split())
    bracketed = _IN_BRACKETS.search(name)
    if bracketed:
        return _find_tag(bracketed.group(1))
    return _find_tag(name) or _find_by_name(name)


def list_language_names() -> list[str]:
    """List the names of languages that `find_language` knows, in small letters."""
    return sorted({*_OTHER_NAMES, *_english_names(), *_own_names()})


def name_language(tag: str) -> str:
    """Return the English name and the tag of a language, as “Somali (so)”."""
    try:
        known = {**Locale("en").languages, **_OTHER_TAGS}
        name = known.get(tag) or Locale.parse(tag, sep="-").english_name
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name} ({tag})" if name else tag


def _find_tag(text: str) -> str | None:
    tag = text.replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    primary, *rest = tag.split("-")
    length = "2_characters" if len(primary) == 2 else "3_or_more_characters"
    if primary.lower() not in read_tags(f"iana_subtags_{length}.txt"):
        return None
    return "-".join([primary.lower(), *map(_case_subtag, rest)])


def _case_subtag(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()


def _find_by_name(name: str) -> str | None:
    folded = name.casefold()
    return _OTHER_NAMES.get(folded) or _english_names().get(folded) or _own_names().get(folded)


@lru_cache(maxsize=1)
def _english_names() -> dict[str, str]:
    names = Locale("en").languages.items()
    return {name.casefold(): tag for tag, name in names if _find_tag(tag) == tag}


@lru_cache(maxsize=1)
def _own_names() -> dict[str, str]:
    locales = (Locale(tag) for tag in _OWN_NAMES_OF)
    return {(locale.language_name or "").casefold(): locale.language for locale in locales}
