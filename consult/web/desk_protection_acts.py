"""What the forms of a data-protection file do, by the person signed in."""

from flask import request
from flask_security import current_user

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.services.consultations import protecting
from consult.services.consultations.protecting import Approval
from consult.services.consultations.protection_content import FileContent
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_forms.protection import ApprovalForm, RecipientForm


def find_version(consultation: Consultation) -> int:
    """The version of the file that is stored now; 0 before the first."""
    found = protecting.find_file(get_session(), consultation.id)
    return found.version if found else 0


def save(consultation: Consultation, content: FileContent) -> bool:
    """Save, unless somebody else saved since this form was shown."""
    session, version = get_session(), request.form.get("version", type=int) or 0
    try:
        with session.begin_nested():
            protecting.change_file(
                session, consultation, content, version=version, actor=current_user.id, now=get_now()
            )
    except Conflict as conflict:
        if conflict.code != "C203":
            raise
        return False
    return True


def keep(consultation: Consultation, form: RecipientForm, key: str, *, is_new: bool) -> bool:
    """Keep a recipient; what is wrong with it becomes an error beside its field."""
    session = get_session()
    try:
        with session.begin_nested():
            protecting.keep_recipient(
                session, consultation, form.read(key), is_new=is_new, actor=current_user.id, now=get_now()
            )
    except Conflict as conflict:
        field = form["key"] if conflict.code == "C387" else form["kind"]
        field.errors = [f"{conflict.message} {conflict.remedy}"]
        return False
    return True


def approve_as(consultation: Consultation, form: ApprovalForm) -> int:
    """Approve; returns the number of the new version. Raises: Conflict (C203, C382, C383, C384, C385)."""
    session = get_session()
    own_name = current_user.name or current_user.email
    approval = (
        Approval(own_name, get_today(), form.reference.data, current_user.id)
        if form.by.data == "self"
        else Approval(form.name.data, form.approved_on.data, form.reference.data)
    )
    version = request.form.get("version", type=int) or 0
    with session.begin_nested():
        approved = protecting.approve_file(
            session, consultation, approval, version=version, actor=current_user.id, now=get_now()
        )
    return approved.number
