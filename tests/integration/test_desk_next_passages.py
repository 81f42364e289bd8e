"""What to look at next: doubtful passages and random ones, decided about whole; how right the program was."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from analysis.held_out import is_held_out
from consult.jobs import analysis as analysis_job
from consult.models.coding import Coding, Segment
from consult.models.consent import Use
from consult.vocabulary import CodingState, Role, UseKind
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.integration.conftest import SignIn

PAGE = "/desk/consultations/told/themes/next"
FORM = re.compile(r'action="[^"]*/themes/next/([^"]+)"')


@pytest.fixture
def analyst(
    sessions: sessionmaker[Session], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[FlaskClient]:
    """Somebody who looks at a consultation of 60 returns, all of it analysed."""
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)
    with sessions.begin() as session:
        consultation_id = make_told_consultation(session, returns=60).id
    settings = {"KEY_SOCKET": str(tmp_path / "keys.sock"), "TIME_ZONE": "Europe/London"}
    run_analysis(sessions, settings, consultation_id)
    yield sign_in(Role.ANALYST)


def list_asked(client: FlaskClient) -> list[str]:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return FORM.findall(answer.text)


def find_held_out(sessions: sessionmaker[Session]) -> set[str]:
    with sessions.begin() as session:
        every = session.scalars(select(Segment))
        return {one.id for one in every if is_held_out(f"{one.answer_id}:{one.number}")}


def find_suggested(sessions: sessionmaker[Session], segment_id: str) -> list[str]:
    with sessions.begin() as session:
        wanted = session.scalars(select(Coding).where(Coding.segment_id == segment_id))
        return [one.code.key for one in wanted if one.state is CodingState.SUGGESTED]


def test_list__of_an_analysed_consultation__has_random_and_doubtful_passages_read_on_record(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    asked, held_out = list_asked(analyst), find_held_out(sessions)

    assert len(asked) == len(set(asked)) == 20
    assert held_out & set(asked) and set(asked) - held_out
    with sessions.begin() as session:
        assert UseKind.PAGE in set(session.scalars(select(Use.kind)))


def test_passage__decided_about_whole__is_not_asked_about_again(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    first = list_asked(analyst)[-1]
    codes = find_suggested(sessions, first)

    answer = analyst.post(f"{PAGE}/{first}", data={f"tag-{code}": "accept" for code in codes})

    assert answer.status_code == 302 and codes
    assert first not in list_asked(analyst)
    with sessions.begin() as session:
        decided = session.scalars(select(Coding).where(Coding.staff_id.is_not(None))).all()
        assert sorted(one.code.key for one in decided) == sorted(codes)


def test_passage__that_no_tag_fits__is_not_asked_about_again(analyst: FlaskClient) -> None:
    first = list_asked(analyst)[0]

    analyst.post(f"{PAGE}/{first}", data={"add": ""})

    assert first not in list_asked(analyst)


def test_accuracy__after_random_passages_were_looked_over__counts_those_alone(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    asked, held_out = list_asked(analyst), find_held_out(sessions)
    random = [one for one in asked if one in held_out and find_suggested(sessions, one)]
    assert "is not known" in analyst.get(PAGE).text
    right, wrong = find_suggested(sessions, random[0]), find_suggested(sessions, random[1])

    analyst.post(
        f"{PAGE}/{random[0]}", data={f"tag-{code}": "accept" for code in right} | {"add": "training_need"}
    )
    analyst.post(f"{PAGE}/{random[1]}", data={f"tag-{code}": "reject" for code in wrong})
    for one in [one for one in asked if one not in held_out][:3]:
        analyst.post(
            f"{PAGE}/{one}", data={f"tag-{code}": "reject" for code in find_suggested(sessions, one)}
        )

    page = analyst.get(PAGE).text
    assert f"{len(right)} of {len(right) + len(wrong)}" in page
    assert f"{len(right)} of {len(right) + 1}" in page


def test_decision__about_a_passage_that_is_not_there__is_not_found(analyst: FlaskClient) -> None:
    assert analyst.post(f"{PAGE}/nothing", data={}).status_code == 404


def test_page__before_any_run__is_not_found(sessions: sessionmaker[Session], sign_in: SignIn) -> None:
    with sessions.begin() as session:
        make_told_consultation(session, returns=1)

    assert sign_in(Role.ANALYST).get(PAGE).status_code == 404
