"""Where our own words come from: a catalogue for each of our tags, whatever Babel calls the language.

Babel has no locale `prs`: Dari has a catalogue under its own tag, and the dates and numbers of fa_AF.
"""

from collections.abc import Callable
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask_babel import Domain


class TaggedDomain(Domain):
    """The catalogues in a folder, found by the tag of the page's language and not by its locale."""

    def __init__(self, folder: Path, find_tag: Callable[[], str]) -> None:
        super().__init__(str(folder))
        self._folder, self._find_tag = folder, find_tag
        self._loaded: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """The words of the page's language; those of the source where it has no catalogue."""
        tag = self._find_tag()
        if tag not in self._loaded:
            self._loaded[tag] = Translations.load(self._folder, [tag])
        return self._loaded[tag]


def has_catalogue(folder: Path, tag: str) -> bool:
    """True where the words exist in the language, compiled."""
    return (folder / tag / "LC_MESSAGES" / "messages.mo").is_file()
