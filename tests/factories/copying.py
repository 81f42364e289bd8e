"""Copies of accounts for people outside, and such copies filled in."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from sqlalchemy.orm import Session

from consult.exports.account_copies import make_copy_file
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services.consultations.notices import find_notice_number
from consult.services.copies.copy_orders import Copy, Order
from consult.services.copies.copying_out import make_copy
from consult.services.keys.key_keeping import AccountKeys
from tests.factories.numbering import NOW
from tests.factories.protecting import make_notice

LAST_DAY = date(2031, 3, 10)
NAME, ADDRESS = "Liv Berg", "liv@translators.example"


def order_copy(session: Session, viewer: Viewer, account: Response, keys: AccountKeys, **values: Any) -> Copy:
    """A copy for a translator outside, into English unless told otherwise; a notice names translators."""
    if find_notice_number(session, account.consultation_id) is None:
        make_notice(session, session.get_one(Consultation, account.consultation_id))
    given = {"name": NAME, "until_on": LAST_DAY, "address": ADDRESS, "language": "en", **values}
    return make_copy(session, viewer, account, Order(**given), keys=keys, now=NOW)


def fill_in(copy: Copy, texts: Mapping[int, str], change: Callable[[Any], None] | None = None) -> bytes:
    """The copy's file with these translations by number. change: what else somebody does to it."""
    file = Document(BytesIO(make_copy_file(copy, "Wide River")))
    for table in file.tables:
        for row in table.rows[1:]:
            row.cells[2].text = texts.get(int(row.cells[0].text), "")
    if change is not None:
        change(file)
    made = BytesIO()
    file.save(made)
    return made.getvalue()
