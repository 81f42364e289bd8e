"""Somebody of a community group who opens its link and passes on what people tell."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.models.group_kinds import WayIn
from consult.sealing.salt_files import read_secret_salt
from tests.factories.giving import SLUG, make_giving_consultation, make_keys
from tests.factories.grouping import make_ready_group
from tests.integration.conftest import MakeApp
from tests.integration.teller import read_number

GROUP = "/your-experience/group"
START = f"/your-experience/{SLUG}"
WORDS = "MARKEDTEXT We waited four months."
POINTS = {"q_point_1": "MARKEDTEXT: The hotel is far away.", "q_said_by_1": "most"}


def open_site(make_app: MakeApp, sessions: sessionmaker[Session], way_in: WayIn = WayIn.BY_LINK) -> Flask:
    """The site with its keys, where groups pass experiences on."""
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    with sessions.begin() as session:
        make_giving_consultation(session, way_in=way_in)
    return app


class Worker:
    """A worker's browser, with the group's link opened, and the group's number in their pocket."""

    def __init__(self, app: Flask, sessions: sessionmaker[Session], **values: Any) -> None:
        with sessions.begin() as session:
            salt = read_secret_salt(Path(app.config["SALT_FILE"]))
            group, self.token, number = make_ready_group(session, salt, **values)
            self.group_id, self.number = group.id, number.shown()
        self.client: FlaskClient = app.test_client()
        self.client.get(f"{GROUP}/link/{self.token}")

    def begin(self) -> None:
        """Begin what one person tells, after reading out what it is."""
        self.client.post(f"{GROUP}/relay/{SLUG}")
        self.client.post(f"{START}/about", data={"age": "over"})

    def write(
        self, words: str = WORDS, powers: str = "correct", label: str = "blue door", spoken: str = "ti"
    ) -> None:
        """From the beginning to the page that shows everything."""
        self.begin()
        self.client.post(f"{START}/q/what_happened", data={"q_what_happened": words})
        self.client.post(f"{START}/q/area", data={"q_area": "coast"})
        told = {"q_permission": ["analyse", "quote"], "q_spoken_language": spoken, "q_wording": "summary"}
        self.client.post(f"{START}/permission", data={**told, "q_manner": "spoken"})
        given = {"q_group_powers": powers.split(), "q_group_label": label}
        self.client.post(f"{START}/group", data=given)

    def send(self) -> str:
        """Send it; returns the person's number as shown."""
        self.client.post(f"{START}/check", data={"prompts_rest": "keep"})
        return read_number(self.client.get(f"{START}/number").text)

    def relay(self, **given: str) -> str:
        """The whole way, until the browser has forgotten it; returns the person's number."""
        self.write(**given)
        shown = self.send()
        self.client.post(f"{START}/number", data={"written_down": "yes"})
        return shown

    def relay_event(self, people: int = 14, **said: str) -> str:
        """Pass on a listening event; returns its number."""
        self.client.post(f"{GROUP}/event/{SLUG}")
        given: Mapping[str, Any] = {
            "q_month": "2031-02", "q_people": str(people), "q_ages": ["25_44"], "q_languages": ["ti", "ar"],
        }  # fmt: skip
        self.client.post(f"{START}/event/people", data=given)
        told = {**POINTS, "q_agreed": "all", "q_may_print": "yes", **said}
        self.client.post(f"{START}/event/said", data=told)
        self.client.post(f"{START}/group", data={"q_group_label": "june meeting"})
        return self.send()

    def open_list(self) -> str:
        """The group's list, opened with its number."""
        self.client.post(f"{GROUP}/enter", data={"return_number": self.number})
        return self.client.get(f"{GROUP}/list/").text
