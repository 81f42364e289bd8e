"""Who says more of a theme: one sentence from what the table shows, and the way to that table."""

import re
from html import unescape

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.queries.viewer import SYSTEM
from consult.services.analyses import browsing
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.contrasting import Tabulated, tabulate
from consult.services.themes.contrasting_theme import say_contrast
from consult.vocabulary import Role, Sector, Standing
from consult.web import theme_contrasts
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import HOMES, LETTER, Received, start_record

pytestmark = pytest.mark.portable
BOTH = AskedTable(columns="kind", who="both")


def add_health(received: Received, *, of_schools: int, of_homes: int) -> None:
    """Returns of health bodies; those of schools are moved into the other theme."""
    for n in range(of_schools + of_homes):
        received.add_return(HOMES.format(place=f"ward {n}", n=n), sector=Sector.HEALTH)
    wanted = received.themes["T01"].placements
    received.session.flush()
    received.session.expire(received.themes["T01"])
    health = {answer.id for one in received.returns if one.sector is Sector.HEALTH for answer in one.answers}
    wanted = [one for one in received.themes["T01"].placements if one.segment.answer_id in health]
    for placement in sorted(wanted, key=lambda one: one.id)[:of_schools]:
        placement.theme_id = received.themes["T02"].id
    received.session.flush()


def make_told(session: Session, *, letters: int = 0) -> Received:
    """Twenty charities on homes; of twelve health bodies two; eight experiences on schools."""
    received = start_record(session)
    for n in range(20):
        received.add_return(HOMES.format(place=f"street {n}", n=n))
    for _ in range(letters):
        received.add_return(LETTER, campaign="C01")
    add_health(received, of_schools=10, of_homes=2)
    for n in range(8):
        received.add_account(f"The school said that there was no place for my daughter, {n}.")
    return received


def count(received: Received, asked: AskedTable) -> Tabulated:
    return tabulate(received.session, SYSTEM, received.consultation, asked, now=NOW)


def test_sentence__of_a_theme_that_one_sector_says_more_of__has_the_numbers_of_the_table(
    session: Session,
) -> None:
    made = count(make_told(session), AskedTable())
    said = say_contrast(made, "T02")
    assert re.fullmatch(
        r"Said more by “Health” than by other sectors: 10 of 12, the others 0 of 20\.", said
    ), said


def test_sentence__on_experiences__compares_them_with_returns(session: Session) -> None:
    made = count(make_told(session), BOTH)
    assert say_contrast(made, "T02").startswith(
        "Said more in experiences than in returns: 8 of 8, the others 10 of 32"
    )


def test_sentence__of_groups_that_are_alike_or_too_few__names_no_difference(session: Session) -> None:
    received = start_record(session)
    for n in range(12):
        received.add_return(HOMES.format(place=f"street {n}", n=n))
    said = "Too few numbers may be shown to compare sectors."
    assert say_contrast(count(received, AskedTable()), "T01") == said
    add_health(received, of_schools=1, of_homes=14)
    for n in range(6):
        received.add_return(HOMES.format(place=f"lane {n}", n=n), sector=Sector.EDUCATION)
    assert "Said" not in say_contrast(count(received, AskedTable()), "T01")


def read_said(page: str) -> str:
    found = re.search(r"Who says more of it</h2>\s*<ul.*?</ul>", page, re.S)
    return " ".join(unescape(found[0]).split()) if found else ""


def test_page__of_a_theme__says_who_says_more_and_links_to_the_table(
    sign_in: SignIn, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    with sessions.begin() as session:
        slug = make_told(session).consultation.slug
        observer = make_organisation(session, standing=Standing.OBSERVER).id
    address, manager = f"/desk/consultations/{slug}/themes/T02", sign_in(Role.MANAGER)

    said = read_said(manager.get(address).text)

    assert "10 of 12" in said and "Said more in experiences" in said
    link = next(one for one in re.findall(r'href="([^"]*)"', said) if "columns=kind" in one)
    assert "who=both" in link and "rows=theme" in link
    table = manager.get(link).text
    assert "Experiences" in table and "Tests of the table" in table
    assert not read_said(sign_in(Role.ANALYST, organisation_id=observer).get(address).text)
    assert not read_said(sign_in(Role.ADMINISTRATOR).get(address).text)
    monkeypatch.setattr(browsing, "PAGE_SIZE", 5)
    first, second = (manager.get(f"{address}?page={n}").text for n in (1, 2))
    assert read_said(first) and 'id="examples"' in first
    assert "Page 2 of" in second and not read_said(second) and 'id="examples"' not in second
    monkeypatch.setattr(theme_contrasts, "MOST_COUNTED", 5)
    assert "10 of 12" not in (long := read_said(sign_in(Role.MANAGER).get(address).text))
    assert "columns=sector" in long


def test_table__of_returns_beside_experiences__counts_both_without_being_told(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        slug = make_told(session).consultation.slug
    page = sign_in(Role.MANAGER).get(f"/desk/consultations/{slug}/tables?columns=kind&who=returns").text
    assert "(returns and experiences)" in page
    assert {"Returns", "Experiences"} <= set(re.findall(r'scope="col"[^>]*>\s*(\w+)\s*</th>', page))
