"""Any version of a questionnaire to be printed, also a draft: to be read by many, or answered by hand."""

from flask import Blueprint, Response, request

from consult.queries.questionnaires import get_version
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.reading_versions import read_definition
from consult.web.access import STAFF, allow
from consult.web.database import brief_transaction
from consult.web.paper_forms import make_paper, send_paper

bp = Blueprint("desk_paper", __name__, url_prefix="/desk/consultations/<slug>/questionnaire")


@bp.get("/<version_id>/paper.pdf")
@allow(STAFF)
def download(slug: str, version_id: str) -> Response:
    """In `language`, or else its own; `print=large` for large print."""
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
        version = get_version(session, consultation.id, version_id)
        definition, asked = read_definition(version), request.args.get("language", "")
        language = asked if asked in definition.languages else definition.default_language
        is_large = request.args.get("print") == "large"
        form = make_paper(consultation, version, definition, language, is_large=is_large)
    return send_paper(form, f"{slug}-version-{version.number}")
