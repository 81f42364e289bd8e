"""The outline's gaps and sources: what is confirmed fills a gap, what is out of scope or date is absent."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from consult.models.coding import Code, Codebook
from consult.models.consultation import Consultation
from consult.models.sources import Source
from consult.queries.viewer import SYSTEM
from consult.services.carrying.answering import confirm
from consult.services.evidence.listing_sources import remove_listed
from consult.services.outlines.outline_values import Awaited, Gap, OutlinedQuestion
from consult.services.outlines.outlining import make_outline
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import Purpose, Role, Sector
from tests.factories.carrying import CURRENT, OUTDATED, ask, make_earlier_return, propose
from tests.factories.collecting import make_consultation
from tests.factories.evidence import make_source, open_lists
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_partnership

LONG_AGO = date(TODAY.year - 4, 1, 1)
BODY = "Brook House"


@pytest.fixture
def about(sqlite_session: Session) -> Consultation:
    """A consultation whose first question is about homes."""
    make_partnership(sqlite_session)
    codebook = Codebook(name="region")
    codebook.codes = [Code(key="housing", label="Housing", key_phrases=["homes"], position=1)]
    sqlite_session.add(codebook)
    found = make_consultation(sqlite_session)
    found.government_questions[0].text = "What would more homes change?"
    return found


def outline(session: Session, about: Consultation, today: date = TODAY) -> OutlinedQuestion:
    session.flush()
    session.expire_all()
    return make_outline(session, SYSTEM, about, today=today)[0]


def test_gap__with_earlier_material__says_from_whom_confirmation_is_awaited_and_goes_once_given(
    sqlite_session: Session, about: Consultation
) -> None:
    session, sector = sqlite_session, Sector.VOLUNTARY_COMMUNITY
    row = propose(session, about, make_earlier_return(session, about))
    assert outline(session, about).gaps == [Gap(sector, [BODY])]
    made = ask(session, about)
    assert outline(session, about).gaps == [Gap(sector, [BODY], awaited=(Awaited(BODY, TODAY),))]
    over = outline(session, about, made.asked.closes_on + timedelta(days=1))
    assert over.gaps == [Gap(sector, [BODY])]
    confirm(session, made.asked, row.number, CURRENT, now=NOW)
    assert outline(session, about).gaps == [] and len(outline(session, about).carried) == 1
    give_consent(session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TODAY)
    assert outline(session, about).gaps == [Gap(sector, [BODY])]


def test_gap__whose_organisation_says_that_nothing_holds__stays(
    sqlite_session: Session, about: Consultation
) -> None:
    row = propose(sqlite_session, about, make_earlier_return(sqlite_session, about))
    confirm(sqlite_session, ask(sqlite_session, about).asked, row.number, OUTDATED, now=NOW)
    assert [gap.organisations for gap in outline(sqlite_session, about).gaps] == [[BODY]]


def add_source(session: Session, home: Consultation, **values: object) -> Source:
    row = make_source(open_lists(session, home))
    assert isinstance(row, Source)
    given = {"about_tags": ["housing"], "looked_at_on": TODAY, **values}
    for name, value in given.items():
        setattr(row, name, value)
    session.flush()
    return row


def test_sources__that_speak_to_a_question__are_listed_its_own_first(
    sqlite_session: Session, about: Consultation
) -> None:
    session = sqlite_session
    other = make_consultation(session)
    earlier = add_source(session, other)
    first = about.government_questions[0].id
    own = add_source(session, about, about_tags=[], about_questions=[first])
    found = outline(session, about).sources
    assert [(one.number, one.source_id) for one in found] == [(own.number, ""), (earlier.number, earlier.id)]
    second = make_outline(session, SYSTEM, about, today=TODAY)[1]
    assert second.sources == []


@pytest.mark.parametrize(
    "values",
    [
        {"looked_at_on": None},
        {"looked_at_on": LONG_AGO},
        {"valid_until_on": TODAY - timedelta(days=1)},
        {"about_tags": ["schools"]},
        {"removed_at": NOW},
    ],
    ids=lambda values: "-".join(values),
)
def test_source__out_of_date_or_scope__is_absent(
    sqlite_session: Session, about: Consultation, values: dict[str, object]
) -> None:
    row = add_source(sqlite_session, make_consultation(sqlite_session))
    assert outline(sqlite_session, about).sources
    for name, value in values.items():
        setattr(row, name, value)
    assert outline(sqlite_session, about).sources == []


def test_source__of_what_is_made_up_or_valid_for_longer__follows_scope_and_its_last_day(
    sqlite_session: Session, about: Consultation
) -> None:
    session = sqlite_session
    made_up = make_consultation(session, is_fictional=not about.is_fictional)
    add_source(session, made_up)
    assert outline(session, about).sources == []
    add_source(session, about, looked_at_on=LONG_AGO, valid_until_on=TODAY)
    assert len(outline(session, about).sources) == 1
    remove_listed(open_lists(session, about), "source", 1)
    assert outline(session, about).sources == []


def test_manager__adding_a_source_from_the_outline__finds_it_marked_with_the_question(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, about: Consultation
) -> None:
    earlier = add_source(sqlite_session, make_consultation(sqlite_session))
    question, slug, source_id = about.government_questions[0].id, about.slug, earlier.id
    sqlite_session.commit()
    client, address = sign_in(Role.MANAGER), f"/desk/consultations/{slug}"
    link = f"{address}/draft-sources/source/add?question={question}&amp;source={source_id}"
    assert link in client.get(f"{address}/outline").text
    form = client.get(link.replace("&amp;", "&")).text
    assert "Register of households" in form and f'value="{question}" checked' in form
    given = {"said": "It rose.", "publisher": "Office", "title": "Register two", "published": "2031"}
    more = {"place": "page 3", "about_questions": question, "valid_until_on-day": "1", "file_id": ""}
    day = {"valid_until_on-month": "4", "valid_until_on-year": "2099"}
    answer = client.post(f"{address}/draft-sources/source/add", data={**given, **more, **day})
    assert answer.status_code == 302
    page = client.get(f"{address}/outline").text
    assert "Office, Register two, 2031, valid until" in page
