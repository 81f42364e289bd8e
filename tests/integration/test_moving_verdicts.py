"""What a person said of their sentences stays with the words when the text round them is changed."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.conversation import QuotationVerdict
from consult.models.response import Response
from consult.services.judging_quotations import Passage, give_verdict
from consult.vocabulary import Verdict
from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form, tell, visit
from tests.integration.test_account_amending import QUESTION, find_parent

DAY = date(2031, 6, 1)
TEXT = "We waited. Nobody came."
REFUSED = "Nobody came."


@pytest.mark.parametrize(
    ("after", "starts"),
    [
        ("At first, we hoped. Nobody came.", [20]),
        ("Nobody came. Then we left. Nobody came.", [0, 27]),
        ("We waited and left.", []),
    ],
)
def test_refusal__words_changed_round_it__stands_wherever_its_words_stand(
    make_app: MakeApp, sessions: sessionmaker[Session], after: str, starts: list[int]
) -> None:
    app = open_form(make_app, sessions)
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": tell(visit(app))})

    def amend(words: str) -> None:
        parent = find_parent(client.get(QUESTION).text)
        client.post(QUESTION, data={"q_what_happened": words, **parent})

    amend(TEXT)
    with sessions.begin() as session:
        response = session.scalars(select(Response)).one()
        for words, verdict in (("We waited.", Verdict.AGREED), (REFUSED, Verdict.REFUSED)):
            start = TEXT.index(words)
            passage = Passage(response.id, "what_happened", start, start + len(words))
            give_verdict(session, response, passage, verdict, today=DAY)

    amend(after)

    with sessions.begin() as session:
        rows = session.scalars(select(QuotationVerdict).order_by(QuotationVerdict.start)).all()
        kept = [(one.start, one.end, one.verdict, one.said_on) for one in rows]
    assert kept == [(start, start + len(REFUSED), Verdict.REFUSED, DAY) for start in starts]
