"""The record that a draft is made from, as values: who sent what, where it stands, what was found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from analysis.drafting.figures import Rules
from analysis.drafting.material import Consultation, RegionalFact
from analysis.drafting.partner_positions import Positions
from analysis.identifier_patterns import Found as Find
from consult.models.readings import AnswerText, Reading, Respondent
from consult.services.counting.gathering_questions import AskedQuestion
from consult.services.counting.in_order import InOrder
from consult.services.experiences.judging_quotations import Passage
from consult.services.identifiers.finding_in_returns import Decisions
from consult.services.identifiers.redacting import Kept
from consult.services.quotations.attributing import Attributor
from consult.services.returns.sent_numbers import Council
from consult.services.tags.gathering_tags import Tagged
from consult.told import Told
from consult.vocabulary import Bucket, Sector


@dataclass(frozen=True)
class FoundTheme:
    """A theme of the run; a label that a person gave stands."""

    key: str
    label: str
    key_phrases: tuple[str, ...]
    stability: float


@dataclass(frozen=True)
class Placed:
    """A passage that belongs to a theme, by reference. language: None where it is locked or not known."""

    theme_key: str
    segment_id: str
    answer_id: str
    response_id: str
    question_id: str
    revision_id: str | None
    start: int
    end: int
    score: float
    rank: int
    language: str | None = None


@dataclass(frozen=True)
class Passages:
    """How many passages a response has, and how many of them are in no theme."""

    every: int
    left: int


@dataclass(frozen=True)
class Found:
    """What one run found. campaigns: answers that count as shared wording, each with its group.

    own: passages of people's own words beside shared wording, each with its answer. wholly_shared: responses
    of nothing but shared wording.
    """

    run_id: str
    analysed_on: date
    manifest: Mapping[str, Any]
    themes: tuple[FoundTheme, ...]
    placed: tuple[Placed, ...] = field(repr=False)
    campaigns: Mapping[str, str] = field(repr=False)
    tagged: tuple[Tagged, ...] = field(repr=False)
    own: Mapping[str, str] = field(default_factory=dict, repr=False)
    wholly_shared: frozenset[str] = field(default=frozenset(), repr=False)

    def is_shared(self, answer_id: str, segment_id: str) -> bool:
        """Whether a passage is shared wording, and not what somebody added to it."""
        return answer_id in self.campaigns and segment_id not in self.own

    def list_placed(self, answer_ids: Collection[str]) -> list[Placed]:
        """The passages of these answers that are in a theme, in the order of all."""
        return self._by_answer.pick(answer_ids)

    @cached_property
    def _by_answer(self) -> InOrder[Placed]:
        return InOrder(self.placed, lambda one: one.answer_id)


@dataclass(frozen=True)
class Record:
    """Everything that a draft needs, as it stood at one moment. `states`: where every response stands now.

    elsewhere_ids: of the experiences, those told elsewhere that this response draws on.
    vouched_ids: experiences that came through community groups. event_ids: those told at listening events.
    refused: passages that whoever said them does not want used. checked: what people took out of experiences
    that they checked for personal data, and what they left. settled: what people decided about personal data
    found in returns, by answer.
    rules: how its numbers may be said.
    bodies: whose a return is, as far as the directory knows; councils: those of the directory.
    handed_out: questions of which a table of themes by sector or area was handed out, alone or with others.
    passages: of each response; finds: what jobs found in returns, by answer; holds_leftover_back: a table
    that was handed out does not show how much is in no theme.
    characteristics: names of the tags that stand for each protected characteristic.
    positions: what partners said of the version that went round last.
    mark: stands for all that figures rest on (`noticing.mark_record`); the same mark, the same figures.
    """

    draft_id: str
    consultation_id: str
    mark: str
    about: Consultation
    rules: Rules
    found: Found
    questions: tuple[AskedQuestion, ...]
    returns: Reading = field(repr=False)
    accounts: Reading = field(repr=False)
    received_by: tuple[tuple[Sector | None, int], ...]
    states: Mapping[str, Bucket] = field(repr=False)
    account_ids: frozenset[str] = field(repr=False)
    dissenting: frozenset[str] = field(repr=False)
    attributor: Attributor = field(repr=False)
    refused: tuple[Passage, ...] = field(repr=False)
    checked: Mapping[str, Kept] = field(default_factory=dict, repr=False)
    settled: Decisions = field(default_factory=dict, repr=False)
    elsewhere_ids: frozenset[str] = field(default=frozenset(), repr=False)
    vouched_ids: frozenset[str] = field(default=frozenset(), repr=False)
    event_ids: frozenset[str] = field(default=frozenset(), repr=False)
    people_at_events: int = 0
    facts: tuple[RegionalFact, ...] = ()
    bodies: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    councils: tuple[Council, ...] = ()
    handed_out: frozenset[str] = frozenset()
    passages: Mapping[str, Passages] = field(default_factory=dict, repr=False)
    finds: Mapping[str, tuple[Find, ...]] = field(default_factory=dict, repr=False)
    holds_leftover_back: bool = False
    characteristics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    positions: Positions | None = None

    @property
    def small_number(self) -> int:
        """How many who raised something are told at least."""
        return self.rules.small_number

    @property
    def least_silent(self) -> int:
        """How many who did not raise it are told at least."""
        return self.rules.least_silent

    @property
    def late(self) -> int:
        """How many came in after the date that the document carries."""
        dates = [one.received_on for one in self.respondents.values()]
        return sum(1 for day in dates if day is not None and day > self.about.as_of)

    @property
    def locked(self) -> Told:
        """Experiences that were left out because they were locked."""
        return self.tell({id for id, why in self.accounts.left_out.items() if why is Bucket.LOCKED})

    @property
    def is_locked(self) -> bool:
        """Whether there is any of these."""
        return bool(self.locked)

    @cached_property
    def respondents(self) -> Mapping[str, Respondent]:
        """Everybody who could be read, by response."""
        return {one.response_id: one for one in (*self.returns.respondents, *self.accounts.respondents)}

    def tell(self, account_ids: Collection[str]) -> Told:
        """How many these experiences are."""
        return Told(len(account_ids), len(self.vouched_ids.intersection(account_ids)))

    def list_in_state(self, state: Bucket, *, accounts: bool) -> set[str]:
        """Ids of the returns, or of the experiences, that stand here."""
        here = {id for id, found in self.states.items() if found is state}
        return here & self.account_ids if accounts else here - self.account_ids

    def list_answers(self, question_ids: Collection[str]) -> list[AnswerText]:
        """What returns said to these questions, without the answers that are empty."""
        return self._said.pick(question_ids)

    @cached_property
    def _said(self) -> InOrder[AnswerText]:
        rows = (row for row in self.returns.rows if row.text.strip())
        return InOrder(rows, lambda row: row.question_id)
