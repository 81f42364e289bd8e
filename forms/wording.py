"""In which language each thing on a page is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from forms.answers import Shown
from forms.definitions import Text, find_text
from forms.directions import direction

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Wording:
    """The languages of one page: of its questions, of what stands in for them, of our own messages."""

    language: str
    default_language: str
    interface_language: str
    translate: Translate

    def find(self, text: Text) -> Shown:
        """Return a text of the questionnaire and the language it is really in."""
        return find_text(text, self.language, self.default_language)

    def say(self, message: str, **values: object) -> str:
        """Return one of our own messages, translated; texts that fill it in the language of the questions."""
        translated = self.translate(message)
        said = {name: self._find_value(value) for name, value in values.items()}
        return translated % said if values else translated

    def own(self, message: str, **values: object) -> Shown:
        """Return one of our own messages and the language it is in."""
        return self.say(message, **values), self.interface_language

    def attributes(self, language: str) -> dict[str, str]:
        """Return `lang` and `dir` where the language is not the page's own."""
        if language in ("", self.language):
            return {}
        return {"lang": language, "dir": direction(language)}

    def mark_up(self, *shown: Shown) -> Markup:
        """Return texts as escaped HTML, each in a span with its own `lang` where it needs one."""
        return Markup(" ").join(self._span(text, language) for text, language in shown if text)

    def _find_value(self, value: object) -> object:
        return self.find(value)[0] if isinstance(value, Mapping) else value

    def _span(self, text: str, language: str) -> Markup:
        lines = Markup("<br>").join(text.strip().splitlines())
        attributes = self.attributes(language)
        if not attributes:
            return lines
        return Markup('<span lang="{lang}" dir="{dir}">{lines}</span>').format(lines=lines, **attributes)
