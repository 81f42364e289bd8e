"""What people read before and after they withdraw is true of what stays (services/keeping/destroying.py)."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.concern import Concern, ConcernKeptAway
from consult.models.response import Response
from consult.sealing.group_keys import new_group_key
from tests.factories.numbering import TODAY
from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form, tell, visit

NOTES = "We keep notes without your words: that somebody withdrew, where the words had been used"
CONCERN = (
    "If we wrote down a concern for somebody’s safety, it is kept for a time of its own, with your "
    "list of who must never read it, if you wrote one."
)
UNTRUE = ("We keep only", "everything made from")


def add_concern(sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        account = session.scalars(select(Response)).one()
        row = Concern(
            response_id=account.id, consultation_id=account.consultation_id, raised_on=TODAY,
            keep_until_on=TODAY + timedelta(days=900), key_wrapped=b"wrapped", sealed=b"sealed",
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(ConcernKeptAway(concern_id=row.id, public_half=new_group_key().public, is_known=False))
        return row.id


def test_withdrawal__with_a_concern_that_stays__is_told_so_before_and_after(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = open_form(make_app, sessions)
    client, number = visit(app), tell(visit(app))
    concern_id = add_concern(sessions)
    client.post(f"{RETURN}/", data={"return_number": number})

    before, after = client.get(f"{RETURN}/withdraw").text, client.post(f"{RETURN}/withdraw").text

    with sessions() as session:
        assert session.get_one(Concern, concern_id).sealed == b"sealed"
        copy = session.get_one(ConcernKeptAway, concern_id)
        assert copy.is_known and copy.named_sealed, "the person brought it with their number"
    assert "Your words are deleted here, with their translations" in before
    assert "Your experience is withdrawn" in after
    for page in (before, after):
        assert NOTES in page and CONCERN in page
        assert not [words for words in UNTRUE if words in page]
