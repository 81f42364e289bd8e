"""Tables of other questions, and of other respondents, are not guarded as the same people at another time."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.tables.since import Published
from consult.errors import Conflict
from consult.models.draft import Draft, Section
from consult.models.groups import ListeningEvent
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.counting import contrasting
from consult.services.counting.asked_tables import choose_table
from consult.services.counting.contrasting import tabulate
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.handing_out.handing_out_tables import HandedOut, add_to_section, release
from consult.services.handing_out.release_scopes import Scope
from consult.services.handing_out.table_releases import list_earlier
from consult.services.returns.revising import NOBODY, Author, save_revision
from consult.vocabulary import ResponseKind, Sector, SubjectKind
from consult.web.desk_table_words import show_table
from tests.factories.numbering import NOW, TODAY
from tests.integration.drafting_record import HOMES, QUESTIONS, Received, start_record

pytestmark = pytest.mark.portable


@pytest.fixture
def received(session: Session) -> Received:
    """Twenty charities and ten health bodies answer question 1, about half of them question 2 as well."""
    homes, agree, other = QUESTIONS
    found = start_record(session, (homes, agree, replace(other, government_questions=("2",))))
    for n in range(30):
        sector = Sector.HEALTH if n >= 20 else Sector.VOLUNTARY_COMMUNITY
        extra = f"Rents, {n}" if n % 2 else None
        found.add_return(HOMES.format(place=f"street {n}", n=n), sector=sector, other=extra)
    for n in range(7):
        found.add_account(f"The school had no place, {n}.")
    return found


def hand_out(received: Received, **wanted: str) -> HandedOut:
    questions = list_asked_questions(received.session, received.consultation)
    asked = choose_table(questions, **wanted)
    return release(received.session, SYSTEM, received.consultation, asked, now=NOW)


def read(made: HandedOut) -> dict[str, list[int | None]]:
    return {key: [cell.count for cell in cells] for key, cells in made.made.sheet.every.rows.items()}


def test_table__after_that_of_another_question__shows_all_that_it_would_alone(received: Received) -> None:
    assert read(hand_out(received, question="1"))["T01"] == [10, 20, 30]
    assert read(hand_out(received, question="2"))["T01"] == [5, 10, 15]
    assert read(hand_out(received, who="experiences"))["T02"] == [7, 7]


def test_table__of_all_questions__is_guarded_beside_those_of_one(received: Received) -> None:
    hand_out(received, question="1")
    session, consultation_id = received.session, received.consultation.id
    for scope, number in {
        Scope("returns", "1"): 1,
        Scope("returns"): 1,
        Scope("both", "1"): 1,
        Scope("returns", "2"): 0,
        Scope("experiences"): 0,
    }.items():
        assert len(list_earlier(session, consultation_id, "theme", scope, ["1", "2"])) == number, scope


def test_table__handed_out__keeps_what_it_counted(received: Received) -> None:
    kept = hand_out(received, question="2", unit="people").released
    assert (kept.who, kept.question, kept.unit) == ("returns", "2", "people")


@pytest.mark.parametrize(("speaks_to", "known"), [(("2",), ("1", "2")), ((), ())])
def test_all_questions__are_known_to_make_up_the_whole__only_where_every_answer_is_to_one(
    session: Session, monkeypatch: pytest.MonkeyPatch, speaks_to: tuple[str, ...], known: tuple[str, ...]
) -> None:
    homes, agree, other = QUESTIONS
    asked = (
        homes,
        replace(agree, government_questions=("2",)),
        replace(other, government_questions=speaks_to),
    )
    found = start_record(session, asked)
    for n in range(6):
        found.add_return(HOMES.format(place=f"street {n}", n=n), other=f"Rents, {n}")
    looked_at = []

    def look(*about: Any) -> list[Published]:
        looked_at.append(about[-1])
        return list_earlier(*about)

    monkeypatch.setattr(contrasting, "list_earlier", look)
    hand_out(found, question="1")
    assert looked_at == [known]


@pytest.fixture
def pooled(session: Session) -> Received:
    """Three of each of four sectors, so that two and two of them are together."""
    found = start_record(session)
    for sector in (Sector.HEALTH, Sector.POLICE, Sector.EDUCATION, Sector.ACADEMIC):
        for n in range(3):
            found.add_return(HOMES.format(place=f"{sector} {n}", n=n), sector=sector)
    return found


def make_section(received: Received) -> Section:
    made_from = {"consultation_id": received.consultation.id, "run_id": received.run.id}
    draft = Draft(**made_from, number=1, as_of_on=TODAY, created_at=NOW)
    draft.sections.append(Section(key="summary", title="Summary", position=1))
    received.session.add(draft)
    received.session.flush()
    key = draft.sections[0].id
    save_revision(received.session, SubjectKind.SECTION, key, [], parent_id=None, author=NOBODY, now=NOW)
    return draft.sections[0]


def test_columns__of_two_pools__have_names_of_their_own_everywhere(pooled: Received) -> None:
    made = hand_out(pooled)
    pools = ["Police + Health", "Schools, colleges and universities + Academics"]
    assert made.made.columns == pools and list(made.columns[2:4]) == pools
    questions = list_asked_questions(pooled.session, pooled.consultation)
    page = show_table(tabulate(pooled.session, SYSTEM, pooled.consultation, choose_table(questions), now=NOW))
    assert list(page.columns[:2]) == pools
    section = make_section(pooled)
    block = add_to_section(pooled.session, section, made, author=Author(), now=NOW)
    assert list(block.columns[2:4]) == pools


def test_table_in_people__of_five_more_of_whom_one_speaks_for_hundreds__does_not_show_the_difference(
    received: Received,
) -> None:
    session = received.session
    asked = {"unit": "people", "who": "experiences", "columns": "kind"}
    first = [one for one in session.scalars(select(Response)) if one.kind is ResponseKind.ACCOUNT]
    session.add_all(ListeningEvent(response_id=one.id, people=200, told_sealed=b"") for one in first)
    session.flush()
    assert read(hand_out(received, **asked))["T02"] == [1_400, 1_400]
    more = [received.add_account(f"No place either, {n}.") for n in range(5)]
    session.add(ListeningEvent(response_id=more[0].id, people=300, told_sealed=b""))
    session.flush()
    with pytest.raises(Conflict, match="C407"):
        hand_out(received, **asked)
    session.add_all(ListeningEvent(response_id=one.id, people=90, told_sealed=b"") for one in more[1:])
    session.flush()
    assert read(hand_out(received, **asked))["T02"] == [2_060, 2_060]
