"""Two saved texts of a section, or two exact versions, with what differs between them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.versions import get_version, list_versions
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts import editing
from consult.services.drafts.comparing_texts import compare_shown
from consult.services.drafts.documenting import show_version
from consult.services.versions.comparing_versions import compare_versions
from consult.services.versions.showing_versions import show_exact
from consult.web.access import DRAFTS, allow
from consult.web.database import brief_transaction, get_session
from consult.web.desk_compared_views import describe_section
from consult.web.desk_draft_views import make_showing

bp = Blueprint("desk_draft_compare", __name__, url_prefix="/desk/consultations/<slug>")


@bp.get("/draft/<key>/compare")
@allow(DRAFTS)
def texts(slug: str, key: str) -> ResponseReturnValue:
    """Two saved texts of a section; by default the one that stands, and the one that it was written from."""
    found = get_section(get_latest_draft(get_session(), get_consultation(get_session(), slug).id), key)
    saved = editing.list_versions(get_session(), found)
    later = _find(saved, "b", editing.find_standing(get_session(), found).version.revision_id)
    earlier = _find(saved, "a", later.parent_id or later.revision_id)
    with brief_transaction(writes=True) as session:
        shown = [show_version(session, found, one.blocks, make_showing()) for one in (earlier, later)]
    return render_template(
        "desk/draft/compare.html",
        consultation=get_consultation(get_session(), slug),
        section=get_section(get_latest_draft(get_session(), found.draft.consultation_id), key),
        texts=list(enumerate(reversed(saved), start=1)),
        chosen=(earlier.revision_id, later.revision_id),
        compared=describe_section(compare_shown(*shown), slug),
    )


@bp.get("/versions/compare")
@allow(DRAFTS)
def versions(slug: str) -> ResponseReturnValue:
    """Two exact versions section by section; by default the latest and the one before it."""
    consultation = get_consultation(get_session(), slug)
    numbers = [one.number for one in reversed(list_versions(get_session(), consultation.id))]
    chosen = _choose(numbers)
    with brief_transaction(writes=True) as session:
        made = [get_version(session, consultation.id, number) for number in chosen]
        shown = [show_exact(session, one, make_showing()) for one in made]
    return render_template(
        "desk/draft/compare_versions.html",
        consultation=get_consultation(get_session(), slug),
        numbers=numbers,
        chosen=chosen,
        sections=[(one, describe_section(one.blocks, slug, one.title)) for one in compare_versions(*shown)],
    )


def _choose(numbers: list[int]) -> tuple[int, int]:
    """The earlier and the later version that the address asks for. Raises: Conflict (C527)."""
    if not numbers:
        raise Conflict("C527")
    later = request.args.get("b", numbers[-1], type=int)
    return request.args.get("a", max(later - 1, numbers[0]), type=int), later


def _find(saved: list[editing.Version], name: str, otherwise: str) -> editing.Version:
    """The text that the address asks for. Raises: Conflict (C231) for one that is not of this section."""
    wanted = request.args.get(name) or otherwise
    found = next((one for one in saved if one.revision_id == wanted), None)
    if found is None:
        raise Conflict("C231")
    return found
