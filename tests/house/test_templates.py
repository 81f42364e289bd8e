"""Templates: each is used, none carries script or style, none trusts text it should not."""

import re

import pytest

from tests.house import pages

TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
FORBIDDEN = {
    "script in the page": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "style in the page": re.compile(r"<style|<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "handler in the page": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "the browser's own check": re.compile(r"<(?:input|select|textarea)[^>]*\srequired[\s=>]", re.IGNORECASE),
    "another host": re.compile(
        r"<(?:script|link|img|iframe|source|form)[^>]*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
    "escaping switched off": re.compile(r"autoescape\s+false", re.IGNORECASE),
}
TRUSTED = re.compile(r"\|\s*safe\b")
REASON = re.compile(r"\{#.*\bsafe\b.*#\}")
ACCOUNT, ALWAYS_THERE = "layouts/account.html", {"head", "before", "exit", "after"}
FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)


def find_forbidden(markup: str) -> list[str]:
    """What a page must not carry, with its line."""
    found = [(what, match.start()) for what, shape in FORBIDDEN.items() for match in shape.finditer(markup)]
    return [f"line {markup.count(chr(10), 0, start) + 1}: {what}" for what, start in found]


def find_trusted(text: str) -> list[int]:
    """Lines that switch escaping off for a value and give no reason there: {# safe: … #}."""
    lines = text.splitlines()
    return [
        number for number, line in enumerate(lines, 1) if TRUSTED.search(line) and not REASON.search(line)
    ]


def test_templates__looked_for_in_code_and_templates__each_is_used() -> None:
    templates = pages.list_templates()
    referred = {reference for name in templates for reference in pages.list_references(name)}
    unused = [name for name in templates if name not in referred and not pages.is_named_by_code(name)]
    assert unused == []


def test_templates__that_refer_to_others__find_them() -> None:
    known = {*pages.list_templates(), "*"}
    missing = {name: sorted(pages.list_references(name) - known) for name in known - {"*"}}
    assert {name: found for name, found in missing.items() if found} == {}


def test_code__that_names_templates__finds_them() -> None:
    folders = {name.split("/")[0] for name in pages.list_templates()}
    named = [word for word in pages.list_words() if word.endswith(".html") and word.split("/")[0] in folders]
    assert sorted(set(named) - {*pages.list_templates()}) == []


def test_pages__that_call_macros__make_or_import_them() -> None:
    """A macro that is not imported is missed only when its line is drawn; parts get them from their page."""
    templates = pages.list_templates()
    macros = {macro for name in templates for macro in pages.list_macros(name)}
    missing = {
        name: sorted(pages.list_called(name) & macros) for name in templates if pages.find_layout(name)
    }
    assert {name: found for name, found in missing.items() if found} == {}


def test_pages__of_experiences__each_stand_in_the_layout_with_help_a_way_out_and_a_stop() -> None:
    own = [name for name in pages.list_templates() if name.startswith("account/")]
    shown = [name for name in own if pages.is_named_by_code(name)]
    apart = {name: layout for name in shown if (layout := find_last_layout(name)) != ACCOUNT}
    assert len(shown) > 35 and apart == {}
    assert pages.list_blocks(ACCOUNT) >= ALWAYS_THERE
    assert {name: found for name in own if (found := pages.list_blocks(name) & ALWAYS_THERE)} == {}


def find_last_layout(name: str) -> str:
    """The layout that a page stands in, through other pages."""
    layout = pages.find_layout(name)
    return find_last_layout(layout) if layout and not layout.startswith("layouts/") else layout


def test_templates__read__carry_no_script_style_or_foreign_host() -> None:
    found = {name: find_forbidden(pages.read_markup(name)) for name in pages.list_templates()}
    assert {name: offences for name, offences in found.items() if offences} == {}


def test_templates__that_trust_text__say_why() -> None:
    found = {name: find_trusted(pages.tree.read(pages.FOLDER + name)) for name in pages.list_templates()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_forms__that_send__leave_checking_to_the_server() -> None:
    forms = {name: FORM.findall(pages.read_markup(name)) for name in pages.list_templates()}
    sending = [(name, form) for name, found in forms.items() for form in found if "post" in form.lower()]
    assert [name for name, form in sending if "novalidate" not in form and _has_inputs(name)] == []


def _has_inputs(name: str) -> bool:
    """True when the template shows inputs a browser would check."""
    inputs = re.findall(r"<(?:input|select|textarea)\b[^>]*>", pages.read_markup(name), re.IGNORECASE)
    return any("hidden" not in tag for tag in inputs)


@pytest.mark.parametrize(
    ("markup", "offences"),
    [
        ("<script>go()</script>", 1),
        ('<script type="module" src="/main.js"></script>', 0),
        ('<p style="color: red">', 1),
        ('<a onclick="go()">', 1),
        ('<input name="a" required>', 1),
        ('<input name="required_by">', 0),
        ('<img src="https://example.org/a.png">', 1),
        ('<img src="//example.org/a.png">', 1),
        ('<a href="https://example.org/">', 0),
    ],
)
def test_forbidden_markup__planted__is_found(markup: str, offences: int) -> None:
    assert len(find_forbidden(markup)) == offences


def test_trusted_text__planted__needs_a_reason_on_its_line() -> None:
    assert find_trusted(
        "{{ a | safe }}\n{{ b | safe }} {# safe: made by our own writer #}\n{{ c|safe }}"
    ) == [1, 3]
