"""How right suggested tags are, by language, from the passages that suggestions never learn from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.calibration import Calibration, calibrate
from analysis.held_out import is_held_out
from analysis.tables.intervals import Interval, find_share
from consult.models.analysis import AnalysisRun
from consult.queries.next_passages import TagOnPassage, list_tags_looked_over
from consult.queries.viewer import Viewer
from consult.services.tags import coding
from consult.vocabulary import CodingState

ALL = ""


@dataclass(frozen=True)
class Accuracy:
    """Of suggested tags decided about, those accepted; of the tags that people gave, those suggested.

    language: ALL for every language together.
    """

    language: str
    passages: int
    decided: int
    given: int
    right: int

    @property
    def accepted_share(self) -> Interval | None:
        """The share of suggestions that people accepted, with its 95% interval."""
        return find_share(self.right, self.decided)

    @property
    def suggested_share(self) -> Interval | None:
        """The share of people's tags that had been suggested, with its 95% interval."""
        return find_share(self.right, self.given)


def list_tags_drawn(session: Session, viewer: Viewer, run: AnalysisRun) -> list[TagOnPassage]:
    """List the tags on passages drawn at random and looked over: by them suggestions are measured."""
    return [one for one in list_tags_looked_over(session, viewer, run) if _is_drawn(one)]


def measure_suggestions(tags: Sequence[TagOnPassage]) -> list[Accuracy]:
    """Measure all languages together, then each, the most looked at first; empty before anybody looked."""
    spoken = Counter(language for language, *_ in {_name_passage(one) for one in tags})
    each = [language for language, _ in sorted(spoken.items(), key=lambda one: (-one[1], one[0]))]
    return [_measure(language, tags) for language in ([ALL, *each] if tags else [])]


def measure_scores(tags: Sequence[TagOnPassage]) -> Calibration:
    """Measure whether scores mean what they say: of tags suggested and decided about."""
    latest = {_name_tag(one): one.state for one in tags if one.state in coding.DECIDED}
    return calibrate(
        (one.score, latest[_name_tag(one)] is CodingState.ACCEPTED)
        for one in tags
        if one.state is CodingState.SUGGESTED and one.score is not None and _name_tag(one) in latest
    )


def _measure(language: str, tags: Iterable[TagOnPassage]) -> Accuracy:
    wanted = [one for one in tags if language in (ALL, one.language)]
    suggested = {_name_tag(one) for one in wanted if one.state is CodingState.SUGGESTED}
    latest = {_name_tag(one): one.state for one in wanted if one.state in coding.DECIDED}
    given = {tag for tag, state in latest.items() if state is CodingState.ACCEPTED}
    passages = {_name_passage(one) for one in wanted}
    return Accuracy(
        language, len(passages), len(suggested & latest.keys()), len(given), len(suggested & given)
    )


def _is_drawn(one: TagOnPassage) -> bool:
    return is_held_out(f"{one.answer_id}:{one.number}")


def _name_passage(one: TagOnPassage) -> tuple[str, str, int]:
    return one.language, one.answer_id, one.number


def _name_tag(one: TagOnPassage) -> tuple[str, int, str | None]:
    return one.answer_id, one.number, one.code_id
