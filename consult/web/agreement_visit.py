"""One request of a partner: who was asked by the link that was opened here, and whose code was used."""

from dataclasses import dataclass
from typing import Generic

from flask import abort, make_response, render_template, request
from sqlalchemy.orm import Session

from consult.models.circulating import Circulated
from consult.models.region import Contact
from consult.services.agreement.circulating import AskedRow, find_by_hash
from consult.web.agreement_cookie import LINK_COOKIE
from consult.web.clock import get_today

CLOSED = 409
LONGEST_SHOWN = 10_000


@dataclass(frozen=True)
class AgreementVisit(Generic[AskedRow]):
    """Who was asked, and the contact whose code was used in this browser."""

    asked: AskedRow
    contact: Contact


def get_agreement_visit(session: Session) -> AgreementVisit[Circulated]:
    """Who is here about a version; else as get_visit."""
    return get_visit(session, Circulated)


def get_visit(session: Session, kind: type[AskedRow]) -> AgreementVisit[AskedRow]:
    """Who is here, if the link still opens, asks about this, and the contact is still of the organisation.

    Else the page that says how to come back, with the words that were typed, so that nobody loses them.
    """
    held = LINK_COOKIE.find()
    asked = find_by_hash(session, held.link_hash, today=get_today()) if held and held.contact_id else None
    people = asked.organisation.contacts if asked else ()
    contact = next((one for one in people if held and one.id == held.contact_id and one.email), None)
    if not isinstance(asked, kind) or contact is None:
        LINK_COOKIE.hold(None)
        typed = request.form.get("words", "")[:LONGEST_SHOWN]
        abort(make_response(render_template("public/agreement/closed.html", typed=typed), CLOSED))
    return AgreementVisit(asked, contact)
