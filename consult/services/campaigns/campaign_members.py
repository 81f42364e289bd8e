"""Members of groups with shared wording, in words: what is shared, and what each added.

Words are read through the one way to them. Of an experience what may give somebody away is masked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.own_parts import list_own_parts
from consult.models.analysis import AnalysisRun
from consult.models.campaign_kinds import CampaignVerdict
from consult.models.campaigns import CampaignDecision
from consult.models.readings import AnswerText, Reading, Respondent
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.campaigns import Member, list_decisions
from consult.queries.responses import select_these
from consult.queries.viewer import Viewer
from consult.services.analyses.languages_of_passages import Parts, find_parts, find_said_in
from consult.services.campaigns.settling_campaigns import find_refused, sort_of
from consult.services.identifiers.masking import Piece, cut_answer, mask
from consult.services.identifiers.redacting import find_redactions
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.services.themes.naming import FORMER_STAFF
from consult.vocabulary import Purpose, UseKind


@dataclass(frozen=True)
class Decided:
    """What somebody decided, who and when."""

    verdict: CampaignVerdict
    author: str
    at: datetime


@dataclass(frozen=True)
class Part:
    """Part of an answer, in its language: shared wording, or its author's own."""

    words: str = field(repr=False)
    language: str
    is_shared: bool


@dataclass(frozen=True)
class MemberShown:
    """One answer of a group. own: what its author added, by itself."""

    answer_id: str
    respondent: Respondent
    language: str
    parts: tuple[Part, ...]
    own: tuple[Part, ...]
    is_counted: bool
    refused: Decided | None

    @property
    def shared(self) -> str:
        """The shared wording alone, with a mark where something else stands between."""
        return " … ".join(part.words for part in self.parts if part.is_shared)


def name_decision(session: Session, decision: CampaignDecision | None) -> Decided | None:
    """Say who decided; None where nobody has, or took it back."""
    if decision is None or decision.verdict is CampaignVerdict.UNDECIDED:
        return None
    staff = session.get(Staff, decision.staff_id) if decision.staff_id else None
    return Decided(decision.verdict, (staff.name or staff.email) if staff else FORMER_STAFF, decision.at)


def show_members(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    members: Sequence[Member],
    keys: AccountKeys | None,
    now: datetime,
) -> list[MemberShown | None]:
    """Read members in their order; None for one that cannot be shown, or whose text changed since."""
    reading = read_answers(
        session,
        viewer,
        select_these(viewer, {one.response_id for one in members}),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=run.id,
        keys=keys,
        now=now,
        for_consultation_id=run.consultation_id,
    )
    masked, parts = _mask(session, reading, keys), find_parts(session, reading.rows, keys)
    answers = {row.answer_id: row for row in reading.rows}
    refused = find_refused(list_decisions(session, run.consultation_id))
    found = list[MemberShown | None]()
    for one in members:
        answer = answers.get(one.answer_id)
        is_same = answer is not None and answer.revision_id == one.revision_id
        refusal = name_decision(session, refused.get((sort_of(one.key), one.answer_id)))
        found.append(_cut(one, answer, masked, parts, refusal) if answer is not None and is_same else None)
    return found


def _mask(session: Session, reading: Reading, keys: AccountKeys | None) -> dict[str, list[Piece]]:
    """By answer, the texts of experiences, cut where they may give somebody away."""
    rows = [row for row in reading.rows if row.respondent.is_account]
    asked = select(Response.id).where(Response.id.in_({row.response_id for row in rows}))
    kept = find_redactions(session, asked, keys) if rows else {}
    return {row.answer_id: cut_answer(row, kept.get(row.response_id)) for row in rows}


def _cut(
    member: Member,
    answer: AnswerText,
    masked: Mapping[str, Sequence[Piece]],
    parts: Parts,
    refused: Decided | None,
) -> MemberShown:
    def say(start: int, end: int, *, is_shared: bool) -> Part:
        pieces = masked.get(member.answer_id)
        words = answer.text[start:end] if pieces is None else mask(pieces, start, end)
        return Part(words, find_said_in(parts, answer, start, end).language, is_shared)

    edges = [0, *(edge for span in member.spans for edge in span), len(answer.text)]
    spans = list(pairwise(edges))
    return MemberShown(
        answer_id=member.answer_id,
        respondent=answer.respondent,
        language=answer.language,
        parts=tuple(
            say(start, end, is_shared=n % 2 == 1) for n, (start, end) in enumerate(spans) if start < end
        ),
        own=tuple(say(*span, is_shared=False) for span in list_own_parts(answer.text, member.spans)),
        is_counted=member.is_counted,
        refused=refused,
    )
