"""What several consultations received, as one: who, when, where, and which tags stand on their passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from analysis.tables.trends import Sought
from analysis.tables.units import Raised
from consult.models.readings import Reading
from consult.queries.campaigns import find_counted, find_own
from consult.queries.tables import find_people, list_analysed, list_segments
from consult.queries.trends import AnalysedConsultation, find_looked_at, find_sought
from consult.queries.viewer import Viewer
from consult.services.counting.asked_tables import GAPS
from consult.services.tags.gathering_tags import Tagged, list_tagged
from consult.services.trends.pairing_gaps import pair_gaps, split_gap


@dataclass(frozen=True)
class Material:
    """answers: whose each is; passages: with their answer; tags: of each passage; labels: by key, in order.

    consultations: of each respondent. sought: by consultation. Nobody's words are in it.
    """

    answers: Mapping[str, str]
    passages: Sequence[tuple[str, str]] = field(repr=False)
    tags: Mapping[str, Sequence[str]] = field(repr=False)
    labels: Mapping[str, str]
    consultations: Mapping[str, str]
    people: Mapping[str, int]
    shared: frozenset[str]
    own: frozenset[str]
    looked_at: frozenset[str]
    sought: Mapping[str, set[str]]

    def raise_by(self, groups: Mapping[str, str]) -> Raised:
        """What these respondents raised, each in a group."""
        answers = {key: (one, groups[one]) for key, one in self.answers.items() if one in groups}
        segments = [
            (key, answer, label)
            for key, answer in self.passages
            if answer in answers
            for label in self.tags.get(key) or ("",)
        ]
        return Raised(answers, segments, self.people, self.shared & answers.keys(), self.own)

    def find_looked_pct(self, respondents: Mapping[str, str]) -> float | None:
        """How much of what these respondents said people looked through; None where they said nothing."""
        theirs = {key for key, answer in self.passages if self.answers.get(answer) in respondents}
        return 100 * len(theirs & self.looked_at) / len(theirs) if theirs else None

    def find_sought_in(self, consultation_ids: Sequence[str]) -> dict[str, Sought]:
        """In how many of these consultations each tag was looked for."""
        found = {
            key: sum(self.sought[one].issuperset(split_gap(key)) for one in consultation_ids)
            for key in self.labels
        }
        every = len(consultation_ids)
        return {
            key: Sought.ALL if number == every else Sought.SOME if number else Sought.NONE
            for key, number in found.items()
        }


def gather_material(
    session: Session,
    viewer: Viewer,
    sources: Sequence[AnalysedConsultation],
    reading: Reading,
    given_to: Mapping[str, str],
    *,
    rows: str,
) -> Material:
    """Gather what the last run of each consultation looked at, of those who may be counted.

    given_to: the consultation of each response; what was told elsewhere counts where it was looked at.
    """
    permitted = {one.response_id for one in reading.respondents}
    runs = [one.run for one in sources]
    looked = {run.consultation_id: list_analysed(session, viewer, run.id) for run in runs}
    found = [(one, key) for key, analysed in looked.items() for one in analysed]
    answers = {one.answer_id: one.response_id for one, _ in found if one.response_id in permitted}
    looked_by = {one.response_id: key for one, key in found}
    tagged = [one for run in runs for one in list_tagged(session, run.id)]
    labels, tags = pair_gaps(tagged) if rows == GAPS else _list_tags(tagged, accepted_only=rows == "decided")
    codes = {code for key in labels for code in split_gap(key)}
    passages = dict(pair for run in runs for pair in list_segments(session, viewer, run.id))
    return Material(
        answers=answers,
        passages=[(key, answer) for key, answer in passages.items() if answer in answers],
        tags=tags,
        labels=labels,
        consultations=looked_by | {one: key for one, key in given_to.items() if key in looked},
        people={
            key: number
            for run in runs
            for key, number in find_people(session, viewer, run.consultation_id).items()
        },
        shared=frozenset(key for run in runs for key in find_counted(session, viewer, run.id)),
        own=frozenset(key for run in runs for key in find_own(session, viewer, run.id)),
        looked_at=frozenset(key for run in runs for key in find_looked_at(session, viewer, run.id)),
        sought={run.consultation_id: find_sought(session, viewer, run, codes) for run in runs},
    )


def _list_tags(
    tagged: Sequence[Tagged], *, accepted_only: bool
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Names by key, subjects first, then kinds, each in the order of their names; and each passage's tags."""
    ordered = sorted(tagged, key=lambda one: (one.is_kind, one.label, one.code))
    found: dict[str, dict[str, None]] = {}
    for one in tagged:
        if one.accepted or not accepted_only:
            found.setdefault(one.segment_id, {})[one.code] = None
    return {one.code: one.label for one in ordered}, {key: list(codes) for key, codes in found.items()}
