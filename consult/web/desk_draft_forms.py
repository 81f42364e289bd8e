"""The forms in which a section of the draft is written, and in which two of its texts are joined."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.models.draft import Section
from consult.services.drafts import editing
from consult.services.drafts.documenting import show_version
from consult.web.database import brief_transaction
from consult.web.desk_comment_views import list_waiting
from consult.web.desk_draft_views import describe_beside, list_references, make_showing

REASON_CODE = "C526"


def show_form(
    slug: str, found: Section, text: str, parent_id: str, error: Conflict | None = None
) -> ResponseReturnValue:
    """The text of a section to edit; with what was wrong, and with what was typed."""
    with brief_transaction(writes=True) as session:
        references = list_references(session, found)
    page = render_template(
        "desk/draft/edit.html",
        slug=slug,
        section=found,
        text=text,
        parent_id=parent_id,
        references=references,
        reason=request.form.get("reason", ""),
        comments=list_waiting(found),
        errors=_list_errors(error),
    )
    return page, error.status if error else 200


def show_join(
    slug: str, found: Section, text: str, standing: editing.Standing, error: Conflict | None = None
) -> ResponseReturnValue:
    """The first two texts that stand side by side; with more, the page comes again after the join."""
    versions = [standing.version, *standing.beside[:1]]
    with brief_transaction(writes=True) as session:
        shown = [show_version(session, found, one.blocks, make_showing()) for one in versions]
        references = list_references(session, found)
    page = render_template(
        "desk/draft/join.html",
        slug=slug,
        section=found,
        text=text,
        versions=versions,
        bodies=describe_beside(shown, slug),
        references=references,
        reason=request.form.get("reason", ""),
        errors=_list_errors(error),
    )
    return page, error.status if error else 200


def _list_errors(error: Conflict | None) -> list[dict[str, str]]:
    if error is None:
        return []
    field = "#reason" if error.code == REASON_CODE else "#text"
    return [{"text": f"{error.message} {error.remedy}", "href": field}]
