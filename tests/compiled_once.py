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

Build = Callable[..., tuple[str, str]]


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
        patch.setattr(Rule, "_compile_builder", _keep_builders(Rule._compile_builder))
        yield


def _name(bucket: Bucket) -> tuple[object, ...]:
    jinja = bucket.environment
    blocks = (jinja.trim_blocks, jinja.lstrip_blocks, *sorted(jinja.extensions))
    return (bucket.key, bucket.checksum, blocks, frozenset(jinja.filters), frozenset(jinja.tests))


def _keep_builders(compile_builder: Callable[[Rule, bool], Build]) -> Callable[..., Build]:
    """Compile once what puts an address together; what it says depends on the rule's parts alone."""
    kept: dict[tuple[object, ...], Build] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Build:
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        parts: list[Any] = rule._trace
        name = (rule.rule, tuple(parts), append_unknown)
        if name not in kept:
            kept[name] = compile_builder(rule, append_unknown)
        return kept[name]

    return compile_once
