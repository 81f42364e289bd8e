"""Before anything is asked: what this is, who is old enough to be asked alone, and the beginning."""

import uuid

from flask import render_template, request

from consult.models.provenance import RELAYED, SELF_TOLD
from consult.services.experiences.giving import begin_account, draw_number
from consult.vocabulary import Age
from consult.web.account_cookie import EXPERIENCE_COOKIE, Held
from consult.web.account_way_in import Way, note_begun
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.key_store import get_key_store
from consult.web.opening import Opening

AGE_FIELD = "age"


def show_about(opening: Opening, *, is_age_missing: bool = False) -> str:
    """The page, with what was chosen on it."""
    held = EXPERIENCE_COOKIE.find()
    return render_template(
        "account/about.html",
        opening=opening,
        is_begun=held is not None and bool(held.draft_key),
        first_page=opening.definition.pages[0].id,
        languages=list(opening.definition.languages),
        language_form="begin",
        chosen_age=request.form.get(AGE_FIELD, ""),
        is_age_missing=is_age_missing,
        is_relay=held is not None and bool(held.group_id),
    )


def read_age() -> Age | None:
    """What was chosen, which is kept nowhere; None where nothing was."""
    given = request.form.get(AGE_FIELD)
    return Age(given) if given in set(Age) else None


def begin_here(opening: Opening, way: Way) -> Held:
    """Begin one. A form sent twice begins two, one of them empty: its key went nowhere."""
    begun = begin_account(
        get_session(),
        get_key_store(),
        opening.consultation,
        opening.version,
        language=opening.language,
        channel=way.channel,
        provenance=RELAYED if way.group_id else SELF_TOLD,
        submission_id=str(uuid.uuid4()),
        today=get_today(),
        now=get_now(),
    )
    number = draw_number().reveal().decode("ascii")
    note_begun(way, begun.response.id)
    return Held(begun.response.id, number, begun.draft_key.reveal().hex(), way.group_id, way.card_id)
