"""Quotations proposed for a draft: permitted now, varied voices, nothing that looks like personal data."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd
from spacy.language import Language

from analysis import columns
from analysis.drafting.blocks import Excerpt
from analysis.drafting.material import ChosenQuotation
from analysis.drafting.views import OTHERWISE
from analysis.identifier_patterns import Found
from analysis.key_points import choose_key_points, explain_none
from analysis.missing_points import UNQUOTABLE
from analysis.points_made import PointScale
from analysis.quotations import choose_quotations, is_of_fit_length, list_fitting
from analysis.redaction import find_identifiers
from analysis.vectors import Meaning
from consult.config import MOST_QUOTATIONS
from consult.frames import items_frame, iterate_rows
from consult.models.readings import AnswerText
from consult.services.drafts.draft_record import Placed, Record
from consult.services.drafts.record_words import key_of_sector
from consult.services.experiences.judging_quotations import Passage
from consult.services.identifiers.finding_in_returns import Looked, list_barred
from consult.services.identifiers.redacting import list_of_question
from consult.services.quotations.giving_away import gives_away
from consult.services.quotations.minority_views import Stances, Views, find_stances, find_views
from consult.services.quotations.picking_candidates import pick_candidates
from consult.services.quotations.points_made import weigh_points, weigh_tags
from consult.services.quotations.proposing_quotations import Completed, Points
from consult.services.quotations.unquoted_sectors import explain
from consult.vocabulary import Bucket, Sector

EACH_THEME = 2
FIRST_EACH_THEME = 4
MOST_OF_A_THEME = 20
FEWEST_WORDS = 8


@dataclass
class Chooser:
    """Proposes quotations one part of the draft after another, remembering who has been quoted."""

    record: Record
    nlp: Language | None
    most: int = MOST_QUOTATIONS
    meaning: Meaning | None = None
    _answers: dict[str, AnswerText] = field(default_factory=dict)
    _unsettled: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _bars: dict[str, str] = field(default_factory=dict)
    _fit: dict[str, bool] = field(default_factory=dict)
    _looked: list[Looked] = field(default_factory=list)
    _quoted: Counter[str] = field(default_factory=Counter)
    _campaigns: set[str] = field(default_factory=set)
    _stances: Stances = field(default_factory=Stances)
    _scale: PointScale = field(init=False)
    _tags: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        readings = (self.record.returns, self.record.accounts)
        self._answers = {row.answer_id: row for reading in readings for row in reading.rows}
        self._stances = find_stances(self.record)
        self._scale = PointScale(self.meaning)
        self._tags = weigh_tags(self.record.found.tagged)

    def choose(
        self, placed: Iterable[Placed], *, limit: int | None = None, not_again: Collection[str] = ()
    ) -> tuple[ChosenQuotation, ...]:
        """Choose among these passages. not_again: responses that were quoted in the same part.

        limit: by default one for each sector that spoke and one for who sees it otherwise, two to four, so
        that every theme has some before `complete` lets all sectors speak.
        """
        spoken = tuple(placed)
        permitted = self._list_permitted(spoken, not_again)
        if not permitted:
            return ()
        views = find_views(spoken, permitted, self._stances)
        best = self._pick_candidates(permitted, views)
        room = limit or self._count_places(best, views)
        frame = self._make_frame(best)
        chosen = choose_quotations(frame, limit=room, min_words=FEWEST_WORDS, sides=views.sides)
        return self._take_all(best, chosen, views)

    def complete(
        self,
        placed: Iterable[Placed],
        quoted: tuple[ChosenQuotation, ...],
        *,
        not_again: Collection[str] = (),
    ) -> Completed:
        """Let each sector speak that is not quoted of these passages yet, and say why one is not.

        quoted: what `choose` chose. not_again: responses quoted in the same part, also of these passages.
        """
        spoken = tuple(placed)
        permitted = self._list_permitted(spoken, ())
        by_excerpt = {one.excerpt: one for one in quoted}
        before = [one for one in spoken if _find_excerpt(one) in by_excerpt]
        heard = {self._find_sector(one) for one in before}
        unheard = [one for one in permitted if self._find_sector(one) not in heard]
        left = [one for one in unheard if one.response_id not in not_again]
        views = find_views(spoken, [*before, *left], self._stances)
        best = list({one.segment_id: one for one in (*before, *self._pick_candidates(left, views))}.values())
        frame = self._make_frame(best)
        chosen = self._choose_beside(frame, before, len({self._find_sector(one) for one in left}), views)
        quotations = tuple(
            by_excerpt.get(_find_excerpt(one)) or self._take(one, views.told.get(one.segment_id, ""))
            for one in (next(one for one in best if one.segment_id == key) for key in chosen)
        )
        unquoted = explain(
            self._list_by_sector(spoken),
            bars={one.segment_id: self._find_bar(one) for one in spoken},
            unfit=self._list_unfit(permitted, frame),
            quoted=list_used(quotations),
            elsewhere=not_again,
        )
        return Completed(quotations, unquoted)

    def _list_unfit(self, permitted: Sequence[Placed], looked_at: pd.DataFrame) -> set[str]:
        """The passages that do not stand by themselves; of those not looked at, only the length is known."""
        fitting = list_fitting(looked_at, min_words=FEWEST_WORDS)
        unfit = {one.segment_id for one in permitted if not self._is_of_fit_length(one)}
        return unfit | ({*looked_at["segment_id"]} - fitting)

    def _choose_beside(
        self, frame: pd.DataFrame, before: Sequence[Placed], sectors_left: int, views: Views
    ) -> list[str]:
        """Choose beside what is quoted before: one for each sector left, while there are places."""
        room = min(len(before) + sectors_left, max(self.most, len(before)))
        kept = [one.segment_id for one in before]
        chosen = choose_quotations(
            frame, limit=max(room, 1), min_words=FEWEST_WORDS, sides=views.sides, kept=kept
        )
        return list(chosen["segment_id"])

    def _list_by_sector(self, spoken: Sequence[Placed]) -> dict[str, list[Placed]]:
        by_sector: dict[str, list[Placed]] = defaultdict(list)
        for one in spoken:
            if one.answer_id in self._answers:
                by_sector[key_of_sector(self._find_sector(one))].append(one)
        return by_sector

    def _find_sector(self, one: Placed) -> Sector | None:
        return self._answers[one.answer_id].respondent.sector

    def choose_points(self, placed: Iterable[Placed], theme_keys: Sequence[str]) -> Points:
        """Choose the key points of a question: one passage for each of these themes, whose best it is.

        What makes a point comes before what is only near to its theme (points_made.weigh_points).
        """
        spoken = tuple(placed)
        permitted = self._list_permitted(spoken, ())
        views = find_views(spoken, permitted, self._stances)
        own = [one for one in permitted if one.rank == 1 and views.told.get(one.segment_id, "") != OTHERWISE]
        own.sort(key=lambda one: (-self._tags.get(one.segment_id, 0.0), -one.score, one.segment_id))
        by_theme = [[one for one in own if one.theme_key == key][:MOST_OF_A_THEME] for key in theme_keys]
        best = [one for of_theme in by_theme for one in of_theme]
        if not best:
            return Points(why_none=UNQUOTABLE)
        weights = weigh_points(self._tags, best, self._answers, self._scale)
        themes = {one.segment_id: one.theme_key for one in best}
        frame = self._make_frame(best)
        frame["group"] = [themes[segment_id] for segment_id in frame["segment_id"]]
        frame["score"] += [weights[segment_id] for segment_id in frame["segment_id"]]
        chosen = self._take_all(best, choose_key_points(frame, min_words=FEWEST_WORDS), views)
        return Points(chosen, "" if chosen else explain_none(frame))

    def list_looked(self) -> tuple[Looked, ...]:
        """What was found in the texts of returns that it looked through so far."""
        return tuple(one for one in self._looked if not self._answers[one.answer_id].respondent.is_account)

    def _make_frame(self, best: Sequence[Placed]) -> pd.DataFrame:
        self._look_for_identifiers(best)
        return columns.make_frame([self._describe(one) for one in best], columns.CANDIDATES)

    def _take_all(
        self, best: Sequence[Placed], chosen: pd.DataFrame, views: Views
    ) -> tuple[ChosenQuotation, ...]:
        by_id = {one.segment_id: one for one in best}
        return tuple(
            self._take(by_id[row.segment_id], views.told.get(row.segment_id, ""))
            for row in iterate_rows(chosen)
        )

    def _count_places(self, best: Sequence[Placed], views: Views) -> int:
        sectors = {self._find_sector(one) for one in best}
        apart = sum(1 for side in views.sides[1:] if side)
        return min(max(EACH_THEME, len(sectors) + apart), FIRST_EACH_THEME, self.most)

    def _pick_candidates(self, permitted: Sequence[Placed], views: Views) -> list[Placed]:
        fit = [one for one in permitted if self._is_of_fit_length(one)]
        return pick_candidates(fit, views, lambda one: self._find_sector(one) or "")

    def _is_of_fit_length(self, one: Placed) -> bool:
        if one.segment_id not in self._fit:
            text = self._answers[one.answer_id].text[one.start : one.end]
            self._fit[one.segment_id] = is_of_fit_length(text, min_words=FEWEST_WORDS)
        return self._fit[one.segment_id]

    def _list_permitted(self, placed: Iterable[Placed], not_again: Collection[str]) -> list[Placed]:
        """List the passages that may be quoted and still stand as they were, each once, best first."""
        found = {
            one.segment_id: one for one in placed if self._may_quote(one) and one.response_id not in not_again
        }
        return sorted(found.values(), key=lambda one: (one.rank, -one.score, one.segment_id))

    def _may_quote(self, one: Placed) -> bool:
        return not self._find_bar(one)

    def _find_bar(self, one: Placed) -> str:
        """Why a passage may not be quoted (unquoted.WHY); "" where it may be."""
        if one.segment_id not in self._bars:
            self._bars[one.segment_id] = self._find_lasting_bar(one)
        found = self._bars[one.segment_id]
        return found or ("wording" if self._find_campaign(one) in self._campaigns else "")

    def _find_lasting_bar(self, one: Placed) -> str:
        """What bars a passage whatever else is quoted."""
        answer = self._answers.get(one.answer_id)
        if answer is None or one.revision_id != answer.revision_id or self._is_refused(one):
            return "other"
        if not answer.respondent.may_quote:
            return "permission"
        return "" if self.record.states.get(one.response_id) is Bucket.ANALYSED else "other"

    def _find_campaign(self, one: Placed) -> str:
        """The campaign whose wording a passage is; what somebody added to it is nobody else's."""
        found = self.record.found
        return found.campaigns[one.answer_id] if found.is_shared(one.answer_id, one.segment_id) else ""

    def _is_refused(self, one: Placed) -> bool:
        passage = Passage(one.response_id, one.question_id, one.start, one.end)
        return any(refused.overlaps(passage) for refused in self.record.refused)

    def _look_for_identifiers(self, candidates: Sequence[Placed]) -> None:
        """What a person said of a suggestion stands, of checked experiences and of returns."""
        wanted = dict.fromkeys(one.answer_id for one in candidates if one.answer_id not in self._unsettled)
        if not wanted:
            return
        rows = [self._answers[key] for key in wanted]
        checked = [row for row in rows if row.response_id in self.record.checked]
        others = [row for row in rows if row.response_id not in self.record.checked]
        self._unsettled.update({row.answer_id: self._list_taken_out(row) for row in checked})
        found: dict[str, list[Found]] = {row.answer_id: [] for row in others}
        for row in iterate_rows(find_identifiers(items_frame(others), nlp=self.nlp)):
            one = Found(row.kind, int(row.start), int(row.end), row.reason, float(row.confidence))
            found[row.item_id].append(one)
        for row in others:
            decided = self.record.settled.get(row.answer_id, ())
            self._unsettled[row.answer_id] = list_barred(found[row.answer_id], decided)
            self._looked.append(Looked(row.answer_id, row.revision_id, tuple(found[row.answer_id])))

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

    def _take(self, one: Placed, view: str) -> ChosenQuotation:
        """Remember the choice. Who is quoted is named only at use, so that permission can be taken back."""
        answer = self._answers[one.answer_id]
        self._quoted[one.response_id] += 1
        if campaign := self._find_campaign(one):
            self._campaigns.add(campaign)
        return ChosenQuotation(_find_excerpt(one), "", one.language or answer.language or "und", view=view)


def _find_excerpt(one: Placed) -> Excerpt:
    return Excerpt(one.response_id, one.question_id, one.start, one.end)


def list_used(quotations: Iterable[ChosenQuotation]) -> list[str]:
    """List whose words these are, by response."""
    return [one.excerpt.response_id for one in quotations]
