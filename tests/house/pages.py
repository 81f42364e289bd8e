"""What the templates refer to, and which of them the code names."""

import ast
import re
from fnmatch import fnmatchcase
from functools import cache

from jinja2 import Environment, meta, nodes

from tests.house import tree

FOLDER = "templates/"
ENDINGS = (".html", ".txt", ".xml", ".css")
COMPONENTS = "govuk_frontend_jinja/"
JINJA = Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.i18n"])
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def list_templates() -> list[str]:
    """Every template by the name Jinja knows it by."""
    return [path.removeprefix(FOLDER) for path in tree.list_files("templates", endings=ENDINGS)]


def read_markup(name: str) -> str:
    """A template without its comments; their lines stay, so that numbers fit."""
    return COMMENT.sub(lambda found: "\n" * found[0].count("\n"), tree.read(FOLDER + name))


@cache
def parse(name: str) -> nodes.Template:
    """A template as Jinja reads it."""
    return JINJA.parse(tree.read(FOLDER + name))


def list_references(name: str) -> set[str]:
    """Our own templates that a template refers to; `*` for one only known when it runs."""
    found = {reference or "*" for reference in meta.find_referenced_templates(parse(name))}
    return {reference for reference in found if not reference.startswith(COMPONENTS)}


def find_layout(name: str) -> str:
    """What a template extends, such as `layouts/desk.html`; nothing for a part of a page."""
    extends = parse(name).find(nodes.Extends)
    return str(extends.template.value) if extends and isinstance(extends.template, nodes.Const) else ""


def list_blocks(name: str) -> set[str]:
    """The blocks that a template fills or makes."""
    return {block.name for block in parse(name).find_all(nodes.Block)}


def list_macros(name: str) -> set[str]:
    """The macros that a template makes."""
    return {macro.name for macro in parse(name).find_all(nodes.Macro)}


def list_called(name: str) -> set[str]:
    """What a template calls by a name that it neither makes nor imports."""
    read = parse(name)
    imported = {
        one if isinstance(one, str) else one[1]
        for row in read.find_all(nodes.FromImport)
        for one in row.names
    }
    called = {call.node.name for call in read.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    return called - imported - list_macros(name)


@cache
def list_words() -> frozenset[str]:
    """Every string constant of the code."""
    found = [node for path in tree.list_files(*tree.PACKAGES) for node in ast.walk(tree.parse(path))]
    return frozenset(
        node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def list_patterns() -> frozenset[str]:
    """Names the code puts together, such as `questions/*.html`."""
    found = [node for path in tree.list_files(*tree.PACKAGES) for node in ast.walk(tree.parse(path))]
    made = {_make_pattern(node) for node in found if isinstance(node, ast.JoinedStr)}
    return frozenset(pattern for pattern in made if pattern.endswith(ENDINGS) and pattern.count("*") == 1)


def is_named_by_code(name: str) -> bool:
    """True when the code holds the name, or puts it together from words it holds."""
    if name in list_words():
        return True
    fitting = [pattern for pattern in list_patterns() if fnmatchcase(name, pattern)]
    return any(_fill(pattern, name) in list_words() for pattern in fitting)


def _fill(pattern: str, name: str) -> str:
    before, after = pattern.split("*")
    return name.removeprefix(before).removesuffix(after)


def _make_pattern(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
