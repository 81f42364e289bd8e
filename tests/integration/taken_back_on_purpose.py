"""Broken evidence of what somebody does not permit any more, or decided otherwise: each caused on purpose."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from consult.models.coding import Coding
from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.drafts import get_section
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import Terms, give_consent
from consult.vocabulary import CodingState, Purpose, ResponseKind, Verdict
from tests.factories.numbering import NOW, TODAY
from tests.factories.sealing import UNCOUNTED
from tests.integration.drafting_record import Received
from tests.integration.test_rechecking import accept


class Keys:
    """Stands for a key store, of which nothing more is asked here."""

    def destroy(self, _: str) -> None:
        """The key is gone."""


STORE: Any = Keys()


def get_quoted(draft: Draft) -> Any:
    """Where the first sentence is that the draft quotes."""
    return next(one.excerpts[0] for one in get_section(draft, "question:1").statements if one.excerpts)


def let_quoting_end(received: Received, draft: Draft) -> None:
    """The last day of a permission to quote is over."""
    terms = {Purpose.QUOTE: Terms(any_until_on=TODAY - timedelta(days=1))}
    given_on = TODAY - timedelta(days=1)
    about = get_quoted(draft).response_id
    give_consent(received.session, about, {Purpose.QUOTE: True}, given_on=given_on, terms=terms)
    received.session.flush()


def say_do_not_use(received: Received, draft: Draft) -> None:
    """Somebody says it of a part of the sentence that is quoted."""
    judge(received, draft, Verdict.REFUSED)


def say_yes(received: Received, draft: Draft) -> None:
    """The same person says after all that it may be used."""
    judge(received, draft, Verdict.AGREED)


def judge(received: Received, draft: Draft, verdict: Verdict) -> None:
    part = get_quoted(draft)
    response = received.session.get_one(Response, part.response_id)
    place = Passage(response.id, part.question_id, part.start + 1, part.start + 9)
    give_verdict(received.session, UNCOUNTED, response, place, verdict, today=TODAY)
    received.session.flush()


def reject_tag(received: Received, _draft: Draft) -> None:
    """Whoever took the tag on decides that it does not fit after all."""
    decided = select(Coding.staff_id).where(Coding.state == CodingState.ACCEPTED).distinct()
    received.session.info["coder"] = received.session.scalars(decided).one()
    accept(received, range(7, 8), CodingState.REJECTED, "housing")
    received.session.flush()


def withdraw_locked(received: Received, _draft: Draft) -> None:
    """An experience is withdrawn while nobody has unlocked any."""
    accounts = select(Response).where(Response.kind == ResponseKind.ACCOUNT).order_by(Response.id)
    first = received.session.scalars(accounts).first()
    assert first is not None
    withdraw(received.session, first, store=STORE, actor="public", now=NOW)
    received.session.flush()
