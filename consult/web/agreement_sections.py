"""A partner reads the version it was asked about by section, and says what its position is on each."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.services.agreement.given_positions import list_wrong
from consult.services.agreement.giving_positions import give_position, say_listed
from consult.services.agreement.reading_versions import Reader, read_version
from consult.services.agreement.tallying import find_own
from consult.services.drafts.documenting import ShownBlock
from consult.services.signing.closing_positions import find_closed
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.services.versions.shown_versions import ShownPart
from consult.services.versions.version_bodies import read_body
from consult.vocabulary import ExcerptGap
from consult.web.access import PUBLIC, allow
from consult.web.agreement_answers import Filled, PartnerForm, Typed, leave_pages
from consult.web.agreement_cookie import LINK_COOKIE
from consult.web.agreement_form import FIELDS, read_position, show_position
from consult.web.agreement_visit import get_agreement_visit
from consult.web.agreement_words import (
    AUTHORITIES,
    STANCES,
    WRONG,
    Wrong,
    is_late,
    list_errors,
    say_kept,
    say_own,
    say_wrong,
)
from consult.web.block_views import describe_texts
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.submission_ids import find_submission_id

blueprint = Blueprint("agreement_sections", __name__, url_prefix="/agreement/version")
LINK_COOKIE.keep(blueprint)
NOT_HERE = "[quotation from an experience: not shown on this page]"
NOT_NOW = "[quotation that cannot be shown now]"


@blueprint.get("/")
@allow(PUBLIC)
def home() -> ResponseReturnValue:
    """The sections of the version, and how the organisation stands to each."""
    visit, session = get_agreement_visit(get_session()), get_session()
    own, closed = find_own(session, visit.asked), find_closed(session, visit.asked.version)
    listed = [
        (one, say_own(own.get(one.key)), is_late(own.get(one.key), closed))
        for one in read_body(visit.asked.version.body).sections
    ]
    return render_template("public/agreement/home.html", visit=visit, sections=listed, closed=closed)


@blueprint.post("/listing")
@allow(PUBLIC)
def choose_listing() -> ResponseReturnValue:
    """Say whether the organisation wants to be listed as a contributor."""
    visit, is_listed = get_agreement_visit(get_session()), request.form.get("is_listed") == "yes"
    say_listed(get_session(), visit.asked, is_listed=is_listed, now=get_now())
    flash(gettext("We keep whether you want to be listed."))
    return redirect(url_for(".home"))


@blueprint.get("/sections/<key>")
@allow(PUBLIC)
def section(key: str) -> ResponseReturnValue:
    """One section, and the form for a position on it."""
    return _show(key, Filled())


@blueprint.post("/sections/<key>")
@allow(PUBLIC)
def give(key: str) -> ResponseReturnValue:
    """Keep the position; where something is missing, all that was typed is shown again."""
    closed = find_closed(get_session(), get_agreement_visit(get_session()).asked.version)
    return PartnerForm(FIELDS, _check, partial(_keep, key), partial(_show, key), say_kept(closed)).take()


@blueprint.post("/leave")
@allow(PUBLIC)
def leave() -> ResponseReturnValue:
    """Let go of the link in this browser."""
    return leave_pages()


def _check(typed: Typed) -> Wrong:
    return say_wrong(list_wrong(read_position(typed), today=get_today()), typed, WRONG)


def _keep(key: str, typed: Typed) -> Wrong:
    visit, submission_id = get_agreement_visit(get_session()), find_submission_id()
    given = read_position(typed)
    give_position(get_session(), visit.asked, key, given, submission_id=submission_id, now=get_now())
    return {}


def _show(key: str, filled: Filled) -> str:
    with brief_transaction(writes=True) as session:
        visit = get_agreement_visit(session)
        shown = _get_part(session, Reader(visit.asked, get_now()), key)
        begun = filled.typed or show_position(find_own(session, visit.asked), key, visit.contact)
    return render_template(
        "public/agreement/section.html",
        visit=(visit := get_agreement_visit(get_session())),
        closed=find_closed(get_session(), visit.asked.version),
        part=shown,
        blocks=[_describe(one) for one in shown.blocks],
        typed=begun,
        found=filled.wrong,
        errors=list_errors(filled.wrong),
        stances=STANCES,
        authorities=AUTHORITIES,
        submission_id=find_submission_id(),
    )


def _get_part(session: Session, reader: Reader, key: str) -> ShownPart:
    version = get_agreement_visit(session).asked.version
    found = next((one for one in read_version(session, version, reader).sections if one.key == key), None)
    if found is None:
        raise NotFound("C102")
    return found


def _describe(shown: ShownBlock) -> dict[str, object]:
    """A block as the draft's templates take it: words only, and nothing of what they rest on."""
    gap = {None: "", ExcerptGap.HELD: HELD_WORDS, ExcerptGap.LOCKED: NOT_HERE}.get(shown.gap, NOT_NOW)
    return {**describe_texts(shown.block), "shown": shown, "gap": gap}
