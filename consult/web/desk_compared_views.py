"""What a page that compares two texts needs: each block with what became of it, said in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from consult.services.drafts.comparing_texts import Compared
from consult.services.drafts.documenting import ShownBlock
from consult.web.desk_draft_views import describe_block

SAME, OUT, IN, CHANGED = "same", "out", "in", "changed"
LABELS = {OUT: "Taken out", IN: "Put in", CHANGED: "Changed"}
SAID = {OUT: "taken out", IN: "put in", CHANGED: "changed"}


@dataclass(frozen=True)
class DescribedSection:
    """Blocks for the template, each with its mark, and what differs in a sentence. level: of its heading."""

    blocks: list[dict[str, object]]
    said: str
    level: int
    place: str = ""


def describe_section(compared: Sequence[Compared], slug: str, place: str = "") -> DescribedSection:
    """Describe what became of each block of a section. place: names it where a page holds several."""
    blocks = [_describe(one, slug) for one in compared]
    counted = Counter(str(one["mark"]) for one in blocks)
    parts = [f"{counted[mark]} {SAID[mark]}" for mark in SAID if counted[mark]]
    first = next((one.new or one.old for one in compared), None)
    level = getattr(first.block, "level", 1) if first else 1
    said = f"Of its parts {', '.join(parts)}." if parts else "The two read the same."
    return DescribedSection(blocks, said, level, place)


def _describe(one: Compared, slug: str) -> dict[str, object]:
    mark = _find_mark(one)
    return {
        "mark": mark,
        "label": LABELS.get(mark, ""),
        "said": SAID.get(mark, ""),
        "old": _describe_block(one.old, slug),
        "new": _describe_block(one.new, slug),
        "lines": one.lines,
    }


def _find_mark(one: Compared) -> str:
    if one.is_same:
        return SAME
    return IN if one.old is None else OUT if one.new is None else CHANGED


def _describe_block(shown: ShownBlock | None, slug: str) -> dict[str, object] | None:
    return describe_block(shown, slug) if shown else None
