"""Our own words come from the catalogue of our tag, dates from the locale Babel has for the language."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask_babel import get_babel, get_locale, gettext, ngettext

from consult.web.catalogues import TaggedDomain
from consult.web.languages import find_page_language


@pytest.fixture
def dari_site(site: Flask, tmp_path: Path) -> Flask:
    """A site with one compiled catalogue, under the tag of Dari."""
    words = Catalog(locale="fa_AF")
    words.add("Yes", "بلی")
    words.add(("%(num)s day", "%(num)s days"), ("%(num)s روز",))
    folder = tmp_path / "prs" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as target:
        write_mo(target, words)
    site.extensions["page_languages"] = ("en", "prs", "cy")
    with site.app_context():
        get_babel().instance.domain_instance = TaggedDomain(tmp_path, lambda: find_page_language().tag)
    return site


def test_words__of_a_tag_that_babel_does_not_know__come_from_its_catalogue(dari_site: Flask) -> None:
    with dari_site.test_request_context("/?lang=prs"):
        assert gettext("Yes") == "بلی"
        assert [ngettext("%(num)s day", "%(num)s days", number) for number in (1, 3)] == ["1 روز", "3 روز"]
        assert str(get_locale()) == "fa_AF"


@pytest.mark.parametrize("tag", ["en", "cy", "fa"])
def test_words__of_a_language_without_a_catalogue__are_those_of_the_source(
    dari_site: Flask, tag: str
) -> None:
    with dari_site.test_request_context("/?lang=prs"):
        assert gettext("Yes") == "بلی"
    with dari_site.test_request_context(f"/?lang={tag}"):
        assert gettext("Yes") == "Yes"
        assert ngettext("%(num)s day", "%(num)s days", 3) == "3 days"


def test_page__in_dari__is_written_right_to_left(dari_site: Flask) -> None:
    page = dari_site.test_client().get("/?lang=prs").text
    assert '<html lang="prs" dir="rtl"' in page
    assert "build/public.rtl.css" in page
