"""Which passages are in doubt: some of every theme and language, and those with no suggestion."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import ThemePlacement
from consult.models.coding import MACHINE, Coding, Segment
from consult.queries.next_passages import find_best_themes, list_in_doubt
from consult.queries.viewer import SYSTEM
from consult.services.tags.coding_so_far import get_codebook
from tests.factories.numbering import NOW
from tests.integration.drafting_record import Received, start_record

pytestmark = pytest.mark.portable
MANY = 430


def find_segments(session: Session) -> dict[str, str]:
    """The passage of each answer's response, by the first words of it: nothing but ids."""
    return {one.answer.response_id: one.id for one in session.scalars(select(Segment))}


def suggest(received: Received, scores: Mapping[str, float]) -> None:
    code = get_codebook(received.session).codes[0]
    for segment_id, score in scores.items():
        place = {"segment_id": segment_id, "code_id": code.id, "author": MACHINE}
        received.session.add(Coding(**place, score=score, at=NOW))
    received.session.flush()


def test_doubt__of_one_theme_in_hundreds_of_passages__leaves_room_for_another_theme(session: Session) -> None:
    received = start_record(session)
    for n in range(MANY):
        received.add_return(f"There are too few homes near street {n}.")
    few = [received.add_return(f"There is no place at school {n}.").id for n in range(3)]
    by_response = find_segments(session)
    schools = [by_response[one] for one in few]
    for placement in session.scalars(select(ThemePlacement).where(ThemePlacement.segment_id.in_(schools))):
        placement.theme_id = received.themes["T02"].id
    suggest(received, {id: 0.5 if id not in schools else 0.9 for id in by_response.values()})

    found = list_in_doubt(session, SYSTEM, received.run, most_each=20)

    assert {one.segment_id for one in found if one.theme == "T02"} == set(schools)
    assert len([one for one in found if one.theme == "T01"]) == 20
    assert find_best_themes(session, SYSTEM, received.run, schools) == dict.fromkeys(schools, "T02")


def test_doubt__about_passages_with_no_suggestion__is_there_beside_the_others(session: Session) -> None:
    received = start_record(session)
    returns = [received.add_return(f"There are too few homes near street {n}.").id for n in range(6)]
    by_response = find_segments(session)
    suggest(received, {by_response[returns[0]]: 0.3, by_response[returns[1]]: 0.6})

    found = list_in_doubt(session, SYSTEM, received.run, most_each=3)

    assert [round(one.away, 6) for one in found if one.away is not None] == [0.1, 0.2]
    none = {one.response_id for one in found if one.away is None}
    assert len(none) == 3 and none <= set(returns[2:])
