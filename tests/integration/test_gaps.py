"""Gaps and training needs: counted under protection, quoted under permission, as page, table and paper."""

import csv
import io
from pathlib import Path

import docx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.main import run
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.release import ReleasedFile, ReleasedTable
from consult.queries.viewer import SYSTEM
from consult.services.permissions.recalling import find_files
from consult.services.trends.listing_gaps import GapList, list_gaps
from consult.vocabulary import Channel, CodingState, Purpose, Role, Sector, Standing, UseKind
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.factories.trending import AUTUMN, YEAR_BEFORE, start_following
from tests.integration.conftest import SignIn

PAGE = "/desk/consultations/autumn/gaps"
QUOTED, SILENT = {Purpose.QUOTE: True}, {Purpose.QUOTE: False}
WORDS = "Families who arrive in winter have nobody to ask about a school place near where they live, {n}."
NAMED = "Please write to Mr Qorvel Vantreaux about the winter nights at the centre, who knows it, {n}."


@pytest.fixture
def followed(sessions: sessionmaker[Session]) -> None:
    """Nine say that health is missing, six by one kind of body; three say that there is no housing."""
    with sessions.begin() as session:
        found = start_following(session)
        autumn = found.consult("autumn")
        autumn.receive(5, AUTUMN, "gap", "health", said=WORDS, consents=QUOTED)
        autumn.receive(1, AUTUMN, "gap", "health", said=NAMED, consents=QUOTED)
        health = {"sector": Sector.HEALTH, "place": "south"}
        autumn.receive(6, AUTUMN, "gap", "health", said="Silent words on it, {n}.", consents=SILENT, **health)
        autumn.receive(3, AUTUMN, "gap", "housing", place="south", sector=Sector.HEALTH)
        autumn.receive(7, AUTUMN, "training_need")
        autumn.receive(8, AUTUMN, "gap", "housing", state=CodingState.SUGGESTED)
        autumn.hear(6, AUTUMN, "gap", "health", channel=Channel.VOUCHED)
        found.consult("early").receive(6, YEAR_BEFORE, "gap", "health")


def look(session: Session) -> GapList:
    consultation = session.scalars(select(Consultation).where(Consultation.slug == "autumn")).one()
    return list_gaps(session, SYSTEM, consultation, now=NOW)


def test_gaps__of_what_people_accepted__say_who_where_and_since_when(
    followed: None, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        found = look(session)
    assert [one.label for one in found.gaps] == [
        "Gap in provision: Health",
        "Gap in provision: Housing",
        "Training need: no subject",
    ]
    health, housing, training = found.gaps
    assert (health.number, housing.number, training.number, found.base) == (18, None, 7, 36)
    assert ("Health", 6) in health.sectors
    assert health.seen[0] == ("January to June 2029", 6)
    assert (housing.sectors, housing.places, housing.seen) == ((), (), ())


def test_paper__made_by_the_command__quotes_only_what_may_be_quoted(
    followed: None,
    sessions: sessionmaker[Session],
    sqlite_url: str,
    sqlite_keys_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    places = {"DATABASE_URL": sqlite_url, "KEYSTORE_URL": sqlite_keys_url, "INSTANCE": str(tmp_path)}
    for name, value in places.items():
        monkeypatch.setenv(f"CONSULT_{name}", value)
    target = tmp_path / "gaps.docx"
    assert run(create_app, ["--debug", "gaps", "autumn", "--out", str(target)]) == 0
    document = docx.Document(str(target))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "Families who arrive in winter" in text
    assert not any(words in text for words in ("Vantreaux", "Silent words", "where the doctor was"))
    assert "Source: analysis run 1 of autumn" in text and "A consultation is not a sample" in text
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["Health", "18", "18", "the same", "January to June 2029"] in cells
    assert "Housing" not in [one[0] for one in cells] and "Housing" in text.partition("Also said, by too")[2]
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == ["Health", "No subject"], "no heading without anything under it"
    assert ": not shown" not in text
    with sessions() as session:
        (file,) = session.scalars(select(ReleasedFile)).all()
        used = session.scalars(select(Use).where(Use.subject_id == file.subject_id)).all()
        assert file.digest and 0 < len(used) <= 3
        assert {one.kind for one in used} == {UseKind.EXPORT}
        assert [one.id for one in find_files(session, used[0].response_id)] == [file.id], "is taken back"
        assert {one.rows_by for one in session.scalars(select(ReleasedTable))} == {"gap"}


def test_page_and_files__of_a_manager__show_the_list_and_keep_what_was_handed_out(
    followed: None, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    page = client.get(PAGE).text
    assert "Gap in provision: Health" in page and "not shown" in page and "Training need: no subject" in page
    with sessions() as session:
        assert session.scalars(select(ReleasedTable)).all() == []
    rows = list(csv.reader(io.StringIO(client.post(f"{PAGE}/file.csv").text)))
    assert rows[1][:3] == ["Gap in provision: Health", "18", "36"]
    empty = rows[0][4]
    assert rows[0][3] == "People they speak for" and rows[1][3] == "18"
    assert "Who says it, where and when" in page
    current = next(part for part in page.split("<a ") if 'aria-current="true"' in part)
    assert "Consultations" in current.partition("</a>")[0]
    shown, too_few = page.split("Also said, by too few")
    assert "Gap in provision: Housing" not in shown and "Gap in provision: Housing" in too_few
    assert rows[1][4] == "" and f">{empty}<" not in page  # a page leaves out what a file keeps
    word = docx.Document(io.BytesIO(client.post(f"{PAGE}/file.docx").data))
    assert not any("Families who arrive" in one.text for one in word.paragraphs)
    with sessions() as session:
        assert session.scalars(select(ReleasedTable)).all() != []


def test_gaps__for_an_observer_or_before_an_analysis__are_refused_or_say_what_to_do(
    followed: None, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
        session.add(Consultation(slug="new", title={"en": "New"}))
    observer = sign_in(Role.ANALYST, organisation_id=police)
    assert observer.get(PAGE).status_code == observer.post(f"{PAGE}/file.docx").status_code == 403
    client = sign_in(Role.ANALYST)
    assert "Run the analysis first" in client.get("/desk/consultations/new/gaps").text
    assert client.post(f"{PAGE}/file.txt").status_code == 404


def test_page__of_gaps_whose_sectors_are_all_hidden__says_so_once_and_has_no_column_of_them(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        found = start_following(session)
        autumn = found.consult("autumn")
        for sector in (Sector.VOLUNTARY_COMMUNITY, Sector.HEALTH):
            autumn.receive(3, AUTUMN, "gap", "health", sector=sector)
            autumn.receive(9, AUTUMN, "housing", sector=sector)
    page = sign_in(Role.MANAGER).get(PAGE).text
    assert "it would give a few away: sectors" in page and ">6<" in "".join(page.split())
    assert "Sectors" not in page and "Places" in page
    assert "Half-years</th>" not in "".join(page.split()), "of one, the first table says it all"
