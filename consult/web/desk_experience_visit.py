"""What every page of experiences in the staff area needs: who may look, which one, and whether it opens."""

from typing import Any

from flask import render_template

from consult.errors import NotFound
from consult.models.response import Response
from consult.queries.responses import get_response
from consult.told import COLUMNS
from consult.vocabulary import ResponseKind, ResponseState
from consult.web.database import get_session
from consult.web.desk_experience_words import name_place
from consult.web.desk_titles import find_title
from consult.web.desk_words import CHANNELS, RESPONSE_STATES, name_language
from consult.web.key_store import get_agent
from consult.web.viewing import get_account_viewer

LABEL_CHARACTERS = 8
WRONG = 422


def get_account(response_id: str) -> Response:
    """An experience that this viewer may see. Raises: NotFound (C102)."""
    response = get_response(get_session(), get_account_viewer(), response_id)
    is_sent = response.state != ResponseState.IN_PROGRESS
    if response.kind != ResponseKind.ACCOUNT or not is_sent:
        raise NotFound("C102")
    return response


def render_experiences(name: str, **values: Any) -> str:
    """One of the pages, with whether experiences can be read now."""
    status = get_agent().status()
    return render_template(
        f"desk/experiences/{name}.html",
        minutes_left=-(-status.seconds_left // 60),
        is_unlocked=status.is_unlocked,
        channels=CHANNELS,
        told_columns=[{"label": label, "numeric": True} for label in COLUMNS],
        states=RESPONSE_STATES,
        name_language=name_language,
        name_place=name_place,
        find_title=find_title,
        name_experience=name_experience,
        **values,
    )


def name_experience(response: Response) -> str:
    """What staff call one: the beginning of its random id, which says nothing."""
    return f"Experience {response.id[:LABEL_CHARACTERS]}"
