"""What tests keep compiled between sites (tests/compiled_once.py): each site still shows what is its own."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template
from jinja2 import DictLoader, TemplateAssertionError

GREETING = "greeting.html"


def show(text: str, *, trim: bool = False, **filters: Callable[..., str]) -> str:
    """The page of a new site whose only template says this."""
    site = Flask("consult", template_folder=None)
    site.jinja_loader = DictLoader({GREETING: text})
    site.jinja_env.trim_blocks = trim
    site.jinja_env.filters.update(filters)
    with site.test_request_context():
        return render_template(GREETING, name="Ada")


def test_template__of_the_same_name_with_other_words__shows_its_own() -> None:
    assert show("Hello {{ name }}") == "Hello Ada"
    assert show("Goodbye {{ name }}") == "Goodbye Ada"
    assert show("Hello {{ name }}") == "Hello Ada"


def test_template__under_other_settings__is_compiled_for_them() -> None:
    text = "{% if name %}\n{{ name }}{% endif %}"
    assert [show(text), show(text, trim=True)] == ["\nAda", "Ada"]


def test_template__with_a_filter_that_one_site_lacks__fails_there() -> None:
    assert show("{{ name | loudly }}", loudly=str.upper) == "ADA"
    with pytest.raises(TemplateAssertionError):
        show("{{ name | loudly }}")


@pytest.mark.parametrize("value", ["one", "two"])
def test_address__in_two_sites__is_put_together_by_the_rules_of_each(value: str) -> None:
    for rule, address in (
        ("/a/<word>", f"/a/{value}"),
        ("/b/<path:word>", f"/b/{value}"),
        ("/c", f"/c?word={value}"),
    ):
        site = Flask("consult", template_folder=None)
        site.add_url_rule(rule, "page", lambda word="": word)
        with site.test_request_context():
            assert site.url_for("page", word=value) == address
            assert site.url_for("page", word=value, _anchor="x") == f"{address}#x"


def test_address__with_a_default__is_each_sites_own() -> None:
    for default in ("en", "ar"):
        site = Flask("consult", template_folder=None)
        site.add_url_rule("/<lang>/page", "page", str.upper, defaults={"lang": default})
        with site.test_request_context():
            assert site.url_for("page", lang=default) == f"/{default}/page"
