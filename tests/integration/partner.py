"""A browser of a partner that is asked about an exact version: its link, its code, what it sees."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from consult.models.circulating import Circulated
from consult.models.job import OutboxMessage

ADDRESS, HOME = "ada@example.org", "/agreement/version/"


@dataclass
class Partner:
    """A browser of a partner, with the secret part of its link."""

    client: FlaskClient
    sessions: sessionmaker[Session]
    token: str

    def open(self, token: str = "") -> TestResponse:
        return self.client.get(f"/agreement/link/{token or self.token}")

    def ask(self, address: str = ADDRESS) -> TestResponse:
        return self.client.post("/agreement/address", data={"address": address})

    def find_code(self) -> str:
        with self.sessions() as session:
            texts = session.scalars(select(OutboxMessage.body_text).order_by(OutboxMessage.queued_at)).all()
        return re.findall(r"\b\d{6}\b", texts[-1])[0] if texts else ""

    def enter(self, code: str) -> TestResponse:
        return self.client.post("/agreement/code", data={"code": code})

    def come_in(self) -> "Partner":
        self.open()
        self.ask()
        assert self.enter(self.find_code()).headers["Location"] == HOME
        return self

    def change(self, act: Callable[[Session, Circulated], object]) -> None:
        with self.sessions.begin() as session:
            act(session, session.scalars(select(Circulated)).one())
