"""Styles that say in which language and direction a text is, one for each language that occurs."""

from consult.exports.flow_items import Words
from consult.exports.languages import split_tag
from consult.exports.odt_xml import Attributes, Element, element

_KINDS = (("fo", ""), ("style", "-asian"), ("style", "-complex"))
"""Which of the three a program reads depends on the script; all say the same."""
NO_COUNTRY = "none"


def say_language(language: str) -> Attributes:
    """Give the properties of a text in a language."""
    code, country = split_tag(language)
    return {
        f"{prefix}:{name}{ending}": value
        for prefix, ending in _KINDS
        for name, value in (("language", code), ("country", country or NO_COUNTRY))
    }


class Languages:
    """Gives the styles that quotations need, and lists them for the file."""

    def __init__(self) -> None:
        self._styles: dict[str, Element] = {}

    def find_text_style(self, words: Words) -> str:
        """The style of the words themselves."""
        name = f"Language-{'-'.join(filter(None, split_tag(words.language)))}"
        properties = element("style:text-properties", say_language(words.language))
        return self._keep(name, "text", {}, properties)

    def find_paragraph_style(self, words: Words, parent: str) -> str:
        """The style of the paragraph that holds them; the parent's own where they go from left to right."""
        if not words.rtl:
            return parent
        properties = element(
            "style:paragraph-properties", {"style:writing-mode": "rl-tb", "fo:text-align": "right"}
        )
        return self._keep(f"{parent}-rtl", "paragraph", {"style:parent-style-name": parent}, properties)

    def list_styles(self) -> list[Element]:
        """The styles, by name."""
        return [self._styles[name] for name in sorted(self._styles)]

    def _keep(self, name: str, family: str, more: Attributes, properties: Element) -> str:
        named = {"style:name": name, "style:family": family, **more}
        self._styles.setdefault(name, element("style:style", named, properties))
        return name
