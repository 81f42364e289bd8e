"""An exact version in the order of the government's own form: an answer for each question, ready to copy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from analysis.drafting.answers import write_in_full
from consult.exports.assembling import list_parts
from consult.exports.document import Document
from consult.exports.plain_text import write_plain
from consult.models.consultation import GovernmentQuestion
from consult.queries.versions import get_version
from consult.services.consultations.consulting import get_consultation
from consult.services.versions.exporting_versions import list_unread
from consult.services.versions.government_answers import (
    Limit,
    find_limit,
    list_answered,
    read_limit,
    set_limits,
)
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.shown_versions import ShownVersion
from consult.web.access import DRAFTS, MANAGE, allow, meets
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author, make_showing

bp = Blueprint("desk_answer_form", __name__, url_prefix="/desk/consultations/<slug>/versions/<int:number>")
WRONG = 422
BAD_LIMIT = "Enter a limit like 500 words or 3,000 characters, or leave it empty"


@dataclass(frozen=True)
class FormAnswer:
    """One question of the form and what is pasted under it. typed: what was typed as its limit.

    unread: why there is no text, where words of it cannot be read at this moment: it would not be the answer.
    """

    number: str
    question: str
    text: str
    limit: Limit | None
    typed: str
    unread: str = ""

    @property
    def counted(self) -> str:
        """How long it is, as web forms count."""
        return f"{len(self.text.split()):,} words, {len(self.text):,} characters"

    @property
    def excess(self) -> str:
        """By how much it is too long; empty where it fits."""
        over = self.limit.count(self.text) - self.limit.number if self.limit else 0
        return f"{over:,} {self.limit.unit.value}" if self.limit and over > 0 else ""

    @property
    def error(self) -> str:
        """What is wrong with the limit that was typed; empty where nothing is."""
        return "" if read_limits([self.typed]) else BAD_LIMIT


@bp.get("/answers")
@allow(DRAFTS)
def show(slug: str, number: int) -> ResponseReturnValue:
    """Every answer, its length beside the limit."""
    return _show(slug, number, {})


@bp.post("/answers")
@allow(MANAGE)
def limit(slug: str, number: int) -> ResponseReturnValue:
    """Say how long the government's form lets each answer be."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    asked = [one.number for one in consultation.government_questions]
    typed = {key: request.form.get(f"limit-{place}", "") for place, key in enumerate(asked, 1)}
    read = read_limits(typed.values())
    if not read:
        return _show(slug, number, typed), WRONG
    limits = dict(zip(asked, read, strict=True))
    set_limits(session, consultation, limits, actor=str(get_author().staff_id), now=get_now())
    flash("The limits are saved.")
    return redirect(url_for(".show", slug=slug, number=number))


def read_limits(texts: Iterable[str]) -> list[Limit | None]:
    """Read limits as they were typed; empty where one of them is none."""
    try:
        return [read_limit(text) for text in texts]
    except ValueError:
        return []


def _show(slug: str, number: int, typed: Mapping[str, str]) -> str:
    """typed: limits that could not be kept, by the number of the question."""
    with brief_transaction(writes=True) as session:
        version = get_version(session, get_consultation(session, slug).id, number)
        shown = show_exact(session, version, make_showing())
        answers = [_make_answer(shown, *one, typed) for one in list_answered(session, version)]
    wrong = [(place, one) for place, one in enumerate(answers, 1) if one.error]
    return render_template(
        "desk/draft/answers.html",
        consultation=get_consultation(get_session(), slug),
        number=number,
        answers=answers,
        may_limit=meets(MANAGE),
        errors=[
            {"text": f"Question {one.number}: {one.error}", "href": f"#limit-{place}"} for place, one in wrong
        ],
    )


def _make_answer(
    shown: ShownVersion, question: GovernmentQuestion, key: str, typed: Mapping[str, str]
) -> FormAnswer:
    section = next((one for one in shown.sections if one.key == key), None)
    limit, text, unread = find_limit(question), "", "; ".join(list_unread(section) if section else [])
    if section is not None and not unread:
        in_full = write_in_full(question.text)  # the form has it above the answer
        kept = [one for one in section.blocks if getattr(one.block, "text", "") != in_full]
        parts = tuple(list_parts(kept))
        text = write_plain(Document(shown.title, "", "", shown.as_of, parts), skip_title=True)
    known = typed.get(question.number, str(limit or ""))
    return FormAnswer(question.number, question.text, text, limit, known, unread)
