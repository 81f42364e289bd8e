"""What every site made in a test compiles anew, kept for the next one: its templates and its addresses.

Nearly every test makes a site of its own, from the same templates and the same addresses. Compiling both took
half of such a test's time. Kept is only what the same text under the same settings always compiles to.
"""

from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

COMPILED = ("_parts", "_trace", "_converters", "arguments")
"""What compiling an address leaves at its rule, besides the two functions that put an address together."""


class KeptTemplates(BytecodeCache):
    """Compiled templates by name, text and the settings of Jinja that shape the code."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of the same text, if it was compiled before."""
        bucket.code = self.kept.get(_name(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        if bucket.code is not None:
            self.kept[_name(bucket)] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let every site of these tests use what an earlier one compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": KeptTemplates()})
        patch.setattr(Rule, "compile", _keep_addresses(Rule.compile))
        yield


def _name(bucket: Bucket) -> tuple[object, ...]:
    jinja = bucket.environment
    blocks = (jinja.trim_blocks, jinja.lstrip_blocks, *sorted(jinja.extensions))
    return (bucket.key, bucket.checksum, blocks, frozenset(jinja.filters), frozenset(jinja.tests))


def _keep_addresses(compile_rule: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """Compile each address once: what finds it, and what puts it together."""
    kept: dict[tuple[object, ...], dict[str, Any]] = {}

    def compile_once(rule: Rule) -> None:
        name = _describe(rule)
        if rule.defaults:
            compile_rule(rule)
        elif name in kept:
            build, build_unknown = kept[name]["builders"]
            vars(rule).update({one: kept[name][one] for one in COMPILED})
            rule._build, rule._build_unknown = build.__get__(rule), build_unknown.__get__(rule)
        else:
            compile_rule(rule)
            builders = (rule._build.__func__, rule._build_unknown.__func__)  # type: ignore[attr-defined]
            kept[name] = {one: vars(rule)[one] for one in COMPILED} | {"builders": builders}

    return compile_once


def _describe(rule: Rule) -> tuple[object, ...]:
    where = rule.map
    kinds = frozenset(where.converters.items())
    return (rule.rule, rule.host, rule.subdomain, where.host_matching, rule.merge_slashes, kinds)
