"""What can be set about an analysis. The defaults suit a regional consultation on a laptop."""

from dataclasses import asdict, dataclass

from analysis import errors
from analysis.tables.limits import LEAST_SMALL_NUMBER, USUAL_SMALL_NUMBER


@dataclass(frozen=True)
class Settings:
    """The settings of one analysis; every one of them is written into the manifest."""

    min_coding_score: float = 0.10
    """Suggestions with a lower probability are left out."""
    theme_count: int = 0
    """How many themes to find; 0 lets stability choose."""
    max_themes: int = 20
    """The most themes that stability may choose."""
    max_key_phrases: int = 8
    """Key phrases kept for each theme."""
    max_vectors: int = 20_000
    """Different texts read by the meaning model; beyond that, vectors are estimated from the words."""
    max_fitted: int = 20_000
    """Different texts from which themes are found; the rest are assigned to the themes found."""
    subsamples: int = 10
    """Subsamples of 80% by which stability is measured."""
    min_accounts_per_phrase: int = 3
    """Locked accounts that must share a phrase before it may name a theme."""
    small_number: int = USUAL_SMALL_NUMBER
    """Counts from 1 to one below it are hidden in tables by group."""
    batch_size: int = 64
    """Texts between two looks at whether to stop."""

    def __post_init__(self) -> None:
        self._check("min_coding_score", 0 <= self.min_coding_score <= 1, "it must be from 0 to 1")
        self._check("theme_count", 0 <= self.theme_count <= 99, "it must be from 0 to 99")
        self._check("max_themes", 1 <= self.max_themes <= 99, "it must be from 1 to 99")
        self._check("max_key_phrases", 1 <= self.max_key_phrases <= 50, "it must be from 1 to 50")
        self._check("max_vectors", self.max_vectors >= 1, "it must be at least 1")
        self._check("max_fitted", self.max_fitted >= 50, "it must be at least 50")
        self._check("subsamples", self.subsamples >= 2, "it must be at least 2")
        self._check("min_accounts_per_phrase", self.min_accounts_per_phrase >= 3, "fewer could name a person")
        self._check("small_number", self.small_number >= LEAST_SMALL_NUMBER, "a hidden count could only be 1")
        self._check("batch_size", self.batch_size >= 1, "it must be at least 1")

    def _check(self, setting: str, fine: bool, reason: str) -> None:
        if not fine:
            raise errors.WrongSetting(setting=setting, value=getattr(self, setting), reason=reason)

    def list_values(self) -> dict[str, int | float]:
        """Map each setting to its value."""
        return asdict(self)


@dataclass(frozen=True)
class TableLimits:
    """How big a table may be."""

    max_bytes: int = 100_000_000
    max_rows: int = 200_000
    max_columns: int = 2_000
