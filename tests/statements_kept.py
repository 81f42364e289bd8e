"""SQL that was put together for one database of these tests, kept for the next one.

Each test has databases of its own, so that the library would put every statement together anew for each of
them, which took a tenth of such a test's time. Kept is only what the same statement gives on the same kind
and version of database; values are no part of it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

MANY = 5000


@pytest.fixture(scope="session", autouse=True)
def statements_kept() -> Iterator[None]:
    """Let every database of these tests use the statements of the others of its kind."""
    kept: LRUCache[Any, Any] = LRUCache(MANY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "__eq__", _are_of_one_kind)
        patch.setattr(DefaultDialect, "__hash__", lambda dialect: hash(type(dialect)))
        patch.setattr(Engine, "_compiled_cache", property(lambda _: kept, lambda *_: None), raising=False)
        yield


def _are_of_one_kind(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other) and _describe(one) == _describe(other)


def _describe(dialect: Any) -> tuple[object, ...]:
    version = getattr(dialect, "server_version_info", None)
    return version, dialect.paramstyle, dialect.insertmanyvalues_page_size, dialect.use_insertmanyvalues
