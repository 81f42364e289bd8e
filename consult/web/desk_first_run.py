"""The first run: region, staff, mail and keys, each a page that says what it is for and what is done."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.services.jobs import messaging
from consult.services.region import directing, setting_up, staffing
from consult.web.access import ADMINISTER, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_forms.setting_up import PartnershipForm
from consult.web.first_run_steps import KEY_COMMANDS, find_key_state, list_steps
from consult.web.outbox import has_mail, post, post_again
from consult.web.region_words import MESSAGE_STATES, ROLES

bp = Blueprint("desk_first_run", __name__, url_prefix="/desk/first-run")
TEST_WORDS = """\
This is a test message from the staff area of {region}.

It reached you, so mail is set up.
"""


@bp.get("/")
@allow(ADMINISTER)
def index() -> ResponseReturnValue:
    """Every step, the first that is not done put forward."""
    steps = list_steps()
    following = next((step for step in steps if not step.is_done), None)
    return render_template("desk/home/first_run.html", steps=steps, following=following)


@bp.route("/region", methods=["GET", "POST"])
@allow(ADMINISTER)
def region() -> ResponseReturnValue:
    """Who the partnership is; then where to add its sub-regions and organisations."""
    session = get_session()
    known, form = setting_up.find_partnership(session), PartnershipForm()
    if form.validate_on_submit():
        details = form.read(is_fictional=known.is_fictional if known else bool(current_app.config["DEMO"]))
        setting_up.describe_partnership(session, details, actor=current_user.id, now=get_now())
        flash("The region is saved.")
        return redirect(url_for("desk_first_run.region"))
    if known and not form.is_submitted():
        form.show(known)
    counts = len(directing.list_sub_regions(session)), len(directing.list_organisations(session))
    return render_template(
        "desk/home/set_up_region.html", form=form, errors=form.list_errors(), is_named=known, counts=counts
    )


@bp.get("/staff")
@allow(ADMINISTER)
def staff() -> ResponseReturnValue:
    """Who signs in already, and the way to invite more."""
    found = staffing.list_staff(get_session())
    return render_template("desk/home/set_up_staff.html", staff=found, role_words=ROLES)


@bp.get("/mail")
@allow(ADMINISTER)
def mail() -> ResponseReturnValue:
    """Whether mail is set up, a test message, and what became of the latest messages."""
    latest = messaging.list_latest(get_session())
    return render_template(
        "desk/home/set_up_mail.html", has_mail=has_mail(), messages=latest, states=MESSAGE_STATES
    )


@bp.post("/mail/test")
@allow(ADMINISTER)
def send_test_message() -> ResponseReturnValue:
    """Send a message to whoever asks for it."""
    name = current_app.extensions["branding"].name
    post(messaging.NewMessage(current_user.email, f"Test from {name}", TEST_WORDS.format(region=name)))
    flash(f"A test message to {current_user.email} is in the outbox below.")
    return redirect(url_for("desk_first_run.mail"))


@bp.post("/mail/<message_id>/again")
@allow(ADMINISTER)
def send_again(message_id: str) -> ResponseReturnValue:
    """Send a message that waited, failed, or may not have come."""
    post_again(message_id)
    flash("The message is on its way again.")
    return redirect(url_for("desk_first_run.mail"))


@bp.get("/keys")
@allow(ADMINISTER)
def keys() -> ResponseReturnValue:
    """Whether there is a key and whether it is unlocked, with the commands that change it."""
    return render_template("desk/home/set_up_keys.html", state=find_key_state(), commands=KEY_COMMANDS)
