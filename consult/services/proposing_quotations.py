"""What whatever proposes quotations has to do; the one that does it is heavy to load."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from analysis.drafting.material import ChosenQuotation
from consult.services.draft_record import Placed


class Chooses(Protocol):
    """Whatever proposes quotations for a part of a draft."""

    def choose(
        self, placed: Iterable[Placed], *, limit: int | None = None, not_again: Collection[str] = ()
    ) -> tuple[ChosenQuotation, ...]:
        """Choose among these passages."""

    def choose_points(
        self, placed: Iterable[Placed], theme_keys: Sequence[str]
    ) -> tuple[ChosenQuotation, ...]:
        """Choose one passage for each of these themes."""
