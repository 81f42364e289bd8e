"""What the templates refer to, and which of them the code names."""

import ast
import re
from fnmatch import fnmatchcase
from functools import cache

from jinja2 import Environment, meta

from tests.house import tree

FOLDER = "templates/"
ENDINGS = (".html", ".txt", ".xml", ".css")
COMPONENTS = "govuk_frontend_jinja/"
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def list_templates() -> list[str]:
    """Every template by the name Jinja knows it by."""
    return [path.removeprefix(FOLDER) for path in tree.list_files("templates", endings=ENDINGS)]


def read_markup(name: str) -> str:
    """A template without its comments; their lines stay, so that numbers fit."""
    return COMMENT.sub(lambda found: "\n" * found[0].count("\n"), tree.read(FOLDER + name))


def list_references(name: str) -> set[str]:
    """Our own templates that a template refers to; `*` for one only known when it runs."""
    parsed = Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.i18n"]).parse(
        tree.read(FOLDER + name)
    )
    found = {reference or "*" for reference in meta.find_referenced_templates(parsed)}
    return {reference for reference in found if not reference.startswith(COMPONENTS)}


@cache
def list_words() -> frozenset[str]:
    """Every string constant of the code."""
    nodes = [node for path in tree.list_files(*tree.PACKAGES) for node in ast.walk(tree.parse(path))]
    return frozenset(
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def list_patterns() -> frozenset[str]:
    """Names the code puts together, such as `questions/*.html`."""
    nodes = [node for path in tree.list_files(*tree.PACKAGES) for node in ast.walk(tree.parse(path))]
    made = {_make_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)}
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
