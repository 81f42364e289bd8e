"""Every failure becomes a page that says what happened, what was kept and what to do, with its code.

Messages come from the catalogues of codes; they are translated by their text, and keep lang="en" where no
translation exists. No page shows a traceback, and no log line holds what somebody typed.
"""

import secrets

from flask import Flask, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from analysis.errors import AnalysisError
from consult.errors import CodedError
from consult.sealing.errors import SealingBusy
from consult.web.languages import is_staff_page
from consult.web.problems import (
    Problem,
    Words,
    describe,
    describe_coded,
    list_typed,
    may_send_again,
    say_what_was_kept,
)
from consult.web.public_layouts import ACCOUNT_LAYOUT, choose_public_layout
from forms.errors import FormsError

HTTP_CODES = {401: "C103", 403: "C101", 404: "C102", 405: "C104", 410: "C102", 413: "C105", 429: "C211"}
NOT_UNDERSTOOD = "C106"
UNEXPECTED = "C107"
EXPIRED_FORM = "C206"
STALE_SAVE = "C203"
TOO_MANY, LIMIT_SECONDS, BUSY_SECONDS = 429, 60, 20


def init_errors(app: Flask) -> None:
    """Register the pages for every kind of failure."""
    app.register_error_handler(CodedError, show_coded_error)
    app.register_error_handler(AnalysisError, show_analysis_error)
    app.register_error_handler(FormsError, show_forms_error)
    app.register_error_handler(StaleDataError, show_stale_save)
    app.register_error_handler(CSRFError, show_expired_form)
    app.register_error_handler(SecurityError, show_unknown_host)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(InternalServerError, show_unexpected_error)


def show_coded_error(error: CodedError) -> ResponseReturnValue:
    """The page for a failure that a service named.

    That too many come at once is no fault, and a line at that instant would say when somebody came back.
    """
    is_busy = isinstance(error, SealingBusy)
    if error.status >= 500 and not is_busy:
        current_app.logger.error("failure %s at %s", error.code, request.endpoint)
    answer = make_response(show_problem(describe_coded(error)))
    if is_busy:
        answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer


def show_analysis_error(error: AnalysisError) -> ResponseReturnValue:
    """The page for a failure of the analysis room; its words are English, for staff."""
    return show_problem(Problem(error.code, Words(error.text), Words(error.remedy), 422))


def show_forms_error(error: FormsError) -> ResponseReturnValue:
    """The page for a failure of the forms room; its words are English."""
    return show_problem(Problem(error.code, Words(error.message), Words(error.remedy), 422))


def show_stale_save(_error: StaleDataError) -> ResponseReturnValue:
    """The page for two saves at the same instant: the second is refused, and what was typed is there."""
    return show_problem(describe(STALE_SAVE))


def show_expired_form(_error: CSRFError) -> ResponseReturnValue:
    """The page for an expired form token: what was typed is there, to be sent again with one press."""
    return show_problem(describe(EXPIRED_FORM), can_send_again=may_send_again())


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """The page for what the framework refuses; a redirect stays a redirect."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    code = HTTP_CODES.get(status, NOT_UNDERSTOOD if status < 500 else UNEXPECTED)
    is_limit = status == TOO_MANY  # what was typed can be sent again with one press, once there is room
    page = show_problem(describe(code, status), can_send_again=is_limit and may_send_again())
    response = make_response(page)
    if is_limit:
        response.headers["Retry-After"] = str(LIMIT_SECONDS)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def show_unexpected_error(_error: InternalServerError) -> ResponseReturnValue:
    """The page for a fault of ours; the framework has logged the traceback, this adds the reference."""
    reference = secrets.token_hex(4)
    current_app.logger.error("reference %s at %s", reference, request.endpoint)
    problem = describe(UNEXPECTED, reference=reference)
    try:
        return show_problem(problem)
    except Exception:  # the layout itself may need what just failed, such as the database
        return show_bare(problem)


def show_unknown_host(_error: SecurityError) -> ResponseReturnValue:
    """The page for a name that the site does not answer to: without links, which would need a name."""
    return show_bare(describe(NOT_UNDERSTOOD, 400))


def show_bare(problem: Problem) -> ResponseReturnValue:
    """The page without its layout."""
    page = current_app.jinja_env.get_template("errors/bare.html")
    return page.render(problem=problem), problem.status


def show_problem(problem: Problem, *, can_send_again: bool = False) -> ResponseReturnValue:
    """Render the page in the part of the site where the failure happened."""
    typed = list_typed()
    page = render_template(
        "errors/problem.html",
        layout=_choose_layout(problem.status),
        problem=problem,
        kept=say_what_was_kept(typed),
        typed=typed,
        can_send_again=can_send_again and bool(typed.fields),
    )
    return page, problem.status


def _choose_layout(status: int) -> str:
    """The staff area only for those inside it, and never where we fail: its menu needs the database."""
    layout = choose_public_layout()
    if layout == ACCOUNT_LAYOUT:
        return layout
    inside = is_staff_page() and request.blueprint != "security" and status not in {401, 500, 503}
    return "layouts/desk.html" if inside else layout
