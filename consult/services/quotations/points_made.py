"""Which passages make a point of their question, and which only say who writes.

Told first by the tags of the kind facet (ask, challenge, gap, good practice…): accepted by a person before
suggested. Then by meaning, where the model is there, and by place: what opens an answer of several sentences
is where writers introduce themselves, in every language.
"""

from collections.abc import Iterable, Mapping, Sequence

from analysis.points_made import PointScale
from consult.models.readings import AnswerText
from consult.services.drafts.draft_record import Placed
from consult.services.tags.gathering_tags import Tagged

ACCEPTED, LIKELY = 3.0, 1.0
"""A person's word stands above all else; a suggestion may be outweighed by what a passage means."""
OPENING = -0.2
MEANING = 4.0
"""Brings a difference in meaning, a tenth or two, to the size of a tag."""


def weigh_tags(tagged: Iterable[Tagged]) -> dict[str, float]:
    """Weigh what tags of the kind facet say. Returns: a number for each segment id that has one."""
    of_kind: dict[str, float] = {}
    for one in tagged:
        if one.is_kind:
            weight = ACCEPTED if one.accepted else LIKELY
            of_kind[one.segment_id] = max(weight, of_kind.get(one.segment_id, 0.0))
    return of_kind


def weigh_points(
    tags: Mapping[str, float],
    placed: Sequence[Placed],
    answers: Mapping[str, AnswerText],
    scale: PointScale,
) -> dict[str, float]:
    """Weigh passages, the more the likelier each makes a point. Returns: a number for each segment id."""
    texts = [answers[one.answer_id].text[one.start : one.end] for one in placed]
    meant = scale.weigh(texts, [one.language or answers[one.answer_id].language for one in placed])
    return {
        one.segment_id: tags.get(one.segment_id, 0.0) + MEANING * weight + _weigh_place(one, answers)
        for one, weight in zip(placed, meant, strict=True)
    }


def _weigh_place(one: Placed, answers: Mapping[str, AnswerText]) -> float:
    text = answers[one.answer_id].text
    is_opening = not text[: one.start].strip() and bool(text[one.end :].strip())
    return OPENING if is_opening else 0.0
