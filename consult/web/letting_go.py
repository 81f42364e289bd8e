"""Which returns this browser has let go of: no form that is left in its history opens them again.

A form carries what finds its return, for a page may stay open for longer than the cookie of the session.
So this is noted for as long as a form opens anything, in a cookie of its own: marks, which say nothing.
"""

import hashlib

from flask import Response, after_this_request, current_app, g, request

from consult.services.keeping.retaining import FORM_SECONDS

COOKIE = "let_go"
MOST_MARKS, MARK_LENGTH = 40, 12
_PLACE = "marks_let_go"


def note_let_go(response_id: str) -> None:
    """From now on, this return is opened here only with its number."""
    mark = _make_mark(response_id)
    _keep([*(one for one in _read_marks() if one != mark), mark][-MOST_MARKS:])


def note_taken_up(response_id: str) -> None:
    """It was opened here with its number: its forms are good again, until this browser lets go of it."""
    mark = _make_mark(response_id)
    if mark in _read_marks():
        _keep([one for one in _read_marks() if one != mark])


def has_let_go(response_id: str) -> bool:
    """Whether this browser let go of it, and nobody has opened it here since."""
    return _make_mark(response_id) in _read_marks()


def _make_mark(response_id: str) -> str:
    return hashlib.sha256(response_id.encode()).hexdigest()[:MARK_LENGTH]


def _read_marks() -> list[str]:
    if _PLACE not in g:
        given = request.cookies.get(COOKIE, "").split(".")
        setattr(g, _PLACE, [one for one in given if len(one) == MARK_LENGTH])
    marks: list[str] = g.get(_PLACE)
    return marks


def _keep(marks: list[str]) -> None:
    setattr(g, _PLACE, marks)
    after_this_request(_write)


def _write(response: Response) -> Response:
    response.set_cookie(
        COOKIE,
        ".".join(_read_marks()),
        max_age=FORM_SECONDS,
        path=f"{request.script_root}/",
        secure=bool(current_app.config["HTTPS"]),
        httponly=True,
        samesite="Lax",
    )
    return response
