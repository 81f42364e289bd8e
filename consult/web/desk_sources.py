"""Lists of statements that managers put into a draft: sources, partners' facts, positions and asks."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.services.consultations.consulting import get_consultation
from consult.services.evidence.beginning_sources import find_beginning
from consult.services.evidence.cited_keys import make_key
from consult.services.evidence.citing import list_citable
from consult.services.evidence.listed_sources import get_listed, list_listed
from consult.services.evidence.listing_sources import Listing, add_listed, change_listed, remove_listed
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.sources import FORMS, SourcesForm, get_form
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_sources", __name__, url_prefix="/desk/consultations/<slug>/draft-sources")
WRONG = 422


@bp.get("")
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """Every list, each statement as it would be printed."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    texts = {one.key: one.text for one in list_citable(session, consultation.id)}
    lists = list_listed(session, get_current_viewer(), consultation.id)
    return render_template(
        "desk/draft/sources.html",
        consultation=consultation,
        lists={name: [(row, make_key(name, row.number)) for row in rows] for name, rows in lists.items()},
        texts=texts,
        forms=FORMS,
    )


@bp.route("/<listed>/add", methods=["GET", "POST"])
@allow(MANAGE)
def add(slug: str, listed: str) -> ResponseReturnValue:
    """Put a statement on its list."""
    form = get_form(listed)(data=find_beginning(_open(slug), listed, request.args))
    form.offer(_open(slug))
    if form.validate_on_submit() and _keep(form, slug):
        flash("It is on the list. Put it into a section by its reference.")
        return redirect(url_for(".index", slug=slug))
    return _show(slug, form)


@bp.route("/<listed>/<int:number>", methods=["GET", "POST"])
@allow(MANAGE)
def change(slug: str, listed: str, number: int) -> ResponseReturnValue:
    """Change a statement of a list."""
    consultation_id, viewer = get_consultation(get_session(), slug).id, get_current_viewer()
    row = get_listed(get_session(), viewer, consultation_id, listed, number)
    form = get_form(listed)(obj=row)
    form.offer(_open(slug))
    if form.validate_on_submit() and _keep(form, slug, number):
        flash("It is changed. A section that has it shows the change once it is saved again.")
        return redirect(url_for(".index", slug=slug))
    return _show(slug, form, number)


@bp.post("/<listed>/<int:number>/remove")
@allow(MANAGE)
def remove(slug: str, listed: str, number: int) -> ResponseReturnValue:
    """Take a statement off its list."""
    remove_listed(_open(slug), listed, number)
    flash("It is off the list. A section that has it says so until it is taken out there.")
    return redirect(url_for(".index", slug=slug))


def _open(slug: str) -> Listing:
    consultation = get_consultation(get_session(), slug)
    return Listing(get_session(), get_current_viewer(), consultation, get_author(), get_now())


def _keep(form: SourcesForm, slug: str, number: int = 0) -> bool:
    """Keep what a valid form says; says on the form why it cannot be kept."""
    try:
        with get_session().begin_nested():
            if number:
                change_listed(_open(slug), number, form.read())
            else:
                add_listed(_open(slug), form.read())
    except Conflict as error:
        form.mark(f"{error.message} {error.remedy}")
        return False
    return True


def _show(slug: str, form: SourcesForm, number: int = 0) -> ResponseReturnValue:
    page = render_template(
        "desk/draft/source.html",
        consultation=get_consultation(get_session(), slug),
        form=form,
        number=number,
        errors=form.list_errors(),
    )
    return page, WRONG if request.method == "POST" else 200
