"""What the pages of the draft show: blocks by kind, evidence in words, and how each section stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from flask import current_app, request, url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from analysis.drafting.blocks import StatementReference, Table, to_dict
from analysis.drafting.statements import Counted, Evidence, Figure, Position, Sourced
from consult.exports.assembling import WHY
from consult.models.draft import Draft, Section
from consult.queries.viewer import Viewer
from consult.sealing.agent_client import AgentClient
from consult.services.checking import count_refused
from consult.services.documenting import Showing, ShownBlock, show_version
from consult.services.draft_notation import write_text
from consult.services.editing import Standing, Version, find_standing, list_known
from consult.services.revising import Author
from consult.vocabulary import ExcerptGap, UseKind
from consult.vocabulary import Standing as Rank
from consult.web.access import ANALYSE, holds_one_of
from consult.web.clock import get_now
from consult.web.viewing import get_current_viewer

MEASURES = {
    "returns": "returns",
    "experiences": "experiences",
    "answered": "returns answered",
    "theme": "raised the theme",
    "choice": "chose the answer",
    "tag": "have the tag",
    "locked": "were locked",
    "contributors": "organisations agreed to be named",
    "dissents": "dissent",
}
SHOWN_CHARACTERS = 140
GAPS: dict[ExcerptGap, str] = {
    **WHY,
    ExcerptGap.LOCKED: "locked",
    ExcerptGap.HIDDEN: "you may not see it",
}


@dataclass(frozen=True)
class SectionRow:
    """One section in the outline."""

    section: Section
    standing: Standing
    refused: int


@dataclass(frozen=True)
class EvidenceLine:
    """One figure behind a statement, with the page that shows it."""

    words: str
    address: str = ""


def list_rows(session: Session, draft: Draft) -> list[SectionRow]:
    """List the sections of a draft with how each stands."""
    standings = {section.key: find_standing(session, section) for section in draft.sections}
    refused = count_refused(session, draft, standings)
    return [SectionRow(one, standings[one.key], refused[one.key]) for one in draft.sections]


def make_showing(use_kind: UseKind = UseKind.PAGE) -> Showing:
    """For whom this page is, and when; experiences only while they are unlocked."""
    keys = AgentClient(Path(current_app.config["KEY_SOCKET"]))
    return Showing(get_current_viewer(), use_kind, get_now(), keys)


def get_author() -> Author:
    """Who is writing."""
    return Author(current_user.id, current_user.name or current_user.email)


def describe_block(shown: ShownBlock, slug: str) -> dict[str, object]:
    """What the template of a block needs."""
    return {
        **to_dict(shown.block),
        "shown": shown,
        "gap": GAPS[shown.gap] if shown.gap else "",
        "lines": list_evidence(shown.evidence, slug) if may_see_figures(get_current_viewer()) else [],
    }


def describe_beside(texts: Sequence[Sequence[ShownBlock]], slug: str) -> list[list[dict[str, object]]]:
    """What the page that joins two texts needs: each block, marked where only one text has it."""
    counted = Counter(write_text([shown.block]) for blocks in texts for shown in blocks)
    return [
        [
            {**describe_block(shown, slug), "is_only_here": counted[write_text([shown.block])] == 1}
            for shown in blocks
        ]
        for blocks in texts
    ]


def list_references(session: Session, section: Section) -> list[tuple[str, str, str]]:
    """List what a person may refer to: how it is written, what it stands for, and its language if its own."""
    known = list_known(session, section)
    return [_describe_reference(one) for one in show_version(session, section, known, make_showing())]


def _describe_reference(shown: ShownBlock) -> tuple[str, str, str]:
    block = shown.block
    if isinstance(block, StatementReference):
        return f"[[statement {block.statement_id}]]", block.text, ""
    if isinstance(block, Table):
        return f"[[table {block.id}]]", block.caption, ""
    if shown.gap:
        return f"[[quotation {block.id}]]", f"A quotation ({GAPS[shown.gap]})", ""
    return (
        f"[[quotation {block.id}]]",
        shorten(shown.words, SHOWN_CHARACTERS, placeholder="…"),
        shown.language,
    )


def find_version(standing: Standing, versions: list[Version]) -> Version:
    """The text to begin an edit with: the one asked for by the address, else the one that stands."""
    wanted = request.args.get("from")
    return next((one for one in versions if one.revision_id == wanted), standing.version)


def may_see_figures(viewer: Viewer) -> bool:
    """Whether small numbers behind a sentence may be shown: to the partnership's own analysts."""
    return viewer.standing is Rank.FULL and holds_one_of(ANALYSE)


def list_evidence(evidence: Evidence | None, slug: str) -> list[EvidenceLine]:
    """Say what a statement rests on."""
    if isinstance(evidence, Counted):
        return list(_list_figures(evidence, slug))
    if isinstance(evidence, Position):
        return [EvidenceLine(f"The position of {evidence.holder}")]
    if isinstance(evidence, Sourced):
        return [EvidenceLine(f"{evidence.publisher}, {evidence.title}, {evidence.published}")]
    return []


def _list_figures(evidence: Counted, slug: str) -> Iterator[EvidenceLine]:
    names = dict(evidence.names)
    for figure in evidence.figures:
        parts = [f"{figure.count:,} of {figure.base:,} {_say_measure(figure, names)}"]
        parts += (
            [f"question {figure.question_id}"] if figure.question_id and figure.measure != "choice" else []
        )
        parts += ["leaving out shared wording"] if figure.without_campaigns else []
        yield EvidenceLine(", ".join(parts), _find_address(figure, slug))


def _say_measure(figure: Figure, names: Mapping[str, str]) -> str:
    said = MEASURES.get(figure.measure, figure.measure)
    told = figure.choice or figure.theme_id
    group = "" if figure.group in {"", "experiences"} else f"from {names.get(figure.group, figure.group)}"
    return " ".join(part for part in (said, told, group) if part)


def _find_address(figure: Figure, slug: str) -> str:
    return url_for("desk_themes.theme", slug=slug, key=figure.theme_id) if figure.theme_id else ""
