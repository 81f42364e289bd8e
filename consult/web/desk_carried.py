"""What is carried over for a consultation: how each piece stands, and the links that ask about it."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.models.circulating import AskedToConfirm
from consult.models.consultation import Consultation
from consult.services.agreement.circulating import MadeLink, revoke
from consult.services.carrying.asking_organisations import ask_to_confirm, get_link, list_links, list_waiting
from consult.services.carrying.labels import name_body, name_home
from consult.services.carrying.listing_carried import OPEN, REMOVABLE, USABLE, Carried, list_carried
from consult.services.carrying.proposing import take_back_proposal
from consult.services.carrying.saying_carried import CarriedText, Reference, read_carried, refer_to
from consult.services.consultations.consulting import get_consultation
from consult.services.evidence.citing_carried import list_carried_citable
from consult.services.permissions.using import Occasion
from consult.services.region import directing
from consult.services.region.setting_up import find_partnership
from consult.vocabulary import Purpose, UseKind
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_agreement_words import say_link
from consult.web.desk_carried_words import STATES, write_letter
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.circulation import CirculateForm
from consult.web.desk_titles import find_title
from consult.web.outbox import has_mail, post
from consult.web.region_words import STANDINGS
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_carried", __name__, url_prefix="/desk/consultations/<slug>/carried")
WRONG = 422


@bp.get("")
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """Each piece with how it stands, and a form that asks organisations."""
    return _show(slug, _make_form(slug, formdata=None))


@bp.post("")
@allow(MANAGE)
def send(slug: str) -> ResponseReturnValue:
    """Ask organisations: links go to their contacts, and are on the page that follows, never again."""
    session, form = get_session(), _make_form(slug)
    if not form.validate():
        return _show(slug, form), WRONG
    consultation = get_consultation(session, slug)
    chosen = [directing.get_organisation(session, key) for key in form.organisations.data or ()]
    given = {"closes_on": form.closes_on.data, "author": get_author(), "now": get_now()}
    made = ask_to_confirm(session, consultation, chosen, **given)
    links = [(one.asked, _find_address(one), _post(one, consultation, form.note.data)) for one in made]
    values = {"consultation": consultation, "has_mail": has_mail(), "links": links}
    return render_template("desk/carried/made.html", **values)


@bp.post("/links/<asked_id>/revoke")
@allow(MANAGE)
def take_link_back(slug: str, asked_id: str) -> ResponseReturnValue:
    """A link opens nothing any more."""
    asked = get_link(get_session(), get_consultation(get_session(), slug).id, asked_id)
    revoke(get_session(), asked, author=get_author(), now=get_now())
    flash("The link is taken back. What was said through it stays.")
    return redirect(url_for(".index", slug=slug))


@bp.post("/<int:number>/remove")
@allow(MANAGE)
def remove(slug: str, number: int) -> ResponseReturnValue:
    """Take a piece that nobody answered off the list."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    viewer, author = get_current_viewer(), get_author()
    take_back_proposal(session, viewer, consultation, number, author=author, now=get_now())
    flash("It is off the list.")
    return redirect(url_for(".index", slug=slug))


def _make_form(slug: str, **options: object) -> CirculateForm:
    form, session = CirculateForm(**options), get_session()
    waiting = list_waiting(session, get_consultation(session, slug).id, today=get_today())
    bodies = [one for one in directing.list_organisations(session) if one.id in waiting]
    form.offer(bodies, STANDINGS)
    return form


def _find_address(made: MadeLink[AskedToConfirm]) -> str:
    return url_for("agreement.open_link", token=made.token, _external=True)


def _post(made: MadeLink[AskedToConfirm], consultation: Consultation, note: str | None) -> list[str]:
    """Put a letter to each contact with an address into the outbox. Returns: their names."""
    region = find_partnership(get_session())
    about = {"title": find_title(consultation)[0], "region": region.name if region else "The partnership"}
    people = [one for one in made.asked.organisation.contacts if one.email]
    for one in people:
        post(write_letter(one.name, one.email, made.asked, (_find_address(made), note or ""), about))
    return [one.name for one in people]


def _describe(one: Carried, keys: dict[str, str], said: Mapping[Reference, CarriedText]) -> dict[str, object]:
    found = said.get(refer_to(one.row))
    return {
        "piece": one,
        "row": one.row,
        "state": STATES[one.state],
        "is_open": one.state in OPEN,
        "may_be_removed": one.state in REMOVABLE,
        "words": found.text if found else "",
        "reference": keys.get(f"carried.{one.row.number}", "") if one.state in USABLE else "",
        "whose": name_body(get_session(), one.row),
        "home": name_home(one.row),
    }


def _read_words(slug: str) -> dict[Reference, CarriedText]:
    """Words that organisations wrote when they confirmed, of what may be used now; the use is on record."""
    with brief_transaction(writes=True) as session:
        about, viewer = get_consultation(session, slug).id, get_current_viewer()
        pieces = list_carried(session, viewer, about, today=get_today())
        wanted = [refer_to(one.row) for one in pieces if one.row.words and one.state in USABLE]
        return read_carried(
            session, about, wanted, Occasion(viewer, UseKind.PAGE, Purpose.QUOTE, about, get_now())
        )


def _show(slug: str, form: CirculateForm) -> str:
    said = _read_words(slug)
    session, consultation = get_session(), get_consultation(get_session(), slug)
    pieces = list_carried(session, get_current_viewer(), consultation.id, today=get_today())
    citable = list_carried_citable(session, consultation.id)
    keys = {one.key: f"[[{'quotation' if one.quotation else 'statement'} {one.key}]]" for one in citable}
    links = [(one, say_link(one, get_today())) for one in list_links(session, consultation.id)]
    return render_template(
        "desk/carried/index.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        pieces=[_describe(one, keys, said) for one in pieces],
        links=links,
        form=form,
        errors=form.list_errors(),
    )
