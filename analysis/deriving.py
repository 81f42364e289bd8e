"""Steps on one text each: looked up in the store first, the rest done in parts, each part kept when done.

A killed run loses at most one part. Each result depends on its own text alone, so that one part at a time,
all in one, or some from the store give the same. The functions of a step can be imported anywhere; they take
and return strings and numbers.
"""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from analysis.progress import QUIET, Watch
from analysis.store import NO_STORE, Shelf, Store

PART_ROWS = 1_000
T = TypeVar("T", bound=Hashable)
R = TypeVar("R")


@dataclass(frozen=True)
class Step(Generic[T, R]):
    """One step. do: a result for each thing. make_key: names a thing. batch: things between two stops."""

    title: str
    shelf: Shelf
    do: Callable[[Sequence[T]], Sequence[R]]
    make_key: Callable[[T], bytes]
    encode: Callable[[R], bytes]
    decode: Callable[[bytes], R]
    batch: int = 250
    part: int = PART_ROWS


@dataclass(frozen=True)
class Deriver:
    """Does steps with a store and a watch; counts what it had to do by step."""

    store: Store = NO_STORE
    watch: Watch = QUIET
    done: dict[str, int] = field(default_factory=dict)

    def derive(self, step: Step[T, R], things: Sequence[T], open: Sequence[bool]) -> list[R]:
        """Give the result for each thing, doing each different one once. open: whether each may be stored."""
        may_store: dict[T, bool] = {}
        for thing, is_open in zip(things, open, strict=True):
            may_store[thing] = may_store.get(thing, False) or is_open
        results = self._look_up(step, [thing for thing, may in may_store.items() if may])
        missing = [thing for thing in may_store if thing not in results]
        self.done[step.shelf.name] = self.done.get(step.shelf.name, 0) + len(missing)
        for start in range(0, len(missing), step.part):
            part = missing[start : start + step.part]
            made = self._do(step, part, start, len(missing))
            kept = {thing: result for thing, result in made.items() if may_store[thing]}
            self.store.keep(
                step.shelf, {step.make_key(thing): step.encode(result) for thing, result in kept.items()}
            )
            results.update(made)
        self.watch.tell(step.title, len(missing), len(missing))
        return [results[thing] for thing in things]

    def _look_up(self, step: Step[T, R], things: Sequence[T]) -> dict[T, R]:
        keys = {thing: step.make_key(thing) for thing in things}
        found = self.store.find(step.shelf, list(keys.values()))
        return {thing: step.decode(found[key]) for thing, key in keys.items() if key in found}

    def _do(self, step: Step[T, R], part: Sequence[T], before: int, total: int) -> dict[T, R]:
        made: dict[T, R] = {}
        for start in range(0, len(part), step.batch):
            self.watch.tell(step.title, before + start, total)
            batch = part[start : start + step.batch]
            made.update(zip(batch, step.do(batch), strict=True))
        return made


def encode_json(result: Any) -> bytes:
    """Write a result of strings and numbers."""
    return json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode_json(content: bytes) -> Any:
    """Read a result of strings and numbers."""
    return json.loads(content.decode("utf-8", "surrogatepass"))
