"""The region: its organisations with their standing, one organisation with its contacts."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict
from consult.models.region import Organisation
from consult.queries.organisations import list_directory
from consult.services.region import directing
from consult.web.access import MANAGE, STAFF, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_forms.region import ContactForm, NewOrganisationForm, OrganisationForm
from consult.web.desk_forms.stale import is_stale, list_differences
from consult.web.desk_words import SECTORS
from consult.web.region_filters import list_filters, read_directory
from consult.web.region_words import STANDING_COLOURS, STANDING_HINTS, STANDING_RULE, STANDINGS

bp = Blueprint("desk_region", __name__, url_prefix="/desk/region")


@bp.record_once
def add_words(state: BlueprintSetupState) -> None:
    """Give templates the words for sectors and standings: every page that lists organisations needs them."""
    state.app.jinja_env.globals.update(
        sector_words=SECTORS,
        standing_words=STANDINGS,
        standing_colours=STANDING_COLOURS,
        standing_hints=STANDING_HINTS,
        standing_rule=STANDING_RULE,
    )


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """The organisations of the region, filtered and sorted."""
    session = get_session()
    sub_regions = directing.list_sub_regions(session)
    found = list_directory(session, read_directory(request.args))
    return render_template(
        "desk/region/index.html",
        organisations=found,
        all_of_them=directing.list_organisations(session),
        sub_regions=sub_regions,
        filters=list_filters(request.args, sub_regions),
        forums=directing.list_forums(session),
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@allow(MANAGE)
def add() -> ResponseReturnValue:
    """Add an organisation."""
    session = get_session()
    form = NewOrganisationForm(directing.list_sub_regions(session))
    if form.validate_on_submit():
        try:
            details = form.read(form.key.data)
            directing.add_organisation(session, details, actor=current_user.id, now=get_now())
        except Conflict as error:
            form.key.errors = [f"{error.message} {error.remedy}"]
        else:
            flash(f"{details.name} is in the directory. Add the people you write to.")
            return redirect(url_for("desk_region.organisation", key=details.key))
    return render_template("desk/region/add.html", form=form, errors=form.list_errors())


@bp.route("/organisations/<key>", methods=["GET", "POST"])
@allow(MANAGE)
def organisation(key: str) -> ResponseReturnValue:
    """One organisation: what the directory says of it, and its contacts."""
    session = get_session()
    found = directing.get_organisation(session, key)
    form = OrganisationForm(directing.list_sub_regions(session))
    if form.validate_on_submit():
        if is_stale(request.form.get("version"), found.version):
            return _show_organisation(
                found, form, differences=list_differences(form, _show_stored(found))
            ), 409
        directing.change_organisation(session, found, form.read(key), actor=current_user.id, now=get_now())
        flash(f"{found.name} is saved.")
        return redirect(url_for("desk_region.index"))
    if not form.is_submitted():
        form.show(found)
    return _show_organisation(found, form)


@bp.post("/organisations/<key>/contacts")
@allow(MANAGE)
def add_contact(key: str) -> ResponseReturnValue:
    """Add a person to an organisation."""
    session = get_session()
    found, form = directing.get_organisation(session, key), ContactForm(prefix="contact")
    if not form.validate_on_submit():
        return _show_organisation(found, _show_stored(found), contact_form=form), 422
    directing.add_contact(session, found, form.read(), actor=current_user.id, now=get_now())
    flash(f"{form.name.data} is a contact of {found.name}.")
    return redirect(url_for("desk_region.organisation", key=key))


@bp.post("/organisations/<key>/contacts/<contact_id>/remove")
@allow(MANAGE)
def remove_contact(key: str, contact_id: str) -> ResponseReturnValue:
    """Remove a person from an organisation."""
    session = get_session()
    found = directing.get_organisation(session, key)
    directing.remove_contact(session, found, contact_id, actor=current_user.id, now=get_now())
    flash("The contact is removed.")
    return redirect(url_for("desk_region.organisation", key=key))


def _show_stored(organisation: Organisation) -> OrganisationForm:
    """A form that holds what is stored, whatever was sent."""
    form = OrganisationForm(directing.list_sub_regions(get_session()), formdata=None)
    form.show(organisation)
    return form


def _show_organisation(
    found: Organisation, form: OrganisationForm, *, contact_form: ContactForm | None = None, **more: Any
) -> str:
    people = contact_form or ContactForm(formdata=None, prefix="contact")
    errors = form.list_errors() + people.list_errors()
    return render_template(
        "desk/region/organisation.html",
        organisation=found,
        form=form,
        contact_form=people,
        errors=errors,
        **more,
    )
