"""A copy of what somebody sent, to print or as a PDF, in the language in which they answered.

It opens only in a browser that has just sent the return, or opened it with its number.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from consult.errors import ExportRefused
from consult.exports.pdf import PDF_TYPE
from consult.exports.return_copy import ReturnCopy, make_return_copy
from consult.models.response import Response
from consult.services.returns.answering import find_answered_language
from consult.vocabulary import ResponseState
from consult.web.access import PUBLIC, allow
from consult.web.answering_lines import list_sections
from consult.web.answering_session import Held
from consult.web.answering_visit import Visit, find_own_return
from consult.web.clock import get_today
from consult.web.copied_lines import describe_copy, say_facts
from consult.web.database import brief_transaction, get_session
from consult.web.languages import speaking
from consult.web.limits import limit_copies
from consult.web.more_time import is_open_for
from consult.web.opening import read_shown
from consult.web.returning_visit import get_reopened
from consult.web.stops import WRONG

blueprint = Blueprint("return_copies", __name__, url_prefix="/c/<slug>/copy")


@dataclass(frozen=True)
class AnsweredVisit(Visit):
    """A return as it was answered, whatever language the page before was in."""

    answered: str

    @property
    def language(self) -> str:
        """The language of the questions: that of the answers where the form has it, else its own."""
        has_it = self.answered in self.definition.languages
        return self.answered if has_it else self.definition.default_language


@blueprint.get("/")
@allow(PUBLIC)
def show(slug: str) -> ResponseReturnValue:
    """A page to print: all that was asked and answered."""
    return _show(slug)


@blueprint.post("/pdf")
@allow(PUBLIC)
@limit_copies
def download(slug: str) -> ResponseReturnValue:
    """The same as a tagged PDF; where none can be made, the page to print says so."""
    with brief_transaction():
        copy = _describe(slug)
    try:
        content = make_return_copy(copy, fonts=_find_fonts())
    except ExportRefused:
        return _show(slug, is_refused=True), WRONG
    name = f"{slug}.pdf"
    sent = send_file(io.BytesIO(content), mimetype=PDF_TYPE, as_attachment=True, download_name=name)
    sent.headers["Cache-Control"] = "no-store"  # it would be kept, to be asked about again
    return sent


def _show(slug: str, *, is_refused: bool = False) -> str:
    visit = _get_visit(slug)
    with speaking(visit.answered):
        return render_template(
            "public/copy.html",
            visit=visit,
            sections=list_sections(visit),
            facts=say_facts(visit),
            is_refused=is_refused,
            back=_locate_back(visit),
        )


def _describe(slug: str) -> ReturnCopy:
    visit = _get_visit(slug)
    with speaking(visit.answered):
        region = current_app.extensions["branding"].name
        return describe_copy(visit, list_sections(visit), region=region, today=get_today())


def _get_visit(slug: str) -> AnsweredVisit:
    """The return that this browser sent or opened; else the page that asks for a number."""
    own = find_own_return(slug)
    if own is not None and own[1].state == ResponseState.SUBMITTED:
        return _make_visit(*own)
    visit = get_reopened()
    if visit.slug != slug:
        abort(redirect(url_for("returning.enter")))
    return _make_visit(visit.held, visit.response)


def _make_visit(held: Held, response: Response) -> AnsweredVisit:
    version = response.questionnaire_version
    consultation = version.questionnaire.consultation
    is_open_now = is_open_for(consultation, response)
    answered = find_answered_language(get_session(), response)
    return AnsweredVisit(consultation, version, read_shown(version), is_open_now, response, held, answered)


def _locate_back(visit: Visit) -> str:
    if visit.held.number:
        return url_for("answering.receipt", slug=visit.slug)
    return url_for("returning.show")


def _find_fonts() -> Path | None:
    folder = str(current_app.config["PDF_FONTS"])
    return Path(folder) if folder else None
