"""Returns that staff take in: one entered by hand, or a spreadsheet of many."""

import uuid

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import CodedError
from consult.services.consultations.consulting import get_consultation
from consult.web.access import MANAGE, allow
from consult.web.database import brief_transaction
from consult.web.desk_entries import enter, open_page
from consult.web.desk_forms.returns import ImportForm
from consult.web.desk_imports import pack_rejects, read_upload, take_in, write_rejects
from consult.web.desk_return_pages import render, send_file

bp = Blueprint("desk_return_intake", __name__, url_prefix="/desk/consultations/<slug>/returns")


@bp.route("/new", methods=["GET", "POST"])
@allow(MANAGE)
def new(slug: str) -> ResponseReturnValue:
    """Enter a return by hand; its number is shown once, when it has been kept."""
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
        page = open_page(consultation)
        if request.method != "POST" or not page.validate():
            submission_id = request.form.get("submission_id") or str(uuid.uuid4())
            return render("new", consultation, entry=page, submission_id=submission_id)
    entered = enter(consultation, page)
    if entered.codename is None:
        return redirect(url_for("desk_returns.show", slug=slug, response_id=entered.response.id))
    return render("entered", consultation, response=entered.response, codename=entered.codename)


@bp.route("/import", methods=["GET", "POST"])
@allow(MANAGE)
def take_file(slug: str) -> ResponseReturnValue:
    """Take in a spreadsheet of returns, and say what became of every row."""
    form, outcome, refusal = ImportForm(), None, None
    if form.validate_on_submit():
        try:
            upload = read_upload(form.file.data, form.mapping.data)
            with brief_transaction(writes=True) as session:
                outcome = take_in(get_consultation(session, slug), upload)
        except CodedError as error:
            refusal = error
    packed = pack_rejects(outcome) if outcome else ""
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
        if outcome:
            return render("imported", consultation, outcome=outcome, packed=packed)
        return render("import", consultation, form=form, refusal=refusal), 422 if refusal else 200


@bp.route("/import/rejects.csv", methods=["POST"])
@allow(MANAGE)
def download_rejects(slug: str) -> Response:
    """The rows that were rejected, to be corrected and sent again."""
    content = write_rejects(request.form.get("rejects", ""))
    return send_file(content, f"{slug}-rejected.csv", "text/csv; charset=utf-8")
