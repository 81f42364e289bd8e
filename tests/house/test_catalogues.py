"""Message catalogues: as fresh as the code, whole in every language of the public pages."""

import pytest
from babel.messages.catalog import Catalog

from consult.vocabulary import LANGUAGES
from tests.house import catalogues

TRANSLATED = [locale for locale in catalogues.LOCALES if locale != catalogues.SOURCE]


@pytest.fixture(scope="module")
def template() -> Catalog:
    """The messages of now."""
    return catalogues.extract()


@pytest.mark.parametrize("locale", catalogues.LOCALES)
def test_catalogue__compared_with_the_code__holds_the_same_messages(template: Catalog, locale: str) -> None:
    wanted, written = catalogues.list_keys(template), catalogues.list_keys(catalogues.load(locale))
    assert sorted(map(str, wanted - written)) == [], "run `make catalogues`"
    assert sorted(map(str, written - wanted)) == [], "run `make catalogues`"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_catalogue__of_a_public_language__leaves_nothing_in_english(locale: str) -> None:
    assert catalogues.find_untranslated(catalogues.load(locale)) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_catalogue__translated__fills_the_same_places(locale: str) -> None:
    assert catalogues.find_misplaced(catalogues.load(locale)) == []


@pytest.mark.parametrize("locale", catalogues.LOCALES)
def test_catalogue__read__has_no_uncertain_entry(locale: str) -> None:
    assert [message.id for message in catalogues.load(locale) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("locale", catalogues.LOCALES)
def test_catalogue__by_its_tag__belongs_to_a_language_offered(locale: str) -> None:
    assert locale in LANGUAGES


def test_misplaced__planted__are_found() -> None:
    catalog = Catalog(locale="cy")
    catalog.add("Page %(n)s", "Tudalen %(n)s")
    catalog.add("Hello {name}", "Helo")
    catalog.add("Sent", "")
    assert catalogues.find_misplaced(catalog) == ["Hello {name}"]
    assert catalogues.find_untranslated(catalog) == ["Sent"]
