"""Tables of themes by group: chosen on a page, protected, handed out once, and guarded against what was."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import use_no_models
from analysis.tables.leftover import NONE
from consult.errors import Conflict
from consult.exports.tables import write_table
from consult.jobs.drafting import build_draft
from consult.models.analysis import ThemePlacement
from consult.models.audit import AuditEntry
from consult.models.consultation import Consultation
from consult.models.groups import ListeningEvent
from consult.models.release import ReleasedTable
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.counting.asked_tables import AskedTable, choose_table
from consult.services.counting.contrasting import LeftOut, Tabulated, tabulate
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.counting.written_tables import SILENT, UNUSABLE, list_left_out, list_rows
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing
from consult.services.drafts.gathering import gather_record
from consult.services.handing_out.handing_out_tables import hand_out, release
from consult.services.handing_out.release_scopes import Scope
from consult.services.handing_out.table_releases import list_earlier
from consult.vocabulary import Purpose, Role, Sector
from consult.web.desk_table_words import show_table
from tests.factories.collecting import make_response
from tests.factories.numbering import NOW
from tests.factories.region import make_sub_region
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import HOMES, LETTER, Received, make_received, start_record
from tests.integration.test_two_at_once import run_beside

pytestmark = pytest.mark.portable

ADDRESS = "/desk/consultations/consultation-1/tables"


@pytest.fixture
def received(session: Session) -> Received:
    """Nineteen charities, five of them by a letter, seven health bodies, one school; six experiences."""
    found = start_record(session)
    area = make_sub_region(session, name="Osmere Vale")
    for n in range(14):
        found.add_return(HOMES.format(place=f"street {n}", n=n), sub_region=area if n < 6 else None)
    for _ in range(5):
        found.add_return(LETTER, campaign="C01")
    for n in range(7):
        found.add_return(HOMES.format(place=f"ward {n}", n=n), sector=Sector.HEALTH, agree="no")
    found.add_return(HOMES.format(place="school", n=1), sector=Sector.EDUCATION, agree="no")
    for n in range(6):
        found.add_account(f"The school said that there was no place for my daughter, {n}.")
    return found


def count(received: Received, **wanted: str) -> Tabulated:
    questions = list_asked_questions(received.session, received.consultation)
    asked = choose_table(questions, **wanted)
    return tabulate(received.session, SYSTEM, received.consultation, asked, now=NOW)


def read(made: Tabulated, layer: str = "every") -> dict[str, list[int | None]]:
    found = getattr(made.sheet, layer)
    return {key: [cell.count for cell in cells] for key, cells in found.rows.items()}


def test_table__by_sector__puts_a_small_one_with_another_and_counts_both_ways(received: Received) -> None:
    made = count(received)
    pool = "Health + Schools, colleges and universities"
    assert made.columns == ["Voluntary and community groups", pool]
    assert made.together == [(pool, ["Health", "Schools, colleges and universities"])]
    assert made.sheet.every.bases == (19, 8, 27)
    assert read(made) == {"T01": [19, 8, 27], "T02": [0, 0, 0], "none": [0, 0, 0]}
    assert made.sheet.own and made.sheet.own.bases == (14, 8, 22)
    assert read(made, "own") == {"T01": [14, 8, 22], "T02": [0, 0, 0], "none": [0, 0, 0]}


@pytest.mark.parametrize("unit", ["responses", "segments"])
def test_table__of_themes__says_what_is_in_none_so_that_all_is_somewhere(
    received: Received, unit: str
) -> None:
    session, own = received.session, {answer.id for one in received.returns[:6] for answer in one.answers}
    for placement in session.scalars(select(ThemePlacement)):
        if placement.segment.answer_id in own:
            session.delete(placement)
    session.flush()
    made = count(received, unit=unit)
    raised, none = (made.sheet.every.rows[key][-1].count for key in ("T01", NONE))
    assert (raised, none) == (21, 6) and raised + none == made.sheet.every.bases[-1]
    assert made.labels[NONE] == list_rows(made)[3][0] == "In no theme"
    assert NONE not in count(received, rows="tag").sheet.every.rows


@pytest.mark.parametrize(
    ("wanted", "columns", "bases"),
    [
        ({"columns": "kind", "who": "both"}, ["Experiences", "Returns"], (6, 27, 33)),
        ({"columns": "answer:agree"}, ["Yes, we do", "No"], (19, 8, 27)),
        ({"columns": "area"}, ["Osmere Vale", "Whole region or not given"], (6, 21, 27)),
        ({"who": "experiences"}, ["Experiences"], (6, 6)),
        ({"question": "1", "columns": "kind", "who": "both"}, ["Experiences", "Returns"], (0, 27, 27)),
        ({"unit": "segments", "columns": "kind", "who": "both"}, ["Experiences", "Returns"], (6, 27, 33)),
        ({"unit": "people", "columns": "month", "who": "both"}, ["March 2031"], (33, 33)),
    ],
)
def test_table__by_anything_offered__has_the_right_bases(
    received: Received, wanted: dict[str, str], columns: list[str], bases: tuple[int, ...]
) -> None:
    made = count(received, **wanted)
    assert (made.columns, made.sheet.every.bases) == (columns, bases)


@pytest.mark.parametrize("wanted", [{"columns": "answer:homes"}, {"question": "9"}, {"rows": "x"}])
def test_table__of_what_is_not_offered__is_refused(received: Received, wanted: dict[str, str]) -> None:
    with pytest.raises(Conflict, match="C404"):
        count(received, **wanted)


def test_table__after_one_more_return__shows_nothing_of_the_difference(received: Received) -> None:
    first = count(received, columns="kind", who="both")
    hand_out(received.session, SYSTEM, received.consultation, first, now=NOW)
    hand_out(
        received.session, SYSTEM, received.consultation, count(received, columns="kind", who="both"), now=NOW
    )
    assert len(received.session.scalars(select(ReleasedTable)).all()) == 1, "the same is kept once"
    received.add_return(HOMES.format(place="hill", n=1))
    again = count(received, columns="kind", who="both")
    assert again.sheet.published is None, "one more return could be told from any number"
    with pytest.raises(Conflict, match="C406"):
        hand_out(received.session, SYSTEM, received.consultation, again, now=NOW)
    for n in range(5):
        received.add_return("Nothing of homes.", sector=Sector.HEALTH, other=f"Rents {n}")
    assert count(received, columns="kind", who="both").sheet.every.bases == (6, 33, 39)


def test_table__with_no_analysis_or_nobody__says_so(received: Received) -> None:
    received.run.finished_at = None
    received.session.flush()
    with pytest.raises(Conflict, match="C405"):
        count(received)


def test_table__before_anything_was_received__shows_noughts_and_no_test(session: Session) -> None:
    made = count(start_record(session))
    assert made.sheet.groups == () and made.sheet.compared == ()


def test_page__of_a_manager__shows_hands_out_and_adds_to_the_draft(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions(expire_on_commit=False) as session, session.begin():
        received = make_received(session)
        for n in range(8):
            received.add_return(HOMES.format(place=f"ward {n}", n=n), sector=Sector.HEALTH)
    build_draft(
        sessions, received.consultation.id, keys=received.agent, actor="system",
        report=lambda _step, _done, _total: None, models=use_no_models(),
    )  # fmt: skip
    client = sign_in(Role.MANAGER)
    page = client.get(f"{ADDRESS}?columns=sector").text
    assert (
        "A consultation is not a sample" in page
        and f"{UNUSABLE}: 0." in page
        and "Affordable homes" not in page
        and "affordable homes" in page
    )
    file = client.post(f"{ADDRESS}/file.csv?columns=sector")
    rows = list(csv.reader(io.StringIO(file.text)))
    assert rows[0][:2] == ["Row", "Counted"] and rows[1][0] == "Base" and "nan" not in file.text.lower()
    answer = client.post(f"{ADDRESS}/draft?columns=sector", data={"section": "question:1"})
    assert answer.status_code == 302
    with sessions.begin() as session:
        kept = session.scalars(select(ReleasedTable).order_by(ReleasedTable.made_at)).all()
        assert [one.title.split(":")[0] for one in kept] == ["Draft 1", "Themes by sector"]
        assert session.scalars(select(AuditEntry).where(AuditEntry.action == "table handed out")).one()
        consultation = session.scalars(select(Consultation)).one()
        section = next(
            one for one in get_latest_draft(session, consultation.id).sections if one.key == "question:1"
        )
        last = find_standing(session, section).version.blocks[-1]
        assert last.id.startswith("table-") and "not a sample" in last.source  # type: ignore[union-attr]
    assert "kept as table" in client.get("/desk/consultations/consultation-1/draft/question:1").text


def test_table__beside_a_draft__gives_nothing_away_of_what_sentences_say_without_shared_wording(
    received: Received,
) -> None:
    record = gather_record(received.session, received.consultation, as_of=None, keys=None, now=NOW)
    keep_draft(received.session, record, write_sections(record), actor="system", now=NOW)
    said = list_earlier(received.session, received.consultation.id, "theme", Scope("returns", "1"))
    assert any(one.every == {"T01": (27,)} and one.own == {"T01": (22,)} for one in said)
    for _ in range(5):
        received.add_return(LETTER, campaign="C01")
    received.add_return(HOMES.format(place="hill", n=1))
    made = count(received)
    assert made.sheet.every.bases[-1] == 33 and made.sheet.own and made.sheet.own.bases[-1] == 23
    assert read(made)["T01"][-1] == 33, "six more may be seen"
    assert read(made, "own")["T01"] == [None, None, None], "but not that one more used words of its own"


def test_table__with_responses_not_counted__says_how_many_and_why(
    received: Received,
) -> None:
    for n in range(6):
        received.add_return(f"Not for this, {n}.", consents={Purpose.ANALYSE: False})
    make_response(received.session, received.version, {"agree": "yes"}, consents={})
    made = count(received)
    whole = len(made.respondents) + made.left_out.unusable + made.left_out.silent
    assert (made.left_out, whole) == (LeftOut(6, 1), 34)
    assert list_left_out(made) == [(UNUSABLE, 6), (SILENT, "fewer than 5")]
    rows = hand_out(received.session, SYSTEM, received.consultation, made, now=NOW).rows
    assert [row[0] for row in rows[-2:]] == [UNUSABLE, SILENT]
    assert show_table(made).left_out == ((UNUSABLE, "6"), (SILENT, "fewer than 5"))


def test_page__of_people_of_whom_nearly_all_are_one_responses__says_why_there_is_no_table(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions(expire_on_commit=False) as session, session.begin():
        received = start_record(session)
        told = [received.add_account(f"The school had no place, {n}.") for n in range(6)]
        session.add(ListeningEvent(response_id=told[0].id, people=400, told_sealed=b""))
    asked = f"{ADDRESS}?who=experiences&columns=kind&unit="
    client = sign_in(Role.MANAGER)
    assert "one response speaks for nearly all" in client.get(f"{asked}people").text
    assert "All counted here" in client.get(f"{asked}responses").text
    refused = client.post(f"{ADDRESS}/file.csv?who=experiences&columns=kind&unit=people")
    assert refused.status_code == 409 and "C407" in refused.text


def test_add_to_draft__of_a_section_that_is_not_there__keeps_nothing(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_received(session)
    answer = sign_in(Role.MANAGER).post(f"{ADDRESS}/draft?columns=kind", data={"section": "none"})
    assert answer.status_code == 404
    with sessions.begin() as session:
        assert session.scalars(select(ReleasedTable)).all() == []


def test_table__handed_out_twice_at_once__is_counted_beside_the_first(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        make_received(session)

    def act(session: Session) -> str:
        consultation = session.scalars(select(Consultation)).one()
        return release(session, SYSTEM, consultation, AskedTable(), now=NOW).released.id

    ended = run_beside(engine, act, act)
    with Session(engine) as session:
        assert session.scalars(select(ReleasedTable.id)).all() == [ended.result()]


def test_rows__of_a_file__have_one_width(received: Received, tmp_path: Path) -> None:
    made = hand_out(received.session, SYSTEM, received.consultation, count(received), now=NOW)
    assert write_table(tmp_path / "table.xlsx", made.columns, made.rows) == len(made.rows) == 10
