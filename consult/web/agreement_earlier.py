"""An organisation says whether what it told an earlier consultation still holds; opening changes nothing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import AskedToConfirm
from consult.services.carrying.answering import confirm, get_asked_piece, list_asked_pieces
from consult.services.carrying.given_confirmations import GivenConfirmation, list_wrong
from consult.services.carrying.reading_own import read_own
from consult.web.access import PUBLIC, allow
from consult.web.agreement_cookie import LINK_COOKIE
from consult.web.agreement_earlier_words import ANSWERS, list_errors, say_answer
from consult.web.agreement_visit import AgreementVisit, get_visit
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.stops import SWITCH_FIELD, WRONG
from forms.intake import as_given

blueprint = Blueprint("agreement_earlier", __name__, url_prefix="/agreement/earlier")
LINK_COOKIE.keep(blueprint)
FIELDS = ("answer", "words", "given_by", "given_role")
Typed = dict[str, str]


@blueprint.get("/")
@allow(PUBLIC)
def home() -> ResponseReturnValue:
    """What the organisation is asked about, and what it said of each."""
    visit = _get_visit()
    pieces = [(one, say_answer(one)) for one in list_asked_pieces(get_session(), visit.asked)]
    return render_template("public/agreement/earlier.html", visit=visit, pieces=pieces)


@blueprint.get("/<int:number>")
@allow(PUBLIC)
def piece(number: int) -> ResponseReturnValue:
    """What it said, in its own words, and the form."""
    return _show(number)


@blueprint.post("/<int:number>")
@allow(PUBLIC)
def answer(number: int) -> ResponseReturnValue:
    """Keep the answer; where something is missing, all that was typed is shown again."""
    typed = {name: as_given(request.form.get(name, "")).strip() for name in FIELDS}
    if SWITCH_FIELD in request.form:
        return _show(number, typed)
    given = _read(typed)
    if wrong := list_wrong(given):
        return _show(number, typed, wrong), WRONG
    confirm(get_session(), _get_visit().asked, number, given, now=get_now())
    flash(gettext("Your answer is kept."))
    return redirect(url_for(".home"))


@blueprint.post("/leave")
@allow(PUBLIC)
def leave() -> ResponseReturnValue:
    """Let go of the link in this browser."""
    LINK_COOKIE.hold(None)
    return redirect(url_for("public.home"))


def _get_visit() -> AgreementVisit[AskedToConfirm]:
    return get_visit(get_session(), AskedToConfirm)


def _read(typed: Typed) -> GivenConfirmation:
    chosen = CarriedAnswer(typed["answer"]) if typed["answer"] in set(CarriedAnswer) else None
    return GivenConfirmation(chosen, typed["words"], typed["given_by"], typed["given_role"])


def _begin(visit: AgreementVisit[AskedToConfirm], row: CarriedMaterial) -> Typed:
    """What the form begins with: who answered last time, else the contact whose code was used."""
    who = (row.given_by, row.given_role) if row.given_by else (visit.contact.name, visit.contact.job_title)
    return dict(zip(FIELDS, ("", "", *who), strict=True))


def _show(number: int, typed: Typed | None = None, wrong: list[str] | None = None) -> str:
    with brief_transaction(writes=True) as session:
        asked = get_visit(session, AskedToConfirm).asked
        own = read_own(session, asked, get_asked_piece(session, asked, number), now=get_now())
    visit = _get_visit()
    row = get_asked_piece(get_session(), visit.asked, number)
    return render_template(
        "public/agreement/earlier_piece.html",
        visit=visit,
        row=row,
        own=own,
        said=say_answer(row),
        typed=typed or _begin(visit, row),
        answers=ANSWERS,
        wrong=wrong or [],
        errors=list_errors(wrong or []),
    )
