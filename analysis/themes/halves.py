"""What is divided in two, and the parts: values that load nothing heavy."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spoken:
    """A passage. is_open: its words may name something; those of a locked account never do here."""

    id: str
    language: str
    text: str = field(repr=False)
    is_open: bool


@dataclass(frozen=True)
class Half:
    """One part: its proposed name, its key phrases and its passages, those nearest to its middle first."""

    label: str
    phrases: tuple[str, ...]
    ids: tuple[str, ...]
