"""Who is looking: the viewer that the person signed in is, for queries that ask."""

from flask_security import current_user

from consult.errors import AccessDenied
from consult.queries.viewer import NOBODY, Viewer, get_viewer
from consult.vocabulary import Standing
from consult.web.access import ANALYSE, meets
from consult.web.database import get_session


def get_current_viewer() -> Viewer:
    """The viewer for queries about people's content; a visitor sees no response at all."""
    if not current_user.is_authenticated:
        return NOBODY
    return get_viewer(get_session(), current_user.id)


def get_account_viewer() -> Viewer:
    """The viewer of an experience, or of what counts them: never an observer's, whatever their role.

    Tables are one thing for everybody, and so for nobody who may not see all that is in them.
    Raises: AccessDenied (C101).
    """
    viewer = get_current_viewer()
    if not viewer.sees_accounts:
        raise AccessDenied("C101")
    return viewer


def may_see_figures(viewer: Viewer) -> bool:
    """Whether small numbers may be shown as they are: to the partnership's own analysts."""
    return viewer.standing is Standing.FULL and meets(ANALYSE)
