"""The message catalogues: extract every word for the public, update the catalogues, find what is wrong.

    python -m tests.house.catalogues            say what is missing
    python -m tests.house.catalogues --update   extract, and write the catalogues; then translate and compile

Sources are those of consult/translations/babel.cfg, and the failures that a member of the public can meet.
"""

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from consult.errors import CATALOGUE
from consult.vocabulary import LANGUAGES
from tests.house import tree

FOLDER = tree.ROOT / "consult" / "translations"
LOCALES = ("en", "ar", "prs", "ti", "uk", "cy")  # our tags: Babel has no locale for Dari
SOURCE = "en"
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
# Failures that somebody outside the staff can meet; the others are in English, as the staff area is.
PUBLIC_CODES = (
    "C101", "C102", "C103", "C104", "C105", "C106", "C107", "C108", "C201", "C202", "C203", "C204", "C205",
    "C206", "C207", "C209", "C210", "C211", "C212", "C231", "C232", "C249", "C250", "C253", "C257", "C301",
    "C302", "C304", "C386",
)  # fmt: skip
NOTE = "Drafted by machine: no speaker has checked this. Please correct it, and say so here."
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+>")
WIDTH = 110
MADE_ON = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def locate(locale: str) -> Path:
    """The file of a locale's catalogue."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """Every message the public may see, as the code and the templates have it now."""
    catalog = Catalog(project="Regional Consult", charset="utf-8")
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(tree.ROOT, methods, options, KEYWORDS, directory_filter=_is_ours)
    for path, _, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    for entry in _list_public_failures():
        catalog.add(entry, locations=[("consult/errors.py", 0)])
    return catalog


def load(locale: str) -> Catalog:
    """The catalogue of a language as it is written, with the plurals Babel has; empty where there is none."""
    path, known = locate(locale), LANGUAGES[locale].babel_locale
    if not path.is_file():
        return Catalog(locale=known, project="Regional Consult", charset="utf-8", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=known)


def update(locale: str, template: Catalog) -> Path:
    """Write a locale's catalogue with the messages of now; what is no longer said is dropped."""
    catalog, path = load(locale), locate(locale)
    catalog.update(template, no_fuzzy_matching=True)
    _write_heading(catalog, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=WIDTH, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return path


def _write_heading(catalog: Catalog, locale: str) -> None:
    """Say what this is and who has checked it; without times, so that only changed words change the file."""
    catalog.fuzzy, catalog.creation_date, catalog.revision_date = False, MADE_ON, MADE_ON
    catalog.project, catalog.version, catalog.msgid_bugs_address = "Regional Consult", "0.1.0", "none"
    catalog.last_translator, catalog.language_team = "none", "none"
    own = "The source language: fill in only what this region words otherwise."
    catalog.header_comment = f"# {LANGUAGES[locale].english_name}. {own if locale == SOURCE else NOTE}"


def list_keys(catalog: Catalog) -> set[tuple[object, ...]]:
    """What identifies each message of a catalogue."""
    return {(message.context, *_list_ids(message)) for message in catalog if message.id}


def find_untranslated(catalog: Catalog) -> list[str]:
    """Messages with nothing, or not everything, in the language."""
    return [_list_ids(message)[0] for message in catalog if message.id and not all(_list_strings(message))]


def find_misplaced(catalog: Catalog) -> list[str]:
    """Messages whose translation has other places to fill, or other tags, than the source."""
    translated = [message for message in catalog if message.id and all(_list_strings(message))]
    return [_list_ids(message)[0] for message in translated if not _has_same_places(message)]


def _has_same_places(message: Message) -> bool:
    """Every form fills only what the source fills; a plural form may leave out the number alone."""
    wanted = set(PLACE.findall(" ".join(_list_ids(message))))
    forms = [set(PLACE.findall(text)) for text in _list_strings(message)]
    if isinstance(message.id, str):
        return forms == [wanted]
    return all(form <= wanted for form in forms) and set().union(*forms) == wanted


def _list_ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _list_strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _list_public_failures() -> Iterator[str]:
    for code in PUBLIC_CODES:
        yield from (CATALOGUE[code].message, CATALOGUE[code].remedy)


def _is_ours(folder: str) -> bool:
    return Path(folder).name not in tree.SKIPPED | {"tests", "docs", "migrations", "translations", "analysis"}


def main(arguments: list[str] | None = None) -> int:
    """Update the catalogues, or say what is missing; 1 when something is."""
    parser = argparse.ArgumentParser(description="Extract and check the message catalogues.")
    parser.add_argument("--update", action="store_true", help="write the catalogues")
    options = parser.parse_args(arguments)
    template = extract()
    for locale in LOCALES:
        if options.update:
            update(locale, template)
        missing = len(list_keys(template) - list_keys(load(locale)))
        empty = [] if locale == SOURCE else find_untranslated(load(locale))
        print(f"{locale}: {len(template)} messages, {missing} missing, {len(empty)} untranslated")
    return 1 if any(list_keys(template) ^ list_keys(load(locale)) for locale in LOCALES) else 0


if __name__ == "__main__":
    sys.exit(main())
