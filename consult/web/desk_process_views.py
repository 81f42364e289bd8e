"""What the page of how a response came about shows: the printed blocks, and the forms with what is stored."""

from typing import Any

from consult.models.consultation import Consultation
from consult.queries.drafts import find_latest_draft
from consult.services.consultations.attaching import list_attached
from consult.services.drafts.documenting import ShownBlock
from consult.services.process.describing_process import describe_process
from consult.services.process.keeping_process import find_process, keep_process, list_given
from consult.services.process.noting_changes import list_changes
from consult.services.process.saying_process import say_process
from consult.services.region.directing import list_organisations
from consult.web.access import MANAGE, meets
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_draft_views import describe_block, get_author
from consult.web.desk_forms.process import ChangeForm, ProcessForm, list_values
from consult.web.desk_forms.stale import Difference, list_differences
from consult.web.viewing import get_current_viewer


def list_process_blocks(consultation: Consultation) -> list[dict[str, object]]:
    """What is printed of it now, for the template of blocks; the first is its heading."""
    titles = list_titles(consultation)
    process = describe_process(get_session(), consultation, titles, today=get_today())
    return [describe_block(ShownBlock(one), consultation.slug) for one in say_process(process)]


def list_titles(consultation: Consultation) -> dict[str, str]:
    """The sections of the latest draft, by key."""
    draft = find_latest_draft(get_session(), consultation.id)
    return {one.key: one.title for one in draft.sections} if draft else {}


def make_process_form(consultation: Consultation, *, fresh: bool = False) -> ProcessForm:
    """The form with what is stored, under what was sent. fresh: whatever was sent is of another form."""
    session, id = get_session(), consultation.id
    values = list_values(find_process(session, id), list_given(session, id))
    form = ProcessForm(formdata=None, data=values) if fresh else ProcessForm(data=values)
    form.offer(list_attached(session, get_current_viewer(), id) if meets(MANAGE) else ())
    return form


def show_stored(consultation: Consultation, typed: ProcessForm) -> list[Difference]:
    """Where what is stored now and what was typed are not the same."""
    return list_differences(typed, make_process_form(consultation, fresh=True))


def make_change_form(consultation: Consultation) -> ChangeForm:
    """The form of one change, with sections and organisations to choose from."""
    form = ChangeForm()
    form.offer(list_titles(consultation), list_organisations(get_session()) if meets(MANAGE) else ())
    return form


def save_process(consultation: Consultation, form: ProcessForm, version: int) -> None:
    """Keep what a valid form says. Raises: Conflict (C203) where somebody else saved since."""
    about = (get_session(), get_current_viewer(), consultation, form.read())
    keep_process(*about, version=version, author=get_author(), now=get_now())


def show_lists(consultation: Consultation) -> dict[str, Any]:
    """What changed so far, and which version of the record the form begins with."""
    session = get_session()
    record = find_process(session, consultation.id)
    titles, changes = list_titles(consultation), list_changes(session, consultation.id)
    return {"changes": changes, "titles": titles, "version": record.version if record else 0}
