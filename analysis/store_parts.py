"""One part of a stored step as bytes: keys and results, the same bytes for the same results, self-checking.

A magic word, the number of rows, the keys, the lengths of the results, the results, and the hash of all.
"""

from collections.abc import Mapping
from hashlib import sha256

import numpy as np

from analysis.store import KEY_BYTES

_MAGIC = b"part1\n"
_HASH_BYTES = 32


def write_part(results: Mapping[bytes, bytes]) -> bytes:
    """Write results as bytes, in the order of their keys."""
    keys = sorted(results)
    lengths = np.array([len(results[key]) for key in keys], dtype="<u4")
    count = len(keys).to_bytes(4, "little")
    body = b"".join([_MAGIC, count, *keys, lengths.tobytes(), *(results[key] for key in keys)])
    return body + sha256(body).digest()


def read_part(content: bytes) -> dict[bytes, bytes] | None:
    """Read results back; None when the bytes are not a whole part."""
    body, found = content[:-_HASH_BYTES], content[-_HASH_BYTES:]
    if not body.startswith(_MAGIC) or sha256(body).digest() != found:
        return None
    start = len(_MAGIC) + 4
    count = int.from_bytes(body[len(_MAGIC) : start], "little")
    middle = start + count * KEY_BYTES
    keys = [body[at : at + KEY_BYTES] for at in range(start, middle, KEY_BYTES)]
    lengths = np.frombuffer(body, dtype="<u4", count=count, offset=middle)
    ends = (middle + 4 * count + np.cumsum(lengths, dtype=np.int64)).tolist()
    starts = [middle + 4 * count, *ends][:count]
    return {key: body[first:last] for key, first, last in zip(keys, starts, ends, strict=True)}
