"""What to look at next: doubtful passages and random ones, decided about whole; how right the program was."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.held_out import is_held_out
from consult.models.coding import MACHINE, Code, Coding, Segment
from consult.models.consent import Use
from consult.vocabulary import CodingState, Role, UseKind
from tests.factories.analysed import make_told_consultation
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.integration.conftest import SignIn

PAGE = "/desk/consultations/told/themes/next"
FORM = re.compile(r'action="[^"]*/themes/next/([^"]+)"')


@pytest.fixture
def analyst(much_analysed_id: str, sign_in: SignIn) -> FlaskClient:
    """Somebody who looks at a consultation of 60 returns, all of it analysed."""
    return sign_in(Role.ANALYST)


def list_asked(client: FlaskClient) -> list[str]:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return FORM.findall(answer.text)


def find_held_out(sessions: sessionmaker[Session]) -> set[str]:
    with sessions.begin() as session:
        every = session.scalars(select(Segment))
        return {one.id for one in every if is_held_out(f"{one.answer_id}:{one.number}")}


def find_decided(sessions: sessionmaker[Session], segment_id: str) -> dict[str, CodingState]:
    with sessions.begin() as session:
        wanted = select(Coding).where(Coding.segment_id == segment_id, Coding.staff_id.is_not(None))
        return {one.code.key: one.state for one in session.scalars(wanted)}


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
    first = next(one for one in reversed(list_asked(analyst)) if find_suggested(sessions, one))
    codes = find_suggested(sessions, first)

    answer = analyst.post(f"{PAGE}/{first}", data={f"tag-{code}": "accept" for code in codes})

    assert answer.status_code == 302 and codes
    assert first not in list_asked(analyst)
    with sessions.begin() as session:
        decided = session.scalars(select(Coding).where(Coding.staff_id.is_not(None))).all()
        assert sorted(one.code.key for one in decided) == sorted(codes)


def test_passage__that_no_tag_fits__is_not_asked_about_again_and_suggestions_are_rejected(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    last = list_asked(analyst)[-1]

    analyst.post(f"{PAGE}/{last}", data={"none": "yes"})

    assert last not in list_asked(analyst)
    assert find_decided(sessions, last) == dict.fromkeys(find_suggested(sessions, last), CodingState.REJECTED)


def test_passage__with_nothing_said_about_it__is_asked_about_again(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    for one in (list_asked(analyst)[0], list_asked(analyst)[-1]):
        page = analyst.post(f"{PAGE}/{one}", data={"add": ""}, follow_redirects=True)

        assert "Nothing was kept" in page.text
        assert one in list_asked(analyst) and find_decided(sessions, one) == {}


def test_passages__drawn_at_random__show_no_suggestion(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    held_out, page = find_held_out(sessions), analyst.get(PAGE).text
    articles = {FORM.findall(one)[0]: one for one in page.split("<article")[1:]}

    for segment_id, article in articles.items():
        has_reason = "Suggested," in article or "found no tag likely enough" in article
        assert has_reason is (segment_id not in held_out)
    assert any("found no tag likely enough" in article for article in articles.values())


def test_accuracy__after_random_passages_were_looked_over__counts_those_alone(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    asked, held_out = list_asked(analyst), find_held_out(sessions)
    random = [one for one in asked if one in held_out and find_suggested(sessions, one)]
    assert "is not known" in analyst.get(PAGE).text
    right, wrong = find_suggested(sessions, random[0]), find_suggested(sessions, random[1])

    analyst.post(f"{PAGE}/{random[0]}", data={"fits": [*right, "training_need"]})
    analyst.post(f"{PAGE}/{random[1]}", data={"none": "yes"})
    for one in [one for one in asked if one not in held_out][:3]:
        analyst.post(f"{PAGE}/{one}", data={"none": "yes"})

    page, decided = analyst.get(PAGE).text, len(right) + len(wrong)
    assert f"{len(right)} of {decided}" in page
    assert f"{len(right)} of {len(right) + 1}" in page
    assert f"Decide about {100 - decided} more suggested tags" in page


def test_scores__of_tags_on_random_passages__are_told_by_band(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    wanted = select(Coding).where(Coding.author == MACHINE)
    with sessions.begin() as session:
        for one in session.scalars(select(Segment)):
            one.looked_at = NOW if is_held_out(f"{one.answer_id}:{one.number}") else None
        session.flush()
        drawn = [one for one in session.scalars(wanted) if one.segment.looked_at]
        staff_id = make_staff(session).id
        for n, one in enumerate(drawn):
            one.score = 0.9 if n % 2 else 0.3
            place = {"segment_id": one.segment_id, "code_id": one.code_id}
            state = CodingState.ACCEPTED if n % 2 else CodingState.REJECTED
            session.add(Coding(**place, author=staff_id, staff_id=staff_id, state=state, at=NOW))
        high, low = len(drawn) // 2, len(drawn) - len(drawn) // 2

    page = re.sub(r"\s*<[^>]*>\s*", "|", analyst.get(PAGE).text)

    assert high and re.search(rf"20–40%\|+{low}\|+30%\|+0 of {low} \(0%;", page)
    assert re.search(rf"80–100%\|+{high}\|+90%\|+{high} of {high} \(100%;", page)
    assert re.search(r"0–20%\|+0\|+none yet", page)


def test_accuracy__with_a_tag_that_a_theme_suggests__leaves_it_out(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    first = next(one for one in list_asked(analyst) if one in find_held_out(sessions))
    suggested = find_suggested(sessions, first)
    with sessions.begin() as session:
        code = session.scalars(select(Code).where(Code.key.not_in(suggested))).first()
        assert code is not None
        session.add(Coding(segment_id=first, code_id=code.id, author="theme", at=NOW))
        key = code.key

    analyst.post(f"{PAGE}/{first}", data={"fits": [*suggested, key]})

    assert f"{len(suggested)} of {len(suggested) + 1}" in analyst.get(PAGE).text


def test_decision__about_a_passage_that_is_not_there__is_not_found(analyst: FlaskClient) -> None:
    assert analyst.post(f"{PAGE}/nothing", data={"none": "yes"}).status_code == 404


def test_page__before_any_run__is_not_found(sessions: sessionmaker[Session], sign_in: SignIn) -> None:
    with sessions.begin() as session:
        make_told_consultation(session, returns=1)

    assert sign_in(Role.ANALYST).get(PAGE).status_code == 404
