"""Quotations proposed for a draft: permitted now, varied voices, nothing that looks like personal data."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd
from spacy.language import Language

from analysis import columns
from analysis.drafting.blocks import Excerpt
from analysis.drafting.material import ChosenQuotation
from analysis.key_points import choose_key_points
from analysis.quotations import choose_quotations
from analysis.redaction import find_identifiers
from consult.frames import items_frame, iterate_rows
from consult.models.readings import AnswerText, Respondent
from consult.services.draft_record import Placed, Record
from consult.services.judging_quotations import Passage
from consult.services.minority_views import Stances, find_minority, find_stances
from consult.services.redacting import list_of_question
from consult.vocabulary import Bucket

EACH_THEME = 2
MOST_EACH_THEME = 4
MOST_CANDIDATES = 40
MOST_OF_A_THEME = 10
FEW_APART = 8
FEWEST_WORDS = 8
# Words of organisations' names that say nothing of which one it is.
_GENERAL = """
    association authority board body borough centre charity city college community council county department
    district drop enforcement families family fire forum foundation group groups health homes hospital
    hospitals house housing immigration initiative integrated legal light mental network office partnership
    police project public region regional rescue school service services settlement social society support
    team trust town union university voluntary volunteers welcome with women workshop young
"""
GENERAL_NAMES = frozenset(_GENERAL.split())
_WORD = re.compile(r"\w{4,}")


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

    def choose_points(
        self,
        placed: Iterable[Placed],  # noqa: ARG002 - as the protocol says
        theme_keys: Sequence[str],  # noqa: ARG002 - as the protocol says
    ) -> tuple[ChosenQuotation, ...]:
        """Choose none."""
        return ()


@dataclass
class Chooser:
    """Proposes quotations one part of the draft after another, remembering who has been quoted."""

    record: Record
    nlp: Language | None
    _answers: dict[str, AnswerText] = field(default_factory=dict)
    _unsettled: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _quoted: Counter[str] = field(default_factory=Counter)
    _campaigns: set[str] = field(default_factory=set)
    _stances: Stances = field(default_factory=dict)

    def __post_init__(self) -> None:
        readings = (self.record.returns, self.record.accounts)
        self._answers = {row.answer_id: row for reading in readings for row in reading.rows}
        self._stances = find_stances(self.record)

    def choose(
        self, placed: Iterable[Placed], *, limit: int | None = None, not_again: Collection[str] = ()
    ) -> tuple[ChosenQuotation, ...]:
        """Choose among these passages. not_again: responses that were quoted in the same part.

        limit: by default one for each sector that spoke and one for who sees it otherwise, two to four.
        """
        permitted = self._list_permitted(placed, not_again)
        if not permitted:
            return ()
        apart = find_minority(permitted, self._stances)
        best = self._pick_candidates(permitted, apart)
        room = limit or self._count_places(best, apart)
        frame = self._make_frame(best)
        chosen = choose_quotations(frame, limit=room, min_words=FEWEST_WORDS, minority=apart)
        return self._take_all(best, chosen)

    def choose_points(
        self, placed: Iterable[Placed], theme_keys: Sequence[str]
    ) -> tuple[ChosenQuotation, ...]:
        """Choose the key points of a question: one passage for each of these themes, whose best it is."""
        own = [one for one in self._list_permitted(placed, ()) if one.rank == 1]
        by_theme = [[one for one in own if one.theme_key == key][:MOST_OF_A_THEME] for key in theme_keys]
        best = [one for of_theme in by_theme for one in of_theme]
        if not best:
            return ()
        themes = {one.segment_id: one.theme_key for one in best}
        frame = self._make_frame(best)
        frame["group"] = [themes[segment_id] for segment_id in frame["segment_id"]]
        return self._take_all(best, choose_key_points(frame, min_words=FEWEST_WORDS))

    def _make_frame(self, best: Sequence[Placed]) -> pd.DataFrame:
        self._look_for_identifiers(best)
        return columns.make_frame([self._describe(one) for one in best], columns.CANDIDATES)

    def _take_all(self, best: Sequence[Placed], chosen: pd.DataFrame) -> tuple[ChosenQuotation, ...]:
        by_id = {one.segment_id: one for one in best}
        return tuple(self._take(by_id[row.segment_id]) for row in iterate_rows(chosen))

    def _count_places(self, best: Sequence[Placed], apart: Collection[str]) -> int:
        sectors = {self._answers[one.answer_id].respondent.sector for one in best}
        return min(max(EACH_THEME, len(sectors) + bool(apart)), MOST_EACH_THEME)

    def _pick_candidates(self, permitted: Sequence[Placed], apart: Collection[str]) -> list[Placed]:
        """Pick the best, every sector's in turn, and of those who see it otherwise the best few."""
        turns: Counter[str] = Counter()
        order = {}
        for place, one in enumerate(permitted):
            sector = self._answers[one.answer_id].respondent.sector or ""
            turns[sector] += 1
            order[one.segment_id] = (turns[sector], place)
        picked = sorted(permitted, key=lambda one: order[one.segment_id])[:MOST_CANDIDATES]
        others = [one for one in permitted if one.segment_id in apart][:FEW_APART]
        return list({one.segment_id: one for one in (*picked, *others)}.values())

    def _list_permitted(self, placed: Iterable[Placed], not_again: Collection[str]) -> list[Placed]:
        """List the passages that may be quoted and still stand as they were, each once, best first."""
        found = {
            one.segment_id: one for one in placed if self._may_quote(one) and one.response_id not in not_again
        }
        return sorted(found.values(), key=lambda one: (one.rank, -one.score, one.segment_id))

    def _may_quote(self, one: Placed) -> bool:
        answer = self._answers.get(one.answer_id)
        if answer is None or one.revision_id != answer.revision_id or self._is_refused(one):
            return False
        analysed = self.record.states.get(one.response_id) is Bucket.ANALYSED
        used = self._find_campaign(one) in self._campaigns
        return analysed and answer.respondent.may_quote and not used

    def _find_campaign(self, one: Placed) -> str:
        """The campaign whose wording a passage is; what somebody added to it is nobody else's."""
        found = self.record.found
        return found.campaigns[one.answer_id] if found.is_shared(one.answer_id, one.segment_id) else ""

    def _is_refused(self, one: Placed) -> bool:
        passage = Passage(one.response_id, one.question_id, one.start, one.end)
        return any(refused.overlaps(passage) for refused in self.record.refused)

    def _look_for_identifiers(self, candidates: Sequence[Placed]) -> None:
        """Of an experience that a person checked, what they said of each suggestion stands."""
        wanted = dict.fromkeys(one.answer_id for one in candidates if one.answer_id not in self._unsettled)
        rows = [self._answers[key] for key in wanted]
        checked = [row for row in rows if row.response_id in self.record.checked]
        others = [row for row in rows if row.response_id not in self.record.checked]
        self._unsettled.update({row.answer_id: self._list_taken_out(row) for row in checked})
        self._unsettled.update({row.answer_id: [] for row in others})
        for row in iterate_rows(find_identifiers(items_frame(others), nlp=self.nlp)):
            self._unsettled[row.item_id].append((row.start, row.end))

    def _list_taken_out(self, row: AnswerText) -> list[tuple[int, int]]:
        kept = list_of_question(self.record.checked[row.response_id], row.question_id)
        return [(one.start, one.end) for one in kept if one.is_taken_out]

    def _describe(self, one: Placed) -> dict[str, object]:
        answer = self._answers[one.answer_id]
        respondent, text = answer.respondent, answer.text[one.start : one.end]
        overlapping = any(
            start < one.end and one.start < end for start, end in self._unsettled[one.answer_id]
        )
        return {
            "segment_id": one.segment_id,
            "item_id": one.answer_id,
            "respondent_id": one.response_id,
            "group": respondent.sector.value if respondent.sector else "",
            "campaign_id": self._find_campaign(one),
            "text": text,
            "score": one.score - one.rank - self._quoted[one.response_id],
            "has_identifiers": overlapping or gives_away(text, respondent),
        }

    def _take(self, one: Placed) -> ChosenQuotation:
        """Remember the choice. Who is quoted is named only at use, so that permission can be taken back."""
        answer = self._answers[one.answer_id]
        self._quoted[one.response_id] += 1
        if campaign := self._find_campaign(one):
            self._campaigns.add(campaign)
        excerpt = Excerpt(one.response_id, one.question_id, one.start, one.end)
        return ChosenQuotation(excerpt, "", one.language or answer.language or "und")


def gives_away(text: str, respondent: Respondent) -> bool:
    """Tell whether a passage names the organisation that it must not be attributed to."""
    if respondent.may_attribute or not respondent.organisation:
        return False
    telling = {word for word in _list_words(respondent.organisation) if word not in GENERAL_NAMES}
    return bool(telling & set(_list_words(text)))


def _list_words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def list_used(quotations: Iterable[ChosenQuotation]) -> list[str]:
    """List whose words these are, by response."""
    return [one.excerpt.response_id for one in quotations]
