"""Responses, people and passages in one table; and its tests wherever the table goes."""

import csv
import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import Conflict
from consult.models.analysis import ThemePlacement
from consult.models.groups import ListeningEvent
from consult.models.release import ReleasedTable
from consult.queries.viewer import SYSTEM
from consult.services.counting.asked_tables import choose_table
from consult.services.counting.contrasting import tabulate
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.counting.written_tables import EVERYBODY, ONE_VOICE
from consult.services.handing_out.handing_out_tables import HandedOut, _make_block, hand_out
from consult.vocabulary import Role, Sector
from forms.definitions import Choice, Question
from tests.factories.collecting import make_answer
from tests.factories.numbering import NOW, TODAY, seeded_id
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import HOMES, QUESTIONS, Received, hash_free, start_record

pytestmark = pytest.mark.portable

HELP = Question(
    id="help",
    kind="select_multiple",
    label={"en": "What would help?"},
    choices=(Choice("food", {"en": "Food"}), Choice("rooms", {"en": "Rooms"})),
    government_questions=("1",),
)
ADDRESS = "/desk/consultations/consultation-1/tables"


def fill(received: Received, homes: dict[Sector, tuple[int, int]]) -> None:
    """Returns of each sector: how many raise homes, and how many schools; health bodies do not agree."""
    for sector, (raising, others) in homes.items():
        for n in range(raising + others):
            agree = "no" if sector == Sector.HEALTH else "yes"
            one = received.add_return(HOMES.format(place=f"{sector} {n}", n=n), sector=sector, agree=agree)
            if n >= raising:
                _move(received, next(each.id for each in one.answers if each.question_id == "homes"))


def _move(received: Received, answer_id: str) -> None:
    key = seeded_id("segment", hash_free(answer_id))
    placed = received.session.scalars(select(ThemePlacement).where(ThemePlacement.segment_id == key)).one()
    placed.theme_id = received.themes["T02"].id


def release(received: Received, **wanted: str) -> HandedOut:
    questions = list_asked_questions(received.session, received.consultation)
    asked = choose_table(questions, **wanted)
    made = tabulate(received.session, SYSTEM, received.consultation, asked, now=NOW)
    return hand_out(received.session, SYSTEM, received.consultation, made, now=NOW)


@pytest.fixture
def differing(session: Session) -> Received:
    """Sixteen of twenty charities raise homes, six of twenty health bodies, ten of twenty schools."""
    found = start_record(session)
    fill(found, {Sector.VOLUNTARY_COMMUNITY: (16, 4), Sector.HEALTH: (6, 14), Sector.EDUCATION: (10, 10)})
    return found


def test_table__of_all_units__is_one_file_with_a_block_for_each(differing: Received) -> None:
    event = ListeningEvent(response_id=differing.returns[0].id, people=6, told_sealed=b"")
    differing.session.add(event)
    made = release(differing, unit="all")
    bases = {row[1]: row[2:6] for row in made.rows if row[0] == "Base"}
    assert list(bases) == [
        f"{unit}: {EVERYBODY}" for unit in ("Responses", "People they speak for", "Passages")
    ]
    assert sorted(row[-1] for row in bases.values()) == [60, 60, 65]
    assert {len(row) for row in made.rows} == {len(made.columns)}
    assert made.released.title.endswith(": responses, people and passages (returns only)")


def test_table__of_all_units__hides_in_each_what_the_unit_alone_hides(differing: Received) -> None:
    fill(differing, {Sector.POLICE: (2, 9)})
    blocks = [
        [row[2:7] for row in release(differing, unit=unit).rows if str(row[1]).endswith(EVERYBODY)]
        for unit in ("responses", "people", "segments")
    ]
    together = [row[2:7] for row in release(differing, unit="all").rows if str(row[1]).endswith(EVERYBODY)]
    assert together == [row for block in blocks for row in block]
    assert any("not shown" in row for row in together)


def test_page__of_all_units_of_whom_one_speaks_for_nearly_all__has_the_others_and_says_why(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions(expire_on_commit=False) as session, session.begin():
        received = start_record(session)
        told = [received.add_account(f"The school had no place, {n}.") for n in range(6)]
        session.add(ListeningEvent(response_id=told[0].id, people=400, told_sealed=b""))
    client, asked = sign_in(Role.MANAGER), "who=experiences&columns=kind&unit=all"
    page = client.get(f"{ADDRESS}?{asked}").text
    assert "one response speaks for nearly all" in page
    assert "Responses: Everybody" in page and "Passages: Everybody" in page
    assert "People they speak for: Everybody" not in page
    rows = list(csv.reader(io.StringIO(client.post(f"{ADDRESS}/file.csv?{asked}").text)))
    assert {row[1].split(":")[0] for row in rows if row[0] == "Base"} == {"Responses", "Passages"}
    assert [row[1] for row in rows if row[0] == ONE_VOICE] == ["People they speak for"]


def test_file__of_groups_that_differ__has_effect_interval_and_the_group_furthest_from_the_others(
    differing: Received,
) -> None:
    made = release(differing)
    row = next(dict(zip(made.columns, row, strict=True)) for row in made.rows if row[0] == "affordable homes")
    assert row["differs"] == "yes" and row["effect is"] == "Cramér’s V"
    low, value, high = (row[key] for key in ("effect low", "effect", "effect high"))
    assert 0.0 < float(low or 0) < float(value or 0) < float(high or 0) < 1.0
    assert row["furthest from the others"] == "Voluntary and community groups"
    assert row["furthest by, points"] == 40.0 and float(row["points low"] or 0) > 0


def test_file__of_two_groups__has_the_odds_ratio(differing: Received) -> None:
    made = release(differing, columns="answer:agree")
    row = next(dict(zip(made.columns, row, strict=True)) for row in made.rows if row[0] == "affordable homes")
    assert (row["effect is"], row["effect"]) == ("odds ratio", pytest.approx(26 * 14 / (14 * 6)))
    assert row["furthest from the others"] == "Yes, we do" and row["furthest by, points"] == 35.0


def test_draft__with_a_table_of_groups_that_differ__says_so_in_a_sentence_under_it(
    differing: Received,
) -> None:
    block = _make_block(release(differing), TODAY)
    assert block.source.startswith("1 row was tested: 1 differs between the columns by more than chance")
    assert (
        "affordable homes (Voluntary and community groups: more than the others by 40 points ("
        in block.source
    )
    assert "not a sample" in block.source


def test_draft__with_a_table_of_groups_that_are_alike__says_that_none_differs(session: Session) -> None:
    received = start_record(session)
    fill(received, {Sector.VOLUNTARY_COMMUNITY: (8, 8), Sector.HEALTH: (8, 8)})
    source = _make_block(release(received), TODAY).source
    assert source.startswith("2 rows were tested: none differs between the columns by more than chance")


def test_draft__with_a_table_in_which_nothing_can_be_tested__says_that(session: Session) -> None:
    received = start_record(session)
    fill(received, {Sector.VOLUNTARY_COMMUNITY: (8, 0), Sector.HEALTH: (8, 0)})
    assert _make_block(release(received), TODAY).source.startswith("No row was tested: too few are shown.")


def test_tables__kept__are_one_for_all_units(differing: Received) -> None:
    release(differing, unit="all").released.title = "As it was called before"
    release(differing, unit="all")
    assert len(differing.session.scalars(select(ReleasedTable)).all()) == 1
    release(differing, unit="people")
    assert len(differing.session.scalars(select(ReleasedTable)).all()) == 2, "the same, of another unit"


def test_table__by_one_of_several_answers__tells_who_chose_it(session: Session) -> None:
    received = start_record(session, (*QUESTIONS, HELP))
    for n in range(24):
        one = received.add_return(HOMES.format(place=f"street {n}", n=n))
        if n < 18:
            make_answer(session, one, "help", ["food", "rooms"] if n < 10 else ["food"])
    made = release(received, columns="answer:help=rooms")
    base = next(row for row in made.rows if row[0] == "Base")
    assert made.columns[2:6] == ("Chose it", "Answered without it", "No answer", "All")
    assert base[2:6] == (10, 8, 6, 24)
    assert made.released.title.startswith("Themes by whether “Rooms” was chosen")
    for wrong in ("answer:help=beds", "answer:help"):
        with pytest.raises(Conflict, match="C404"):
            release(received, columns=wrong)
