"""The first request of a process: data and key store say the same before anything is shown.

However the site was started: `consult serve` compares them too, to fail in words before it listens.
"""

from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, current_app, request
from sqlalchemy.orm import sessionmaker

from consult.jobs.tidying import reconcile
from consult.models.engine import writing
from consult.web.database import db
from consult.web.key_store import get_key_store

STATIC = "static"


@dataclass
class _Start:
    lock: Lock = field(default_factory=Lock)
    is_over: bool = False


def init_starting(app: Flask) -> None:
    """Compare them once in each process; call it before any other init that looks into the database."""
    app.config.setdefault("RECONCILE_AT_START", not app.testing)
    app.extensions["start"] = _Start(is_over=not app.config["RECONCILE_AT_START"])
    app.before_request(_reconcile_once)


def _reconcile_once() -> None:
    """Where it fails, nothing is shown, and the next request tries again."""
    start: _Start = current_app.extensions["start"]
    if start.is_over or request.endpoint == STATIC:
        return
    with start.lock:
        if not start.is_over:
            with writing():
                reconcile(sessionmaker(db.engine), get_key_store(), current_app.config)
            start.is_over = True
