"""An organisation says whether what it told an earlier consultation still holds; opening changes nothing."""

from functools import partial

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import Conflict
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import AskedToConfirm
from consult.services.carrying.answering import confirm, get_asked_piece, list_asked_pieces
from consult.services.carrying.given_confirmations import GivenConfirmation, list_wrong
from consult.services.carrying.reading_own import read_own
from consult.web.access import PUBLIC, allow
from consult.web.agreement_answers import Filled, PartnerForm, Typed, leave_pages
from consult.web.agreement_cookie import LINK_COOKIE
from consult.web.agreement_earlier_words import STANDS, WRONG, list_answers, say_answer
from consult.web.agreement_visit import AgreementVisit, get_visit
from consult.web.agreement_words import Wrong, list_errors, say_wrong
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session

blueprint = Blueprint("agreement_earlier", __name__, url_prefix="/agreement/earlier")
LINK_COOKIE.keep(blueprint)
FIELDS = ("answer", "words", "given_by", "given_role")
ANSWERED = "C536"


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
    return _show(number, Filled())


@blueprint.post("/<int:number>")
@allow(PUBLIC)
def answer(number: int) -> ResponseReturnValue:
    """Keep the answer; where something is missing, all that was typed is shown again."""
    kept = gettext("Your answer is kept.")
    return PartnerForm(FIELDS, _check, partial(_keep, number), partial(_show, number), kept).take()


@blueprint.post("/leave")
@allow(PUBLIC)
def leave() -> ResponseReturnValue:
    """Let go of the link in this browser."""
    return leave_pages()


def _get_visit() -> AgreementVisit[AskedToConfirm]:
    return get_visit(get_session(), AskedToConfirm)


def _check(typed: Typed) -> Wrong:
    return say_wrong(list_wrong(_read(typed)), typed, WRONG)


def _keep(number: int, typed: Typed) -> Wrong:
    """Keep it, or say beside the choice that a colleague was quicker."""
    try:
        confirm(get_session(), _get_visit().asked, number, _read(typed), now=get_now())
    except Conflict as error:
        if error.code != ANSWERED:
            raise
        return {"answer": str(STANDS)}
    return {}


def _read(typed: Typed) -> GivenConfirmation:
    chosen = CarriedAnswer(typed["answer"]) if typed["answer"] in set(CarriedAnswer) else None
    return GivenConfirmation(chosen, typed["words"], typed["given_by"], typed["given_role"])


def _begin(visit: AgreementVisit[AskedToConfirm], row: CarriedMaterial) -> Typed:
    """What the form begins with: who answered last time, else the contact whose code was used."""
    who = (row.given_by, row.given_role) if row.given_by else (visit.contact.name, visit.contact.job_title)
    return dict(zip(FIELDS, ("", "", *who), strict=True))


def _show(number: int, filled: Filled) -> str:
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
        typed=filled.typed or _begin(visit, row),
        answers=list_answers(row),
        found=filled.wrong,
        errors=list_errors(filled.wrong),
    )
