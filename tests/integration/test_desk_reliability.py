"""Blind double tagging: drawn by hash, blind until both are done, compared, and settled beside the two."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.blind import BlindCoding, BlindPassage, BlindRole, BlindSample
from consult.models.coding import Coding, Segment
from consult.models.consent import Use
from consult.queries.codings import list_codings
from consult.queries.viewer import get_viewer
from consult.services.keeping.destroying import destroy
from consult.services.tags import coding
from consult.vocabulary import CodingState, Role, Sector, Standing, UseKind
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_staff
from tests.integration.conftest import sign_in_client

PAGE = "/desk/consultations/told/reliability"


class Pair:
    """A consultation analysed, a sample drawn, and the two who tag it."""

    def __init__(self, app: Flask, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions
        with sessions.begin() as session:
            staff = [make_staff(session, Role.ANALYST, name=name) for name in ("Ada", "Ben", "Cora")]
            self.ids = [one.id for one in staff]
            self.ada, self.ben, self.cora = (sign_in_client(app, one) for one in staff)

    def draw(self, **values: object) -> Any:
        form = {"first": self.ids[0], "second": self.ids[1], "share_pct": 25, **values}
        return self.cora.post(PAGE, data=form, follow_redirects=True)

    @property
    def sample(self) -> str:
        with self.sessions() as session:
            return f"{PAGE}/{session.scalars(select(BlindSample.id)).one()}"

    def list_passages(self) -> list[tuple[str, str]]:
        with self.sessions() as session:
            rows = session.execute(
                select(BlindPassage.id, BlindPassage.segment_id).order_by(BlindPassage.place)
            )
            return [(row[0], row[1]) for row in rows]

    def tag(self, client: FlaskClient, passage_id: str, *codes: str) -> int:
        return client.post(f"{self.sample}/tag/{passage_id}", data={"codes": list(codes)}).status_code

    def finish(self, client: FlaskClient) -> int:
        return client.post(f"{self.sample}/finish").status_code

    def count_given(self) -> dict[BlindRole, int]:
        with self.sessions() as session:
            return dict(
                session.execute(select(BlindCoding.role, func.count()).group_by(BlindCoding.role)).all()
            )


@pytest.fixture
def pair(app: Flask, sessions: sessionmaker[Session], much_analysed_id: str) -> Pair:
    return Pair(app, sessions)


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def cut_tables(page: str) -> str:
    return page[page.index("<table") : page.rindex("</table>")]


def tag_all(pair: Pair) -> list[tuple[str, str]]:
    """Both give the same but on the first passage, where Ben adds a tag."""
    passages = pair.list_passages()
    for number, (passage_id, _) in enumerate(passages):
        codes = ["housing"] if number % 2 else ["health"]
        assert pair.tag(pair.ada, passage_id, *codes) == 302
        assert pair.tag(pair.ben, passage_id, *(codes if number else ["housing", "health"])) == 302
    return passages


def test_sample__being_tagged__shows_words_alone_and_nothing_of_what_was_given(pair: Pair) -> None:
    assert "The passages are drawn" in pair.draw().text
    with pair.sessions() as session:
        segments = session.scalar(select(func.count()).select_from(Segment)) or 0
    assert len(pair.list_passages()) == -(-segments // 4)

    page = read(pair.ada, f"{pair.sample}/tag")
    assert "as-given" in page and "Passage 1 of" in page and "Suggested" not in page
    passages = tag_all(pair)
    assert pair.tag(pair.cora, passages[0][0], "health") == 403
    assert pair.finish(pair.ada) == 302

    assert "Wait until both are done" in read(pair.ada, pair.sample)
    assert pair.ada.get(f"{pair.sample}/differences").status_code == 409
    assert pair.tag(pair.ada, passages[0][0], "health") == 409


def test_sample__tagged_by_both__is_compared_and_settled_beside_what_they_gave(pair: Pair) -> None:
    pair.draw()
    passages = tag_all(pair)
    assert (pair.finish(pair.ada), pair.finish(pair.ben)) == (302, 302)

    results = read(pair.cora, pair.sample)
    assert "Krippendorff" in results and "Reliable" in results and ">nan" not in results.lower()
    page = read(pair.cora, f"{pair.sample}/differences")
    assert "they differ: 1; settled: 0" in page
    settled = pair.cora.post(f"{pair.sample}/differences/{passages[0][0]}", data={"codes": ["housing"]})
    assert settled.status_code == 302
    assert "they differ: 1; settled: 1" in read(pair.cora, f"{pair.sample}/differences")
    assert cut_tables(read(pair.cora, pair.sample)) == cut_tables(results)
    every = len(passages)
    assert pair.count_given() == {BlindRole.FIRST: every, BlindRole.SECOND: every, BlindRole.AGREED: 1}
    with pair.sessions() as session:
        mine = session.scalars(select(Coding).where(Coding.staff_id == pair.ids[2])).all()
        given = {(one.code.key, one.state) for one in mine}
        assert given == {("housing", CodingState.ACCEPTED), ("health", CodingState.REJECTED)}
        assert UseKind.PAGE in set(session.scalars(select(Use.kind)))


def test_coder__until_both_are_done__sees_no_suggestion_or_tag_of_these_passages_anywhere(pair: Pair) -> None:
    pair.draw()
    segment_ids = [segment_id for _, segment_id in pair.list_passages()]
    with pair.sessions.begin() as session:
        ada, cora = get_viewer(session, pair.ids[0]), get_viewer(session, pair.ids[2])
        others = session.scalars(select(Segment.id).where(Segment.id.not_in(segment_ids))).all()
        assert list_codings(session, cora, segment_ids) and list_codings(session, ada, others)
        assert list_codings(session, ada, segment_ids) == []
        code = coding.list_codes(session)[0].key
        coding.decide(
            session, cora, segment_ids[0], code, CodingState.ACCEPTED, staff_id=pair.ids[2], now=NOW
        )
        assert list_codings(session, ada, segment_ids) == []

    assert (pair.finish(pair.ada), pair.finish(pair.ben)) == (302, 302)

    with pair.sessions() as session:
        assert list_codings(session, get_viewer(session, pair.ids[0]), segment_ids)


def test_comparison__of_passages_without_a_decision__says_that_nothing_can_be_said(pair: Pair) -> None:
    pair.draw()
    pair.finish(pair.ada)
    pair.finish(pair.ben)

    page = read(pair.cora, pair.sample)

    assert "Cannot be said: only one person tagged" in page


def test_sample__that_one_of_them_never_finishes__is_closed_by_a_manager(pair: Pair, app: Flask) -> None:
    with pair.sessions.begin() as session:
        manager = sign_in_client(app, make_staff(session, Role.MANAGER, name="Mo"))
    pair.draw()
    passages = tag_all(pair)
    pair.finish(pair.ada)
    assert "Close the sample" not in read(pair.cora, pair.sample)
    assert pair.cora.post(f"{pair.sample}/close").status_code == 403
    assert "Close the sample" in read(manager, pair.sample)

    page = manager.post(f"{pair.sample}/close", follow_redirects=True).text

    assert "The sample is closed" in page and "before both had said that they were done" in page
    assert "Krippendorff" in page and "Close the sample" not in page
    assert pair.tag(pair.ben, passages[0][0], "health") == 409
    assert manager.post(f"{pair.sample}/close").status_code == 409
    assert pair.draw().status_code == 200


def test_sample__asked_for_wrongly__is_refused(pair: Pair, app: Flask) -> None:
    with pair.sessions.begin() as session:
        police = make_organisation(session, key="police", sector=Sector.POLICE, standing=Standing.OBSERVER)
        watcher = make_staff(session, Role.ANALYST, organisation_id=police.id)
        client, watcher_id = sign_in_client(app, watcher), watcher.id

    assert "Choose two different people" in pair.draw(second=pair.ids[0]).text
    assert "Enter a share from 10 to 25" in pair.draw(share_pct=50).text
    assert "Choose from the list" in pair.draw(second=watcher_id).text
    assert pair.draw().status_code == 200
    assert pair.draw().status_code == 409
    assert client.get(f"{pair.sample}/tag").location == pair.sample
    passage_id = pair.list_passages()[0][0]
    assert pair.tag(pair.ada, passage_id, "no-such-tag") == 404
    assert pair.tag(pair.ada, "no-such-passage") == 404


def test_response__withdrawn__takes_its_passages_and_their_tags_out_of_the_sample(pair: Pair) -> None:
    pair.draw()
    passages = pair.list_passages()
    pair.tag(pair.ada, passages[0][0], "housing")
    with pair.sessions.begin() as session:
        response_id = session.get_one(Segment, passages[0][1]).answer.response_id
        destroy(session, response_id)

    assert passages[0] not in pair.list_passages() and pair.count_given() == {}
