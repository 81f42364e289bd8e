"""A first outline of a response as a file, in each form that responses are written in."""

import io

from flask import Blueprint, current_app, send_file
from flask.typing import ResponseReturnValue

from consult.exports.document import Document
from consult.exports.outline_paper import make_outline_paper
from consult.exports.writers import find_means, require_writer
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.describing_paper import describe_paper
from consult.services.outlines.outlining import make_outline
from consult.services.region.setting_up import find_small_number
from consult.web.access import MANAGE, allow
from consult.web.clock import get_today
from consult.web.database import brief_transaction
from consult.web.desk_carried_words import STATES
from consult.web.desk_words import SECTORS
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_outline_paper", __name__, url_prefix="/desk/consultations/<slug>/outline")


@bp.get("/file.<form>")
@allow(MANAGE)
def download(slug: str, form: str) -> ResponseReturnValue:
    """The outline as it is today, with nobody's words."""
    writer = require_writer(f".{form}")
    content = writer.make(_make_paper(slug), find_means(current_app.config))
    name = f"{slug}-outline{writer.ending}"
    return send_file(io.BytesIO(content), mimetype=writer.media_type, as_attachment=True, download_name=name)


def _make_paper(slug: str) -> Document:
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
        questions = make_outline(session, get_current_viewer(), consultation, today=get_today())
        return make_outline_paper(
            questions,
            describe_paper(session, consultation),
            get_today(),
            sectors=SECTORS,
            states={state: words for state, (words, _) in STATES.items()},
            least=find_small_number(session),
        )
