"""The forms in which a section of the draft is written, and in which two of its texts are joined."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.models.draft import Section
from consult.services.drafts import editing
from consult.services.drafts.documenting import show_version
from consult.web.database import brief_transaction, get_session
from consult.web.desk_comment_views import list_waiting
from consult.web.desk_draft_views import describe_beside, list_references, make_showing

REASON_CODE = "C526"
OUTDATED = 409


def show_form(
    slug: str,
    found: Section,
    text: str,
    parent_id: str,
    error: Conflict | None = None,
    standing: editing.Version | None = None,
) -> ResponseReturnValue:
    """The text of a section to edit; with what was wrong, and with what was typed.

    standing: what stands, where what was typed was begun before it and is not saved.
    """
    with brief_transaction(writes=True) as session:
        references = list_references(session, found)
        shown = [show_version(session, found, standing.blocks, make_showing())] if standing else []
    page = render_template(
        "desk/draft/edit.html",
        slug=slug,
        section=found,
        text=text,
        parent_id=parent_id,
        references=references,
        reason=request.form.get("reason", ""),
        comments=list_waiting(found),
        standing=standing,
        bodies=describe_beside(shown, slug),
        errors=_list_errors(error),
    )
    return page, OUTDATED if standing else error.status if error else 200


def show_outdated(slug: str, found: Section, text: str) -> ResponseReturnValue:
    """What was typed on an old page, and what was written since: one text that stands, or those beside it."""
    standing = editing.find_standing(get_session(), found)
    if standing.is_branched:
        return show_join(slug, found, text, standing, is_outdated=True)
    return show_form(slug, found, text, standing.version.revision_id, standing=standing.version)


def show_join(
    slug: str,
    found: Section,
    text: str,
    standing: editing.Standing,
    error: Conflict | None = None,
    *,
    is_outdated: bool = False,
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
        is_outdated=is_outdated,
        errors=_list_errors(error),
    )
    return page, OUTDATED if is_outdated else error.status if error else 200


def _list_errors(error: Conflict | None) -> list[dict[str, str]]:
    if error is None:
        return []
    field = "#reason" if error.code == REASON_CODE else "#text"
    return [{"text": f"{error.message} {error.remedy}", "href": field}]
