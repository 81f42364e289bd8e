"""A version is sent round: who is asked, by which links, and how far each has come."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.models.consultation import Consultation
from consult.models.versions import DraftVersion
from consult.queries.versions import get_version
from consult.services.agreement.circulating import MadeLink, circulate, get_asked, list_asked, revoke
from consult.services.agreement.tallying import find_own
from consult.services.consultations.consulting import get_consultation
from consult.services.region import directing
from consult.services.region.setting_up import find_partnership
from consult.services.signing.closing_positions import find_closed
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_agreement_words import say_link, write_letter
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.circulation import CirculateForm
from consult.web.desk_titles import find_title
from consult.web.outbox import has_mail, post
from consult.web.region_words import STANDINGS

PREFIX = "/desk/consultations/<slug>/versions/<int:number>/circulation"
bp = Blueprint("desk_circulation", __name__, url_prefix=PREFIX)
WRONG = 422


@bp.get("")
@allow(MANAGE)
def index(slug: str, number: int) -> ResponseReturnValue:
    """Who was asked, and a form that asks others."""
    return _show(slug, number, _make_form(formdata=None))


@bp.post("")
@allow(MANAGE)
def send(slug: str, number: int) -> ResponseReturnValue:
    """Ask organisations: the links go to their contacts, and are on the page that follows, never again."""
    session, form = get_session(), _make_form()
    if not form.validate():
        return _show(slug, number, form), WRONG
    consultation = get_consultation(session, slug)
    version = get_version(session, consultation.id, number)
    chosen = [directing.get_organisation(session, key) for key in form.organisations.data or ()]
    given = {"closes_on": form.closes_on.data, "author": get_author(), "now": get_now()}
    made = circulate(session, version, chosen, **given)
    links = [(one.asked, _find_address(one), _post(one, consultation, form.note.data)) for one in made]
    values = {"consultation": consultation, "version": version, "has_mail": has_mail()}
    return render_template("desk/agreement_round/made.html", links=links, **values)


@bp.post("/<asked_id>/revoke")
@allow(MANAGE)
def take_back(slug: str, number: int, asked_id: str) -> ResponseReturnValue:
    """A link opens nothing any more."""
    session, version = get_session(), _get(slug, number)
    revoke(session, get_asked(session, version, asked_id), author=get_author(), now=get_now())
    flash("The link is taken back. What was said through it stays.")
    return redirect(url_for(".index", slug=slug, number=number))


def _get(slug: str, number: int) -> DraftVersion:
    return get_version(get_session(), get_consultation(get_session(), slug).id, number)


def _make_form(**options: object) -> CirculateForm:
    form = CirculateForm(**options)
    form.offer(directing.list_organisations(get_session()), STANDINGS)
    return form


def _find_address(made: MadeLink) -> str:
    return url_for("agreement.open_link", token=made.token, _external=True)


def _post(made: MadeLink, consultation: Consultation, note: str | None) -> list[str]:
    """Put a letter to each contact with an address into the outbox. Returns: their names."""
    region = find_partnership(get_session())
    about = {"title": find_title(consultation)[0], "region": region.name if region else "The partnership"}
    closed = find_closed(get_session(), made.asked.version)
    people = [one for one in made.asked.organisation.contacts if one.email]
    for one in people:
        post(write_letter(one.name, one.email, made.asked, (_find_address(made), note or ""), about, closed))
    return [one.name for one in people]


def _show(slug: str, number: int, form: CirculateForm) -> str:
    session, version = get_session(), _get(slug, number)
    asked = [
        (one, say_link(one, get_today()), find_own(session, one)) for one in list_asked(session, version)
    ]
    return render_template(
        "desk/agreement_round/index.html",
        consultation=get_consultation(session, slug),
        version=version,
        closed=find_closed(session, version),
        asked=asked,
        form=form,
        errors=form.list_errors(),
    )
