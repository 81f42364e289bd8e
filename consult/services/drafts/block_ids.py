"""Ids of blocks that were read from text: each keeps the id of the block it was, where that can be told."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from analysis.drafting.blocks import Block


def keep_ids(
    made: Sequence[Block], before: Sequence[Block], write: Callable[[Block], str]
) -> tuple[Block, ...]:
    """Give each block the id of the one it was; a new one gets one of its own words."""
    texts, earlier = [write(block) for block in made], [write(block) for block in before]
    ids = {place: block.id for place, block in enumerate(made) if block.id}
    taken = set(ids.values())
    for tag, start, end, new_start, new_end in SequenceMatcher(None, earlier, texts, False).get_opcodes():
        if tag in {"equal", "replace"}:
            for old, new in zip(range(start, end), range(new_start, new_end), strict=False):
                same_kind = type(before[old]) is type(made[new])
                if new not in ids and same_kind and before[old].id not in taken:
                    ids[new] = before[old].id
                    taken.add(before[old].id)
    return tuple(replace(block, id=ids.get(n) or _make_id(texts[n], taken)) for n, block in enumerate(made))


def _make_id(text: str, taken: set[str]) -> str:
    stem = f"own.{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
    id = next(name for n in range(len(taken) + 1) if (name := f"{stem}.{n}" if n else stem) not in taken)
    taken.add(id)
    return id
