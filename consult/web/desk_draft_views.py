"""What the pages of the draft show: blocks by kind, evidence in words, and how each section stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from flask import request, url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation, StatementReference, Table
from analysis.drafting.citing import cite
from analysis.drafting.statements import Counted, Evidence, Figure, PartnerFact, Position, Sourced, Tabled
from analysis.drafting.views import LEADS
from consult.models.draft import Draft, Section
from consult.services.comments.commenting import count_open
from consult.services.drafts.checking import count_refused
from consult.services.drafts.documenting import Showing, ShownBlock, show_version
from consult.services.drafts.draft_notation import write_text
from consult.services.drafts.editing import Standing, Version, list_known
from consult.services.evidence.naming_figures import name_figure
from consult.services.returns.revising import Author
from consult.services.trends.saying_gaps import HELD_WORDS, WHY
from consult.vocabulary import ExcerptGap, UseKind
from consult.web.block_views import describe_texts
from consult.web.clock import get_now, get_today
from consult.web.key_store import get_account_keys
from consult.web.viewing import get_current_viewer, may_see_figures

SHOWN_CHARACTERS = 140
GAPS: dict[ExcerptGap, str] = {
    **WHY,
    ExcerptGap.LOCKED: "locked",
    ExcerptGap.UNCHECKED: "not checked for personal data",
    ExcerptGap.HIDDEN: "you may not see it",
}


@dataclass(frozen=True)
class SectionRow:
    """One section in the outline. refused: quotations that may not be used. comments: that wait."""

    section: Section
    standing: Standing
    refused: int
    comments: int


@dataclass(frozen=True)
class EvidenceLine:
    """One figure behind a statement, with the page that shows it."""

    words: str
    address: str = ""


def list_rows(session: Session, draft: Draft, standings: dict[str, Standing]) -> list[SectionRow]:
    """List the sections of a draft with how each stands."""
    refused = count_refused(session, draft, standings, today=get_today())
    waiting = count_open(session, get_current_viewer(), draft.consultation_id)
    return [SectionRow(one, standings[one.key], refused[one.key], waiting[one.key]) for one in draft.sections]


def make_showing(use_kind: UseKind = UseKind.PAGE) -> Showing:
    """For whom this page is, and when; experiences only while they are unlocked."""
    return Showing(get_current_viewer(), use_kind, get_now(), get_account_keys())


def get_author() -> Author:
    """Who is writing."""
    return Author(current_user.id, current_user.name or current_user.email)


def describe_block(
    shown: ShownBlock, slug: str, doubted: Mapping[str, str] | None = None
) -> dict[str, object]:
    """What the template of a block needs. doubted: by statement, why it may no longer hold."""
    key = shown.block.statement_id if isinstance(shown.block, StatementReference) else shown.block.id
    is_trusted = may_see_figures(get_current_viewer())
    return {
        **describe_texts(shown.block),
        "shown": shown,
        "doubt": (doubted or {}).get(key, ""),
        "gap": _say_gap(shown),
        "lead": LEADS[shown.block.view] if isinstance(shown.block, Quotation) else "",
        "lines": list_evidence(shown.evidence, slug) if is_trusted else [],
        "return_page": _find_return_page(shown, slug) if is_trusted else "",
    }


def _say_gap(shown: ShownBlock) -> str:
    """What stands in the place of a quotation that has no words for this person."""
    if shown.gap is ExcerptGap.HELD:
        return HELD_WORDS
    return f"[quotation: {GAPS[shown.gap]}]" if shown.gap else ""


def _find_return_page(shown: ShownBlock, slug: str) -> str:
    """The page of the return that a quotation stands in."""
    if not shown.source_id:
        return ""
    return url_for("desk_returns.show", slug=slug, response_id=shown.source_id)


def describe_beside(texts: Sequence[Sequence[ShownBlock]], slug: str) -> list[list[dict[str, object]]]:
    """What the page that joins two texts needs: each block, marked where only one of several has it."""
    counted = Counter(write_text([shown.block]) for blocks in texts for shown in blocks)
    return [
        [
            {
                **describe_block(shown, slug),
                "is_only_here": len(texts) > 1 and counted[write_text([shown.block])] == 1,
            }
            for shown in blocks
        ]
        for blocks in texts
    ]


def list_references(session: Session, section: Section) -> list[tuple[str, str, str, str]]:
    """What a person may refer to: how it is written, what it stands for, in which language, translated."""
    known = list_known(session, section)
    return [_describe_reference(one) for one in show_version(session, section, known, make_showing())]


def _describe_reference(shown: ShownBlock) -> tuple[str, str, str, str]:
    block = shown.block
    if isinstance(block, StatementReference):
        return f"[[statement {block.statement_id}]]", block.text, "", ""
    if isinstance(block, Table):
        return f"[[table {block.id}]]", block.caption, "", ""
    if shown.gap:
        return f"[[quotation {block.id}]]", f"A quotation ({GAPS[shown.gap]})", "", ""
    return (
        f"[[quotation {block.id}]]",
        shorten(shown.words, SHOWN_CHARACTERS, placeholder="…"),
        shown.language,
        " ".join(filter(None, (_say_lead(shown), _say_translation(shown)))),
    )


def _say_lead(shown: ShownBlock) -> str:
    """Which words lead in to a quotation, for whoever moves it or takes it out."""
    lead = LEADS[shown.block.view] if isinstance(shown.block, Quotation) else ""
    return f"Led in to by: {lead}" if lead else ""


def _say_translation(shown: ShownBlock) -> str:
    """A quotation in translation, for whoever chooses among them and does not read the original."""
    made = shown.translation
    return f"In translation: {shorten(made.words, SHOWN_CHARACTERS, placeholder='…')}" if made else ""


def find_version(standing: Standing, versions: list[Version]) -> Version:
    """The text to begin an edit with: the one asked for by the address, else the one that stands."""
    wanted = request.args.get("from")
    return next((one for one in versions if one.revision_id == wanted), standing.version)


def list_evidence(evidence: Evidence | None, slug: str) -> list[EvidenceLine]:
    """Say what a statement rests on."""
    if isinstance(evidence, Counted):
        return list(_list_figures(evidence, slug))
    if isinstance(evidence, Position):
        return [EvidenceLine(f"The position of {evidence.holder}")]
    if isinstance(evidence, Tabled):
        address = url_for("desk_published_figures.show", key=evidence.table, number=evidence.version)
        return [EvidenceLine(f"{evidence.title}, version {evidence.version}, {evidence.source}", address)]
    if isinstance(evidence, Sourced):
        return [EvidenceLine(cite(evidence))]
    if isinstance(evidence, PartnerFact):
        home = evidence.said_in or slug
        address = url_for("desk_returns.show", slug=home, response_id=evidence.response_id)
        return [EvidenceLine(f"The return of {evidence.organisation}", address)]
    return []


def _list_figures(evidence: Counted, slug: str) -> Iterator[EvidenceLine]:
    names = dict(evidence.names)
    for figure in evidence.figures:
        parts = [f"{figure.count:,} of {figure.base:,} {name_figure(figure, names)}"]
        parts += (
            [f"question {figure.question_id}"] if figure.question_id and figure.measure != "choice" else []
        )
        parts += ["leaving out shared wording"] if figure.without_campaigns else []
        yield EvidenceLine(", ".join(parts), _find_address(figure, slug))


def _find_address(figure: Figure, slug: str) -> str:
    return url_for("desk_themes.theme", slug=slug, key=figure.theme_id) if figure.theme_id else ""
