"""Compare two exact versions section by section, as both may be shown at this moment."""

from dataclasses import dataclass

from consult.services.drafts.comparing_texts import Compared, compare_shown
from consult.services.versions.shown_versions import ShownPart, ShownVersion


@dataclass(frozen=True)
class ComparedSection:
    """A section of two versions. is_old, is_new: whether the earlier and the later one have it."""

    key: str
    title: str
    is_old: bool
    is_new: bool
    blocks: list[Compared]

    @property
    def is_same(self) -> bool:
        """Whether it reads as it did."""
        return self.is_old and self.is_new and all(one.is_same for one in self.blocks)


def compare_versions(old: ShownVersion, new: ShownVersion) -> list[ComparedSection]:
    """Compare two versions; sections in the order of the later one, those that it lacks at the end."""
    before, after = ({one.key: one for one in version.sections} for version in (old, new))
    keys = [*after, *(key for key in before if key not in after)]
    return [_compare(before.get(key), after.get(key)) for key in keys]


def _compare(old: ShownPart | None, new: ShownPart | None) -> ComparedSection:
    one = new or old
    assert one is not None
    blocks = compare_shown(old.blocks if old else (), new.blocks if new else ())
    return ComparedSection(one.key, one.title, old is not None, new is not None, blocks)
