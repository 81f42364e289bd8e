"""What the statements of a version rest on, as files: a manager's own, and one that may be released."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from consult.queries.versions import get_version
from consult.services.consultations.consulting import get_consultation
from consult.services.versions.exporting_evidence import EvidenceIndex, export_evidence
from consult.vocabulary import UseKind
from consult.web.access import MANAGE, allow
from consult.web.database import brief_transaction
from consult.web.desk_draft_views import get_author, make_showing
from consult.web.handed_out import keep_digest
from consult.web.sent_tables import require_known, send_table

bp = Blueprint("desk_evidence_index", __name__, url_prefix="/desk/consultations/<slug>/versions/<int:number>")


@bp.get("/evidence.<ending>")
@allow(MANAGE)
def download(slug: str, number: int, ending: str) -> ResponseReturnValue:
    """With the returns behind quotations and facts; nothing of experiences but that they are some."""
    return _send(slug, number, ending, for_release=False)


@bp.get("/evidence-for-release.<ending>")
@allow(MANAGE)
def release(slug: str, number: int, ending: str) -> ResponseReturnValue:
    """Without returns, and without names of bodies that did not agree."""
    return _send(slug, number, ending, for_release=True)


def _send(slug: str, number: int, ending: str, *, for_release: bool) -> ResponseReturnValue:
    """Raises: NotFound (C102 ending, C521), Conflict (C520)."""
    require_known(ending)
    index = _make(slug, number, f".{ending}", for_release=for_release)
    kind = "-for-release" if for_release else ""
    sent = send_table(f"{slug}-version-{number}-evidence{kind}.{ending}", index.columns, index.rows)
    keep_digest(index.file_id, sent.get_data())
    return sent


def _make(slug: str, number: int, form: str, *, for_release: bool) -> EvidenceIndex:
    with brief_transaction(writes=True) as session:
        version = get_version(session, get_consultation(session, slug).id, number)
        showing, actor = make_showing(UseKind.EXPORT), str(get_author().staff_id)
        return export_evidence(session, version, showing, for_release=for_release, actor=actor, form=form)
