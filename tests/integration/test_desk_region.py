"""The region in the staff area: the directory, saves that come too late, uploads, forums."""

import io
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import Conflict
from consult.models.region import Forum, Organisation, SubRegion
from consult.models.staff import Staff
from consult.services.region.staffing import describe_staff
from consult.vocabulary import Role, Sector, Standing
from tests.factories.numbering import NOW
from tests.factories.region import make_forum, make_organisation, make_staff, make_sub_region
from tests.integration.conftest import SignIn

NEW = "/desk/region/organisations/new"
DETAILS = {
    "name": "Wessmere Police",
    "key": "wessmere-police",
    "sector": "police",
    "standing": "",
    "sub_region": "",
}


@pytest.fixture
def directory(sessions: sessionmaker[Session]) -> None:
    """Two sub-regions and three organisations."""
    with sessions.begin() as session:
        coast = make_sub_region(session, key="coast", name="Coast")
        make_sub_region(session, key="vale", name="Vale")
        make_organisation(session, key="aid", name="Aid Group", sub_region=coast)
        make_organisation(
            session, key="police", name="Police", sector=Sector.POLICE, standing=Standing.OBSERVER
        )
        make_organisation(session, key="zebra", name="zebra trust", sub_region=coast)


def find_organisation(sessions: sessionmaker[Session], key: str) -> Organisation:
    with sessions() as session:
        return session.scalars(select(Organisation).where(Organisation.key == key)).one()


def list_names(page: str) -> list[str]:
    return re.findall(r'organisations/[a-z-]+">([^<]+)</a>', page)


def read_version(page: str) -> str:
    return re.findall(r'name="version" value="(\d+)"', page)[0]


def test_organisation__added_without_standing__gets_that_of_its_sector(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    response = sign_in(Role.MANAGER).post(NEW, data=DETAILS)
    assert response.location == "/desk/region/organisations/wessmere-police"
    assert find_organisation(sessions, "wessmere-police").standing is Standing.OBSERVER


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "  "}, "Enter the name of the organisation"),
        ({"key": "Two Words"}, "small letters, digits and single hyphens only"),
        ({"sector": ""}, "Choose a sector"),
        ({"sector": "pirates"}, "Choose from the list"),
        ({"council_code": "E0600"}, "a capital letter and eight digits"),
        ({"name": "x" * 301}, "must be 300 characters or fewer"),
    ],
)
def test_organisation__with_something_wrong__is_not_added_and_what_was_typed_stays(
    sign_in: SignIn, sessions: sessionmaker[Session], wrong: dict[str, str], message: str
) -> None:
    page = sign_in(Role.MANAGER).post(NEW, data=DETAILS | {"council_code": "X06000001"} | wrong).text
    assert message in page
    assert "<title>Error: " in page
    assert 'value="wessmere-police"' in page or "key" in wrong
    with sessions() as session:
        assert session.scalars(select(Organisation)).all() == []


def test_organisation__with_a_key_that_is_taken__is_refused(sign_in: SignIn, directory: None) -> None:
    page = sign_in(Role.MANAGER).post(NEW, data=DETAILS | {"key": "aid"}).text
    assert "The key aid is taken" in page
    assert "Wessmere Police" in page


def test_directory__sorted_and_filtered__lists_what_was_asked_for(sign_in: SignIn, directory: None) -> None:
    client = sign_in(Role.MANAGER)
    everything = client.get("/desk/region/").text
    assert list_names(everything) == ["Aid Group", "Police", "zebra trust"]
    assert list_names(client.get("/desk/region/?sort=name&order=desc").text)[0] == "zebra trust"
    assert list_names(client.get("/desk/region/?standing=observer").text) == ["Police"]
    assert list_names(client.get("/desk/region/?area=coast&name=TRUST").text) == ["zebra trust"]
    assert "No organisation fits" in client.get("/desk/region/?name=100%25").text
    assert list_names(client.get("/desk/region/?sector=nonsense&sort=nonsense").text) == list_names(
        everything
    )


def test_standing__beside_each_organisation__says_what_it_means(sign_in: SignIn, directory: None) -> None:
    client = sign_in(Role.BOARD_MEMBER)
    page = client.get("/desk/region/").text
    assert "Observer" in page
    assert "never sees an experience" in page
    assert "organisations/new" not in page


def test_organisation__saved_from_a_stale_page__shows_both_texts_and_changes_nothing(
    sign_in: SignIn, directory: None, sessions: sessionmaker[Session]
) -> None:
    one, other = sign_in(Role.MANAGER), sign_in(Role.MANAGER)
    address = "/desk/region/organisations/aid"
    version = read_version(one.get(address).text)
    common = {"sector": "voluntary_community", "standing": "full", "sub_region": "coast", "version": version}
    assert other.post(address, data=common | {"name": "Aid Group and Friends"}).status_code == 302
    late = one.post(address, data=common | {"name": "Aid Society"})
    assert late.status_code == 409
    assert "Aid Group and Friends" in late.text
    assert "Aid Society" in late.text
    assert find_organisation(sessions, "aid").name == "Aid Group and Friends"
    again = common | {"name": "Aid Society", "version": read_version(late.text)}
    assert one.post(address, data=again).status_code == 302
    assert find_organisation(sessions, "aid").name == "Aid Society"


def test_organisation__saved_without_a_version__is_taken_for_stale(
    sign_in: SignIn, directory: None, sessions: sessionmaker[Session]
) -> None:
    data = {"name": "Other", "sector": "employer", "standing": "full", "sub_region": ""}
    assert sign_in(Role.MANAGER).post("/desk/region/organisations/aid", data=data).status_code == 409
    assert find_organisation(sessions, "aid").name == "Aid Group"


def test_contact__added_and_removed__is_shown_and_gone(sign_in: SignIn, directory: None) -> None:
    client = sign_in(Role.MANAGER)
    person = {"contact-name": "Nadia Ferro", "contact-email": "nadia@example.org", "contact-language": "ar"}
    client.post("/desk/region/organisations/aid/contacts", data=person)
    page = client.get("/desk/region/organisations/aid").text
    assert "nadia@example.org" in page
    remove = re.findall(r'action="(/desk/region/organisations/aid/contacts/[^"]+/remove)"', page)[0]
    client.post(remove)
    assert "nadia@example.org" not in client.get("/desk/region/organisations/aid").text
    assert client.post(remove).status_code == 404


def test_contact__with_a_wrong_address__keeps_what_was_typed(sign_in: SignIn, directory: None) -> None:
    person = {"contact-name": "Nadia", "contact-email": "nadia at example", "contact-language": "en"}
    response = sign_in(Role.MANAGER).post("/desk/region/organisations/aid/contacts", data=person)
    assert response.status_code == 422
    assert "nadia at example" in response.text
    assert 'href="#contact-email"' in response.text


def test_upload__of_right_and_wrong_rows__adds_the_right_and_names_the_wrong(
    sign_in: SignIn, directory: None, sessions: sessionmaker[Session]
) -> None:
    content = (
        "key,name,sector,standing,sub_region\n"
        "harbour,Harbour Light,voluntary_community,,coast\n"
        "aid,Aid again,employer,,\n"
        "moon,Moon Base,astronauts,,\n"
        "nowhere,Nowhere Trust,employer,,atlantis\n"
        ",Nameless key,employer,,\n"
    )
    client = sign_in(Role.MANAGER)
    file = (io.BytesIO(content.encode()), "organisations.csv")
    page = client.post("/desk/region/organisations/upload", data={"file": file}).text
    assert "1 organisation was added; 4 rows were not." in page
    for reason in ("The key aid is taken", "“astronauts” is not known", "atlantis", "The row has no key"):
        assert reason in page
    with sessions() as session:
        keys = set(session.scalars(select(Organisation.key)))
    assert keys == {"aid", "police", "zebra", "harbour"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "There is a problem"),
        (b"PK\x03\x04 not really", "There is a problem"),
        (b"key,name\na,b\n", "The column sector is not in the file"),
        ("key,name,sector\ncaf\xe9,b,c\n".encode("latin-1"), "There is a problem"),
        (b"key,name,sector\na\x00,b,employer\n", ""),
    ],
)
def test_upload__of_a_wrong_file__says_what_is_wrong(sign_in: SignIn, content: bytes, message: str) -> None:
    response = sign_in(Role.MANAGER).post(
        "/desk/region/organisations/upload", data={"file": (io.BytesIO(content), "file.csv")}
    )
    assert response.status_code in {200, 422}
    assert message in response.text


def test_upload__without_a_file__asks_for_one(sign_in: SignIn) -> None:
    response = sign_in(Role.MANAGER).post("/desk/region/organisations/upload")
    assert response.status_code == 422
    assert "Choose a file" in response.text


def test_sub_region__added_twice__is_there_once(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    client = sign_in(Role.MANAGER)
    first = client.post("/desk/region/sub-regions", data={"name": "Coast", "key": "coast"})
    assert first.status_code == 302
    assert (
        "The key coast is taken"
        in client.post("/desk/region/sub-regions", data={"name": "Coast", "key": "coast"}).text
    )
    with sessions() as session:
        assert len(session.scalars(select(SubRegion)).all()) == 1


def test_forum__added_with_members__says_who_votes(
    sign_in: SignIn, directory: None, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    data = {"name": "Board", "key": "board", "kind": "board", "quorum": "1", "members": ["aid", "police"]}
    assert client.post("/desk/region/forums/new", data=data).status_code == 302
    page = client.get("/desk/region/forums").text
    assert "1 of 2 members vote; the quorum is 1." in page
    with sessions() as session:
        assert len(session.scalars(select(Forum)).one().members) == 2


def test_forums__of_the_region__are_read_by_anybody_on_the_staff(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_forum(session, make_organisation(session), name="Locality forum east")
    assert "Locality forum east" in sign_in(Role.AUDITOR).get("/desk/region/forums").text


def test_manager_of_an_observer__who_would_change_its_standing__is_refused_and_reads_nothing_more(
    sign_in: SignIn, directory: None, sessions: sessionmaker[Session]
) -> None:
    police = find_organisation(sessions, "police")
    client = sign_in(Role.MANAGER, Role.ADMINISTRATOR, organisation_id=police.id)
    form = DETAILS | {"standing": "full", "version": "1"}
    assert client.get("/desk/region/organisations/police").status_code == 403
    assert client.post("/desk/region/organisations/police", data=form).status_code == 403
    assert find_organisation(sessions, "police").standing is Standing.OBSERVER
    with sessions() as session:
        [own] = session.scalars(select(Staff)).all()
    assert client.post(f"/desk/staff/{own.id}", data={"name": "X", "organisation": ""}).status_code == 403
    assert client.get("/desk/experiences/").status_code == 403


def test_standing__of_the_body_of_the_only_administrator__is_not_taken(
    sign_in: SignIn, directory: None, sessions: sessionmaker[Session]
) -> None:
    """Otherwise nobody could give it back."""
    aid = find_organisation(sessions, "aid")
    client = sign_in(Role.ADMINISTRATOR, organisation_id=aid.id)
    page = client.get("/desk/region/organisations/aid").text
    form = DETAILS | {"name": "Aid Group", "standing": "observer", "version": read_version(page)}
    assert client.post("/desk/region/organisations/aid", data=form).status_code == 409
    assert find_organisation(sessions, "aid").standing is Standing.FULL


def test_administrator__the_only_one__is_not_made_an_observers(
    sessions: sessionmaker[Session], directory: None
) -> None:
    police = find_organisation(sessions, "police")
    with sessions() as session:
        staff = make_staff(session, Role.ADMINISTRATOR)
        with pytest.raises(Conflict, match="C114"):
            describe_staff(session, staff, name="Ada", organisation_id=police.id, actor="x", now=NOW)
