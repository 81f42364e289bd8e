"""The random tenth of all segments that suggestions do not learn from.

Why: what was learnt cannot say how often the program is right; only what it was never told can.
"""

from hashlib import blake2b

SHARE = 0.1
_BYTES = 8
_LIMIT = int(SHARE * 256**_BYTES)


def is_held_out(segment_id: str) -> bool:
    """Whether a segment is in the tenth, the same in every run.

    segment_id: as in columns.SEGMENTS, `<item>:<number>`.
    """
    return draw(segment_id) < _LIMIT


def draw(segment_id: str) -> int:
    """Draw a number for a segment, from its id alone and so from nothing of its words."""
    drawn = blake2b(segment_id.encode("utf-8"), digest_size=_BYTES, person=b"held out").digest()
    return int.from_bytes(drawn, "big")
