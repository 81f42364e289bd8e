"""Check an experience for personal data: each suggestion decided, more taken out, over the text itself."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import CodedError, Conflict
from consult.models.response import Response
from consult.queries.handled import find_covered
from consult.services.identifiers.clearing import Clearing, Decision, Spot, keep_check, open_for_check
from consult.services.identifiers.redacting import STAND_INS
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import get_account, render_experiences
from consult.web.desk_experience_words import WHY_NOT
from consult.web.key_store import get_account_keys
from consult.web.viewing import get_account_viewer
from forms.intake import as_given

bp = Blueprint("desk_experience_check", __name__, url_prefix="/desk/experiences")
KINDS = {kind: words.capitalize() if words.islower() else words for kind, words in STAND_INS.items()}


@bp.get("/<response_id>/check")
@allow(ACCOUNTS)
def check(response_id: str) -> ResponseReturnValue:
    """The texts with nothing masked, and a choice for each part that may be personal data."""
    with brief_transaction(writes=True):
        clearing = _open(get_account(response_id))
    return _show(get_account(response_id), clearing)


@bp.post("/<response_id>/check")
@allow(ACCOUNTS)
def keep(response_id: str) -> ResponseReturnValue:
    """Keep what was decided; finished, the experience may be quoted where its permission allows it."""
    with brief_transaction(writes=True):
        clearing = _open(get_account(response_id))
    response = get_account(response_id)
    is_finished = request.form.get("act") == "finish"
    try:
        _keep(response, clearing, is_finished)
    except Conflict as error:
        return _show(response, clearing, error), error.status
    flash("It is checked for personal data." if is_finished else "What you decided so far is kept.")
    return redirect(url_for("desk_experiences.show", response_id=response_id))


def _open(response: Response) -> Clearing:
    viewer = get_account_viewer()
    return open_for_check(get_session(), viewer, response, keys=get_account_keys(), now=get_now())


def _keep(response: Response, clearing: Clearing, is_finished: bool) -> None:
    keep_check(
        get_session(),
        get_account_viewer(),
        response,
        clearing,
        dict(_list_decisions(clearing)),
        _list_added(clearing),
        mark=request.form.get("mark", ""),
        is_finished=is_finished,
        keys=get_account_keys(),
        today=get_today(),
        now=get_now(),
    )


def _list_decisions(clearing: Clearing) -> Iterator[tuple[Spot, Decision]]:
    for number, text in enumerate(clearing.texts):
        for one in text.redactions:
            name = f"{number}-{one.start}-{one.end}"
            kind = request.form.get(f"kind-{name}", one.kind)
            yield (
                (one.question_id, one.start, one.end),
                Decision(
                    request.form.get(f"choice-{name}", ""),
                    as_given(request.form.get(f"words-{name}", "")).strip(),
                    kind if kind in STAND_INS else one.kind,
                    as_given(request.form.get(f"shown-{name}", "")).strip(" []"),
                ),
            )


def _list_added(clearing: Clearing) -> dict[str, list[str]]:
    """More words to take out, one on each line, by question."""
    return {
        text.question_id: [
            line.strip() for line in as_given(request.form.get(f"more-{n}", "")).split("\n") if line.strip()
        ]
        for n, text in enumerate(clearing.texts)
    }


def _show(response: Response, clearing: Clearing, error: CodedError | None = None) -> str:
    """What was sent and refused stays in the form."""
    return render_experiences(
        "check",
        response=response,
        is_covered=response.id in find_covered(get_session(), get_account_viewer(), [response.id]),
        clearing=clearing,
        kinds=KINDS,
        given=request.form,
        why_not=WHY_NOT.get(clearing.gap, "") if clearing.gap else "",
        errors=[{"text": f"{error.message} {error.remedy}", "href": "#check"}] if error else [],
    )
