"""How far a suggestion in a language can be trusted, in a few words to stand beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.calibration import Trust
from analysis.language_tests import WEAK_UNDER, find_right_of_100
from consult.models.analysis import AnalysisRun
from consult.services.tags.measuring_suggestions import Accuracy
from consult.vocabulary import LANGUAGES


@dataclass(frozen=True)
class Reliability:
    """What people decided in each language on passages drawn at random; of tests only where they apply.

    scores: how far scores can be trusted.
    """

    measured: Mapping[str, Accuracy]
    scores: Trust
    has_model: bool

    def say_score(self, score: float) -> str:
        """“, 60%”; nothing where people showed that 60% is not the chance that the tag fits."""
        return f", {score:.0%}" if self.scores in (Trust.AS_SAID, Trust.TOO_FEW) else ""

    def say(self, language: str) -> str:
        """“in Somali 12 of 20 accepted”; before anybody looked, what tests of the language model said."""
        name = LANGUAGES[language].english_name if language in LANGUAGES else language or "this language"
        found = self.measured.get(language)
        if found is not None and found.decided:
            return f"in {name} {found.right:,} of {found.decided:,} accepted"
        right = find_right_of_100(language) if self.has_model else None
        if right is None:
            return f"not yet known in {name}"
        tests = f"weak in tests ({right} of 100)" if right < WEAK_UNDER else f"{right} of 100 in tests"
        return f"not yet known in {name}; {tests}"


def find_reliability(run: AnalysisRun, measured: Iterable[Accuracy], scores: Trust) -> Reliability:
    """What can be said of the suggestions of a run.

    measured, scores: nothing and too few for readers who may not see figures.
    """
    missing = {one.get("name") for one in run.manifest.get("missing_models", ())}
    by_language = {one.language: one for one in measured if one.language}
    return Reliability(by_language, scores, "vectors" not in missing)
