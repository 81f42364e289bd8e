"""The page of trends: in words, with a chart beside its table, and a file; not for observers."""

import csv
import io
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.release import ReleasedTable
from consult.vocabulary import Role, Standing
from tests.factories.region import make_organisation
from tests.factories.trending import AUTUMN, SPRING, YEAR_BEFORE, start_following
from tests.integration.conftest import SignIn

PAGE = "/desk/region/trends"
SAID = re.compile(
    r"(no change|one change|\d+ changes) larger than chance explains, among 3 tags\."
    r"(?: In other places: (\d+)\.)?"
)


@pytest.fixture
def followed(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        found = start_following(session)
        found.consult("early").receive(6, YEAR_BEFORE, "health")
        spring, autumn = found.consult("spring"), found.consult("autumn")
        spring.receive(5, SPRING, "housing")
        spring.receive(15, SPRING, "gap", "health", place="south")
        autumn.receive(15, AUTUMN, "housing", place="south")
        autumn.receive(3, AUTUMN, "housing", "gap", place="east")


def test_page__of_two_consultations__says_what_changed_with_its_chart(
    sign_in: SignIn, followed: None
) -> None:
    client = sign_in(Role.MANAGER)
    page = client.get(PAGE, query_string={"tag": "housing"}).text
    assert "5 (25%)" in page and "18 (100%)" in page and "not shown" in page and "not asked" in page
    assert "+75 points (+" in page and "\N{MINUS SIGN}" in page and "(-" not in page and ">more<" in page
    assert (
        page.index("What has changed?") < page.index("Experiences among them") < page.index("figure__chart")
    )
    assert "Turn a theme into a tag</a> on its page" in page
    assert "under 0.0001" in page and "0.0000" not in page
    assert "The same tag of the region" in page and "A consultation is not a sample" in page
    chart = client.get(f"{PAGE}/chart.svg", query_string={"tag": "housing"})
    assert chart.mimetype == "image/svg+xml" and "18 (100%)" in chart.text
    assert "Housing: share of those who answered" in chart.text
    gaps = client.get(PAGE, query_string={"rows": "gap"}).text
    assert "Gap in provision: Health" in gaps and "15 (75%)" in gaps
    in_south = client.get(PAGE, query_string={"place": "South", "tag": "nonsense", "unit": "people"}).text
    assert "South – Everybody" in in_south


def test_page__of_one_place__counts_the_changes_of_that_place(sign_in: SignIn, followed: None) -> None:
    client, told = sign_in(Role.MANAGER), {}
    for place in ("", "South"):
        page = client.get(PAGE, query_string={"place": place}).text
        many, other = SAID.search(page).groups()  # type: ignore[union-attr]
        listed = page.count(">more<") + page.count(">fewer<")
        assert listed == {"no change": 0, "one change": 1}.get(many) or many == f"{listed} changes"
        told[place] = (listed, int(other or 0))
    assert told[""] != told["South"] and len({sum(one) for one in told.values()}) == 1


def test_file__of_a_trend__is_kept_and_read_back(
    sign_in: SignIn, followed: None, sessions: sessionmaker[Session]
) -> None:
    file = sign_in(Role.ANALYST).post(f"{PAGE}/file.csv")
    rows = list(csv.DictReader(io.StringIO(file.text)))
    found = {(one["Tag"], one["Half-year"]): one for one in rows if one["Place"] == "The whole region"}
    assert found["Housing", "January to June 2030"]["Number"] == "5"
    assert found["Housing", "July to December 2030"]["Finding"] == "more"
    with sessions() as session:
        assert len(session.scalars(select(ReleasedTable)).all()) == 3


def test_page__before_any_analysis__says_what_to_do_first(sign_in: SignIn) -> None:
    assert "Run the analysis first" in sign_in(Role.MANAGER).get(PAGE).text


def test_trends__for_an_observer_or_an_unknown_kind_of_file__are_refused(
    sign_in: SignIn, followed: None, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    observer = sign_in(Role.ANALYST, organisation_id=police)
    for answer in (observer.get(PAGE), observer.get(f"{PAGE}/chart.svg"), observer.post(f"{PAGE}/file.csv")):
        assert answer.status_code == 403
    assert sign_in(Role.MANAGER).post(f"{PAGE}/file.txt").status_code == 404
