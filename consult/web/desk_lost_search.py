"""Look for the experience of somebody who lost their number: what was typed stands in no address."""

from collections.abc import Collection, Mapping

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.models.consultation import Consultation
from consult.models.groups import LostNumber
from consult.models.response import Response
from consult.queries.handled import find_covered
from consult.queries.sought import Traits, find_ways, list_languages, list_weeks
from consult.services.lost.lost_numbers import check_sought, get_request
from consult.services.lost.seeking import MOST_AT_ONCE, Opening, Sought, keep_shown, match, seek
from consult.vocabulary import Bucket
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import WRONG, name_experience
from consult.web.desk_forms.lost_numbers import FindForm, SeekForm
from consult.web.desk_group_words import WAYS_TOLD
from consult.web.desk_titles import find_title
from consult.web.desk_words import name_language
from consult.web.key_store import get_account_keys, get_agent
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_lost_search", __name__, url_prefix="/desk/lost-numbers/<request_id>/search")
UNSEARCHED: dict[Bucket, str] = {
    Bucket.LOCKED: "locked",
    Bucket.NOT_PERMITTED: "not allowed to be read by the person",
    Bucket.UNREADABLE: "unreadable",
}


@bp.get("/")
@allow(ACCOUNTS)
def ask(request_id: str) -> ResponseReturnValue:
    """What is known of it?"""
    asked = _get(request_id)
    return _show(asked, _make_form(asked, formdata=None))


@bp.post("/")
@allow(ACCOUNTS)
def search(request_id: str) -> ResponseReturnValue:
    """Which experiences may be meant; that somebody looked is on record, and not for what."""
    with brief_transaction():
        form = _make_form(_get(request_id))
        is_sound = form.validate()
    if not is_sound:
        return _show(_get(request_id), form), WRONG
    return _show(_get(request_id), form, *_search(request_id, form.read_traits(), form.words.data or ""))


def _search(request_id: str, traits: Traits, words: str) -> tuple[Sought, Mapping[str, Opening]]:
    """Words are compared between two transactions, since that takes long."""
    keys, now = get_account_keys(), get_now()
    with brief_transaction(writes=True) as session:
        viewer, asked = get_account_viewer(), _get(request_id)
        sought = seek(session, viewer, asked, traits, by_words=bool(words), keys=keys, now=now)
    matched = match(sought, words)
    with brief_transaction(writes=True) as session:
        viewer, asked = get_account_viewer(), _get(request_id)
        return sought, keep_shown(session, viewer, asked, matched, keys=keys, now=now)


def _get(request_id: str) -> LostNumber:
    """Raises: AccessDenied (C101) for people of an observer, Conflict (C355) where nothing is sought."""
    get_account_viewer()
    asked = get_request(get_session(), request_id)
    check_sought(asked)
    return asked


def _make_form(asked: LostNumber, **options: None) -> SeekForm:
    session, viewer, of = get_session(), get_account_viewer(), asked.consultation_id
    form = SeekForm(**options)
    form.offer(list_weeks(session, viewer, of), list_languages(session, viewer, of))
    return form


def _show(
    asked: LostNumber,
    form: SeekForm,
    sought: Sought | None = None,
    openings: Mapping[str, Opening] | None = None,
) -> str:
    session, status = get_session(), get_agent().status()
    came = find_ways(session, get_account_viewer(), asked.consultation_id) if sought else {}
    return render_template(
        "desk/lost_numbers/search.html",
        asked=asked,
        consultation=find_title(session.get_one(Consultation, asked.consultation_id))[0],
        form=form,
        find_form=FindForm(formdata=None),
        errors=form.list_errors(),
        sought=sought,
        openings=openings or {},
        covered=find_covered(session, get_account_viewer(), openings or {}),
        found=_list_found(form, sought, openings or {}, came) if sought else [],
        ways=WAYS_TOLD,
        came=came,
        most=MOST_AT_ONCE,
        unsearched=UNSEARCHED,
        is_unlocked=status.is_unlocked,
        minutes_left=-(-status.seconds_left // 60),
        name_experience=name_experience,
        name_language=name_language,
    )


def _list_found(
    form: SeekForm, sought: Sought, openings: Mapping[str, Opening], standing: Collection[str]
) -> list[Response]:
    """Those that have the words, where words were typed and searched; of these those that still stand."""
    by_words = bool(form.words.data) and not sought.are_too_many
    found = [one for one in sought.having if one.id in standing]
    return [one for one in found if one.id in openings] if by_words else found
