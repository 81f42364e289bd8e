"""Words that wait for a translation: in which languages, how many, and by when they are needed."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.services.consultations.consulting import get_consultation, list_consultations
from consult.services.translations.counting_translations import Stage, Survey, survey_translations
from consult.services.translations.planning_translations import (
    find_needed_on,
    list_reading_languages,
    set_needed_on,
    set_reading_languages,
)
from consult.told import add_up
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import WRONG, render_experiences
from consult.web.desk_forms.translations import NeedForm, ReadingForm
from consult.web.desk_words import name_language
from consult.web.key_store import get_account_keys
from consult.web.translation_words import STAGES
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_awaiting_translation", __name__, url_prefix="/desk/experiences/awaiting-translation")


@bp.get("/")
@allow(ACCOUNTS)
def index() -> ResponseReturnValue:
    """What waits, by consultation and language; looking at the words to count them is on record."""
    given: dict[str, Any] = {"keys": get_account_keys(), "now": get_now()}
    with brief_transaction(writes=True) as session:
        viewer, consultations = get_account_viewer(), list_consultations(session)
        surveys = [survey_translations(session, viewer, one, **given) for one in consultations]
        shown = [one for one in surveys if one.told]
    named = [name_language(one) for one in list_reading_languages(get_session())]
    tables = {"list_waiting": list_waiting, "tabulate": tabulate, "sum_up": sum_up}
    return render_experiences("awaiting", surveys=shown, languages=named, **tables)


@bp.route("/<slug>/needed", methods=["GET", "POST"])
@allow(ACCOUNTS)
def needed(slug: str) -> ResponseReturnValue:
    """By when the translations of one consultation are needed."""
    get_account_viewer()
    session, consultation = get_session(), get_consultation(get_session(), slug)
    form = NeedForm(data={"needed": find_needed_on(session, consultation)})
    if form.validate_on_submit():
        set_needed_on(session, consultation, form.needed.data, actor=current_user.id, now=get_now())
        flash("The day is kept.")
        return redirect(url_for(".index"))
    page = render_experiences("translations_needed", consultation=consultation, form=form)
    return (page, WRONG) if form.errors else page


@bp.route("/languages", methods=["GET", "POST"])
@allow(ACCOUNTS)
def languages() -> ResponseReturnValue:
    """What the partnership reads without translation."""
    get_account_viewer()
    form = ReadingForm(data={"languages": list_reading_languages(get_session())})
    if form.validate_on_submit():
        set_reading_languages(get_session(), form.languages.data, actor=current_user.id, now=get_now())
        flash("The languages that you read are kept.")
        return redirect(url_for(".index"))
    page = render_experiences("reading_languages", form=form)
    return (page, WRONG) if form.errors else page


def list_waiting(survey: Survey) -> list[list[object]]:
    """A row for each language, by its name: experiences with and without open ones, returns, words."""
    rows: list[list[object]] = [
        [
            name_language(one.language),
            *one.experiences.cells,
            one.returns,
            "locked" if one.words is None else one.words,
        ]
        for one in survey.waiting
    ]
    return sorted(rows, key=lambda row: str(row[0]))


def tabulate(survey: Survey) -> list[list[object]]:
    """A row for each stage that something is in: experiences with and without open ones, returns."""
    used = [one for one in Stage if one in survey.told]
    return [[STAGES[one], *survey.told[one].cells, survey.returned[one]] for one in used]


def sum_up(survey: Survey) -> list[object]:
    """The last row of that table: all received."""
    return ["Received", *add_up(survey.told.values()).cells, sum(survey.returned.values())]
