"""The run whose themes a page of the staff area is about, and one theme of it with its passages."""

from flask import request

from consult.errors import NotFound
from consult.models.analysis import AnalysisRun, Theme
from consult.models.consultation import Consultation
from consult.queries.runs import find_latest_run
from consult.queries.themes import get_theme
from consult.services.analyses.browsing import ThemePage, open_theme
from consult.services.consultations.consulting import get_consultation
from consult.services.themes.showing_examples import ShownExamples, open_examples
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.key_store import get_account_keys
from consult.web.viewing import get_current_viewer


def get_run(slug: str) -> tuple[Consultation, AnalysisRun]:
    """The consultation and its latest run. Raises: NotFound (C402) where nothing was analysed."""
    consultation = get_consultation(get_session(), slug)
    run = find_latest_run(get_session(), consultation.id)
    if run is None:
        raise NotFound("C402")
    return consultation, run


def get_standing(slug: str, key: str) -> tuple[Consultation, AnalysisRun, Theme]:
    """The same, and a theme that stands in the run. Raises: NotFound (C402)."""
    consultation, run = get_run(slug)
    return consultation, run, get_theme(get_session(), run.id, key)


def read_theme(slug: str, key: str) -> ThemePage:
    """The passages of the page asked for; reading them is on record before it is drawn."""
    keys, page = get_account_keys(), request.args.get("page", 1, type=int)
    with brief_transaction(writes=True) as session:
        found = get_standing(slug, key)[2]
        return open_theme(session, get_current_viewer(), found, page=page, keys=keys, now=get_now())


def read_with_examples(slug: str, key: str) -> tuple[ThemePage, ShownExamples]:
    """The same, on the first page with the passages that stand for the theme."""
    content, keys = read_theme(slug, key), get_account_keys()
    if content.page > 1:
        return content, ShownExamples((), {}, 0)
    with brief_transaction(writes=True) as session:
        found = get_standing(slug, key)[2]
        return content, open_examples(session, get_current_viewer(), found, keys=keys, now=get_now())
