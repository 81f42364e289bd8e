"""The words of the site itself in each language: to be read as a file, and recorded as checked."""

import io

from babel.messages.pofile import write_po
from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from consult.services.cells.own_words import get_own_words, list_own_words, read_catalogue, record_check
from consult.web.access import MANAGE, STAFF, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_cell_views import get_person
from consult.web.desk_forms.base import DeskForm, line
from consult.web.desk_words import name_language

bp = Blueprint("desk_own_words", __name__, url_prefix="/desk/region/own-words")
WRONG = 422
PO_TYPE = "text/x-gettext-translation"


class CheckForm(DeskForm):
    """Who checked the site's words in a language."""

    name = line("Who checked them", "Enter the name of the person who speaks the language and checked them")
    is_read = BooleanField(
        "They read every text in the file, and corrected what was wrong",
        [InputRequired("Tick the box once they have read every text")],
    )
    digest = HiddenField()


@bp.get("")
@allow(STAFF)
def index() -> str:
    """Every language of the site's own words, and who checked them."""
    found = list_own_words(get_session())
    return render_template("desk/cells/own_words.html", found=found, name_language=name_language)


@bp.get("/<language>.po")
@allow(STAFF)
def download(language: str) -> ResponseReturnValue:
    """Every text with its translation, for whoever checks them."""
    file = io.BytesIO()
    write_po(file, read_catalogue(language), width=0)
    name = f"own-words-{language}.po"
    return send_file(io.BytesIO(file.getvalue()), mimetype=PO_TYPE, as_attachment=True, download_name=name)


@bp.route("/<language>", methods=["GET", "POST"])
@allow(MANAGE)
def check(language: str) -> ResponseReturnValue:
    """Record that somebody checked them."""
    words, form = get_own_words(get_session(), language), CheckForm()
    if form.validate_on_submit():
        told = {"digest": str(form.digest.data), "name": form.name.data, "now": get_now()}
        record_check(get_session(), language, person=get_person(), **told)
        flash(f"Recorded: {form.name.data} checked the words of this site in {name_language(language)}.")
        return redirect(url_for(".index"))
    page = render_template(
        "desk/cells/own_words_check.html", form=form, words=words, name=name_language(language)
    )
    return page, WRONG if form.errors else 200
