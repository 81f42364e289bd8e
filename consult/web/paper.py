"""The questions of an open consultation to be printed and filled in by hand, for everybody."""

from flask import Blueprint, Response, current_app, request

from consult.errors import Conflict, ExportRefused
from consult.web.access import PUBLIC, allow
from consult.web.answering_visit import get_opening
from consult.web.database import brief_transaction
from consult.web.paper_forms import make_paper, send_paper

blueprint = Blueprint("paper", __name__, url_prefix="/c/<slug>")


@blueprint.get("/paper.pdf")
@allow(PUBLIC)
def download(slug: str) -> Response:
    """In the language chosen, as far as the questionnaire has it; `print=large` for large print."""
    with brief_transaction():
        opening = get_opening(slug)
        is_large = request.args.get("print") == "large"
        form = make_paper(
            opening.consultation, opening.version, opening.definition, opening.language, is_large=is_large
        )
    try:
        return send_paper(form, slug)
    except ExportRefused as refusal:  # what it says of fonts helps those who run the site, nobody else
        current_app.logger.error("failure %s at %s", refusal.code, request.endpoint)
        raise Conflict("C249") from refusal
