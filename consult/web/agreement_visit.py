"""One request of a partner: who was asked by the link that was opened here, and whose code was used."""

from dataclasses import dataclass

from flask import abort, make_response, render_template, request
from sqlalchemy.orm import Session

from consult.models.circulating import Circulated
from consult.models.region import Contact
from consult.services.agreement.circulating import find_by_hash
from consult.web.agreement_cookie import LINK_COOKIE
from consult.web.clock import get_today

CLOSED = 409
LONGEST_SHOWN = 10_000


@dataclass(frozen=True)
class AgreementVisit:
    """Who was asked, and the contact whose code was used in this browser."""

    asked: Circulated
    contact: Contact


def get_agreement_visit(session: Session) -> AgreementVisit:
    """Who is here, if the link still opens and the contact is still one of the organisation.

    Else the page that says how to come back, with the words that were typed, so that nobody loses them.
    """
    held = LINK_COOKIE.find()
    asked = find_by_hash(session, held.link_hash, today=get_today()) if held and held.contact_id else None
    people = asked.organisation.contacts if asked else ()
    contact = next((one for one in people if held and one.id == held.contact_id and one.email), None)
    if asked is None or contact is None:
        LINK_COOKIE.hold(None)
        typed = request.form.get("words", "")[:LONGEST_SHOWN]
        abort(make_response(render_template("public/agreement/closed.html", typed=typed), CLOSED))
    return AgreementVisit(asked, contact)
