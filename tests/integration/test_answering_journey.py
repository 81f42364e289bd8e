"""From the front door to the receipt, as a browser sends it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.sealing.salt_files import create_secret_salt
from consult.services.consenting import current_consent
from consult.vocabulary import Purpose, ResponseState, Sector
from tests.factories.answering import make_open_consultation
from tests.factories.numbering import TODAY
from tests.integration.visitor import Visitor


@pytest.fixture
def visitor(app: Flask, client: FlaskClient, sessions: sessionmaker[Session]) -> Visitor:
    create_secret_salt(Path(app.config["SALT_FILE"]))
    with sessions.begin() as session:
        make_open_consultation(session)
    return Visitor(client)


def test_return__answered_to_the_end__is_received_once_with_everything_said(
    visitor: Visitor, sessions: sessionmaker[Session]
) -> None:
    number = visitor.send_return()
    assert re.fullmatch(r"(\d{3} ){5}\d{3}", number)
    with sessions() as session:
        response = session.scalars(select(Response)).one()
        assert (response.state, response.received_on) == (ResponseState.SUBMITTED, TODAY)
        assert (response.organisation_name, response.sector) == ("Vale Housing", Sector.VOLUNTARY_COMMUNITY)
        said = {answer.question_id: answer.value for answer in response.answers}
        assert said == {
            "homes": "Deposits.\nAdvice.",
            "count": 12,
            "began": "2030-09-01",
            "works": "yes",
            "needs": ["yes", "no"],
        }
        given = {purpose: one.granted for purpose, one in current_consent(session, response.id).items()}
        assert given == {Purpose.QUOTE: True, Purpose.ATTRIBUTE: False}
