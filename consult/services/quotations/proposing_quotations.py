"""What whatever proposes quotations has to do; the one that does it is heavy to load."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.drafting.material import ChosenQuotation
from consult.services.drafts.draft_record import Placed
from consult.services.identifiers.finding_in_returns import Looked


@dataclass(frozen=True)
class Completed:
    """What is quoted of a theme, and which sectors that raised it are not, each with why (unquoted.WHY)."""

    quotations: tuple[ChosenQuotation, ...]
    unquoted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Points:
    """The key points of a question; where there is none, why (key_points)."""

    quotations: tuple[ChosenQuotation, ...] = ()
    why_none: str = ""


class Chooses(Protocol):
    """Whatever proposes quotations for a part of a draft."""

    def choose(
        self, placed: Iterable[Placed], *, limit: int | None = None, not_again: Collection[str] = ()
    ) -> tuple[ChosenQuotation, ...]:
        """Choose among these passages."""

    def complete(
        self,
        placed: Iterable[Placed],
        quoted: tuple[ChosenQuotation, ...],
        *,
        not_again: Collection[str] = (),
    ) -> Completed:
        """Let the sectors speak that are not quoted of these passages yet."""

    def choose_points(self, placed: Iterable[Placed], theme_keys: Sequence[str]) -> Points:
        """Choose one passage for each of these themes."""

    def list_looked(self) -> tuple[Looked, ...]:
        """What was found in the texts of returns that it looked through so far."""


class NoQuotations:
    """Proposes nothing: for counting again, which quotes nobody."""

    def choose(
        self,
        placed: Iterable[Placed],  # noqa: ARG002 - as the protocol says
        *,
        limit: int | None = None,  # noqa: ARG002 - as the protocol says
        not_again: Collection[str] = (),  # noqa: ARG002 - as the protocol says
    ) -> tuple[ChosenQuotation, ...]:
        """Choose none."""
        return ()

    def complete(
        self,
        placed: Iterable[Placed],  # noqa: ARG002 - as the protocol says
        quoted: tuple[ChosenQuotation, ...],
        *,
        not_again: Collection[str] = (),  # noqa: ARG002 - as the protocol says
    ) -> Completed:
        """Add none."""
        return Completed(quoted)

    def choose_points(
        self,
        placed: Iterable[Placed],  # noqa: ARG002 - as the protocol says
        theme_keys: Sequence[str],  # noqa: ARG002 - as the protocol says
    ) -> Points:
        """Choose none."""
        return Points()

    def list_looked(self) -> tuple[Looked, ...]:
        """It looked at nothing."""
        return ()
