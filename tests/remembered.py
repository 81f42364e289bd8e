"""Every text that functions remember between calls, in this process."""

import gc
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_KIND = type(lru_cache(lambda: None))
_PROOF = "remembered to prove that caches can be read"


@lru_cache
def _remember(text: str) -> str:
    return text


def list_remembered() -> list[str]:
    """List the texts in the caches of all functions, ours and others', and in what `re` has compiled."""
    _remember(_PROOF)
    modules = [value for module in list(sys.modules.values()) for value in list(vars(module).values())]
    caches = {id(one): one for one in [*modules, *gc.get_objects()] if isinstance(one, _KIND)}
    kept = [*_list_texts([gc.get_referents(one) for one in caches.values()])]
    assert _PROOF in kept
    return [*kept, *_list_texts(re._cache)]  # type: ignore[attr-defined] # there is no public way to see it


def _list_texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        yield from _list_texts([*thing, *thing.values()])
    elif isinstance(thing, tuple | list | frozenset | set):
        for part in thing:
            yield from _list_texts(part)
