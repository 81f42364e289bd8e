"""Published figures: read by row, kept in versions, added once, cited in drafts, and marked."""

import hashlib
import io
import zipfile
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.cells import word_cell
from analysis.drafting.rechecking import say_changes
from analysis.drafting.statements import Tabled
from consult.errors import ImportRefused
from consult.models.figure_kinds import FigureTopic
from consult.queries.drafts import get_latest_draft
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standings
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.gathering import gather_record
from consult.services.drafts.rechecking import find_checked
from consult.services.figures.citing_figures import cite, list_facts, mark_figures
from consult.services.figures.finding_figures import get_version, list_councils, make_matcher
from consult.services.figures.keeping_figures import FigureSource, KeptFigures, keep_figures
from consult.services.figures.looking_up_figures import Chosen, find_cell, find_now
from consult.services.figures.reading_figures import FigureReport, read_figures
from consult.services.figures.summing_figures import list_periods, list_totals, make_sheet
from consult.services.imports.table_files import read_table
from consult.vocabulary import Role, Sector
from consult.web.desk_figure_charts import say_finding
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation, make_partnership, make_sub_region
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import make_received

UPPER, LOWER = Sector.LOCAL_AUTHORITY_UPPER, Sector.LOCAL_AUTHORITY_LOWER
GOOD = """council,code,period,people,placed
Vale County Council,,2026-03-31,400,9
Ostley,,31 March 2026,"1,200",4
,E08000020,2026-03-31,0,c
Bristol City Council,,2026-03-31,77,1
England,,2026-03-31,99999,1
"""
WRONG = {
    "Nowhere Parish,,2026-03-31,1,1": "Nowhere Parish",
    "Ostley,,2026-06,many,1": "no whole number",
    "Ostley,,2026-06,-3,1": "no whole number",
    "Ostley,,the summer,3,1": "no period",
    "Ostley,,2026-03-31,3,1": "there already, in row 3",
    ",,2026-06,3,1": "has no council",
    "Ostley,,2026-06,3,1,9": "cells where the heading has",
}


@pytest.fixture
def region(sqlite_session: Session) -> Session:
    fill(sqlite_session)
    return sqlite_session


def fill(session: Session) -> None:
    make_partnership(session, is_fictional=True)
    vale, coast = (make_sub_region(session, key=name, name=name.title()) for name in ("vale", "coast"))
    make_organisation(session, key="vale", name="Vale County Council", sector=UPPER, sub_region=vale)
    make_organisation(session, key="ostley", name="Ostley District Council", sector=LOWER, sub_region=vale)
    gateshead = {"name": "Gateshead Council", "council_code": "E08000037"}
    make_organisation(session, key="gateshead", sector=UPPER, sub_region=coast, **gateshead)
    make_consultation(session, slug="asked", title={"en": "Homes"})


def read(session: Session, text: str = GOOD) -> FigureReport:
    return read_figures(read_table("figures.csv", text.encode()), make_matcher(session))


def keep(session: Session, text: str = GOOD, **values: Any) -> KeptFigures:
    source = FigureSource("support", "Support", FigureTopic.DISPERSAL, "An office", date(2026, 5, 21))
    digest = hashlib.sha256(text.encode()).hexdigest()
    options = {"file_name": "figures.csv", "digest": digest, "actor": "staff", "now": NOW, **values}
    return keep_figures(session, read(session, text), source, **options)


def test_rows__of_a_file__are_kept_outside_or_wrong_and_add_up(region: Session) -> None:
    report = read(region, GOOD + "\n".join(WRONG) + "\n")

    assert (report.rows, report.kept, report.outside_rows, len(report.wrong)) == (12, 3, 2, 7)
    assert report.outside == ("Bristol City Council", "England")
    for row, said in zip(report.wrong, WRONG.values(), strict=True):
        assert said in row.reason
    assert {(one.council, one.period.label) for one in report.cells} == {
        (key, "31 March 2026") for key in ("vale", "ostley", "gateshead")
    }


def test_file__with_wrong_rows__is_kept_whole_or_without_them_and_names_them(region: Session) -> None:
    text = GOOD + next(iter(WRONG))

    with pytest.raises(ImportRefused) as refused:
        keep(region, text)
    version = keep(region, text, without_wrong=True).version

    assert refused.value.code == "C755"
    assert version.left_out[0]["number"] == 7 and "Nowhere Parish" in version.left_out[0]["reason"]


def test_file__taken_in_again__is_a_version_only_where_it_differs(region: Session) -> None:
    first, same, later = keep(region), keep(region), keep(region, GOOD.replace('"1,200"', "1300"))

    assert (first.is_new, same.is_new, later.is_new) == (True, False, True)
    assert get_version(region, "support").number == 2
    assert {one.number for one in get_version(region, "support", 1).cells} >= {1200}


def test_columns__for_each_period__are_read_as_periods_and_others_are_named(region: Session) -> None:
    text = "local authority,notes,2025 Q4,2026 Q1\nOstley,x,3,..\nVale,y,5,6\n"

    report = read(region, text)

    assert [(one.council, one.period.label, one.value.number) for one in report.cells] == [
        ("ostley", "2025 Q4", 3), ("ostley", "2026 Q1", None), ("vale", "2025 Q4", 5), ("vale", "2026 Q1", 6),
    ]  # fmt: skip
    assert report.remarks == ("The column notes is not read.",)


def test_columns__of_one_period_in_two_spellings__are_refused_by_row(region: Session) -> None:
    report = read(region, "council,2026-03,March 2026\nOstley,5,9\nGateshead,4,\n")

    assert (report.kept, len(report.wrong), report.cells) == (0, 2, ())
    assert "March 2026 (people) is there already, in row 2" in report.wrong[0].reason


def make_ods(rows: list[list[str]], repeats: int = 1) -> bytes:
    tail = f'<t:table-row t:number-rows-repeated="{repeats}"><t:table-cell/></t:table-row>'
    lines = "".join(
        f"<t:table-row>{''.join(f'<t:table-cell><x:p>{one}</x:p></t:table-cell>' for one in row)}"
        "</t:table-row>"
        for row in rows
    )
    names = {"t": "table", "x": "text", "o": "office"}
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in names.items()
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", f"<o:body {spaces}><t:table t:name='A'>{lines}{tail}</t:table></o:body>"
        )
    return made.getvalue()


def test_ods__with_a_million_blank_rows__is_read_like_the_same_csv(region: Session) -> None:
    rows = [["council", "period", "value"], ["Ostley", "2026 Q1", "12"]]

    report = read_figures(read_table("a.ods", make_ods(rows, 1_048_574)), make_matcher(region))

    assert [(one.council, one.value.number) for one in report.cells] == [("ostley", 12)]


def test_totals__of_a_county_with_its_district__count_the_district_once(region: Session) -> None:
    sheet = make_sheet(region, keep(region).version, "31 March 2026", "people")

    assert (sheet.whole.total, sheet.whole.inside) == (400, 1)
    assert {key: one.total for key, one in sheet.areas.items()} == {"area:coast": 0, "area:vale": 400}


GAPS = """council,period,people
Vale County Council,2026-03-31,400
Ostley,2026-03-31,
Gateshead,2026-03-31,30
Vale County Council,2026-06-30,
Ostley,2026-06-30,12
Gateshead,2026-06-30,c
Vale County Council,2026-09-30,z
Ostley,2026-09-30,7
Gateshead,2026-09-30,5
"""


def test_sums__of_what_was_not_all_published__say_so_and_that_they_are_ours(region: Session) -> None:
    version = keep(region, GAPS).version
    said = {}
    for period in list_periods(version):
        cell = find_cell(list_councils(region), version, Chosen("region", period, "people"))
        assert cell is not None
        said[period] = (word_cell(cell), say_finding(make_sheet(region, version, period, "people")))

    sentence, finding = said["30 June 2026"]
    assert sentence == (
        "Support, The whole region, 30 June 2026: 12 people (2 councils not published). "
        "Our sum of figures from An office, 21 May 2026."
    )
    assert finding == "12 people in the region, 30 June 2026, as we add it up; 2 councils not published"
    assert not any("not published" in text for text in said["31 March 2026"])  # in its county's number
    assert not any("not published" in text for text in said["30 September 2026"])  # does not apply
    assert [one.blank for _, one in list_totals(region, version, "people")] == [0, 2, 0]


def test_councils__for_many_figures__are_loaded_once(region: Session) -> None:
    version = keep(region, GAPS).version
    cells = [
        cell
        for period in list_periods(version)
        if (cell := find_cell(list_councils(region), version, Chosen("region", period, "people")))
    ]
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(region.get_bind(), "before_cursor_execute", note)
    find_now(region, cells)
    list_totals(region, version, "people")
    event.remove(region.get_bind(), "before_cursor_execute", note)

    assert len(cells) == 3 and sum("FROM organisation" in one for one in asked) == 2


def test_cited_figure__after_a_later_version__is_marked_unless_it_is_pinned(region: Session) -> None:
    consultation = make_consultation(region)
    keep(region)
    for measure, pinned in (("people", None), ("placed", 1)):
        chosen = Chosen("council:ostley", "31 March 2026", measure, pinned)
        cite(region, consultation, "support", chosen, actor="staff", now=NOW)
    cells = [fact.source for fact in list_facts(region, consultation.id)]
    cited = [one for one in cells if isinstance(one, Tabled)]
    mark = mark_figures(region, consultation.id)

    keep(region, GOOD.replace('"1,200",4', "1300,5"))

    assert [one.number for one in cited] == [1200, 4]
    assert [find_now(region, cited)[one] for one in cited] == [1300, 4]
    assert mark_figures(region, consultation.id) != mark


def test_draft__that_cites_a_figure__says_it_and_is_marked_when_it_changes(sqlite_session: Session) -> None:
    received = make_received(sqlite_session)
    session, consultation = received.session, received.consultation
    make_organisation(session, key="ostley", name="Ostley District Council", sector=LOWER)
    text = "council,period,value\nOstley,2026 Q1,1200\n"
    keep(session, text)
    chosen = Chosen("council:ostley", "2026 Q1", "people")
    citation = cite(session, consultation, "support", chosen, actor="staff", now=NOW)
    record = gather_record(session, consultation, as_of=None, keys=None, now=NOW)
    keep_draft(session, record, write_sections(record), actor="staff", now=NOW)
    session.expire_all()
    draft = get_latest_draft(session, consultation.id)
    standings = find_standings(session, draft)
    before = find_checked(session, draft, standings, today=TODAY)

    keep(session, text.replace("1200", "1300"))
    after = find_checked(session, draft, standings, today=TODAY)

    key = f"regional-evidence.fact.{citation.id}"
    said = {one.key: one.text for section in draft.sections for one in section.statements}[key]
    assert said == (
        "Support, Ostley District Council, 2026 Q1: 1,200 people. Source: An office, 21 May 2026."
    )
    assert before.is_current and not before.findings
    assert not after.is_current
    assert [(one.statement_key, one.kind) for one in after.findings] == [(key, FindingKind.CHANGED)]
    assert say_changes(after.findings[0].changes, after.rules) == "1,200 then, 1,300 now"


def test_pages__of_figures__check_keep_draw_cite_and_hand_over(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        fill(session)
    analyst = sign_in(Role.ANALYST)

    assert "5 rows: 3 read, 2 outside the region" in send(analyst, "check")
    assert "No table has been taken in yet" in show(analyst, "")
    assert "Version 1 of “Support” is kept" in send(analyst, "keep")
    page = show(analyst, "/support/1")
    assert "400 people in the region, 31 March 2026, as we add it up; 1 of districts" in page
    assert "In Vale County Council’s" in page and "withheld" in show(analyst, "/support/1?measure=placed")
    address = "/desk/region/figures/support/1"
    for name in ("councils", "totals"):
        assert analyst.get(f"{address}/chart/{name}.svg").data.startswith(b"<svg")
    given = {"consultation": "asked", "place": "council:vale"}
    assert analyst.post(f"{address}/cite?period=31 March 2026&measure=people", data=given).status_code == 302
    assert "vale, 31 March 2026, people, in “Homes”, from the version in use" in show(analyst, "/support/1")
    again = analyst.get(f"{address}/table.csv").get_data(as_text=True)
    assert "ostley,31 March 2026,people,1200,An office,2026-05-21" in again
    assert "cannot be taken in" in send(analyst, "keep", GOOD + next(iter(WRONG)))


def test_file__of_more_rows_than_the_installation_takes__is_refused(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        fill(session)
    analyst = sign_in(Role.ANALYST)
    analyst.application.config["MAX_ROWS"] = 4

    assert "figures.csv is too large: more than 4 rows" in send(analyst, "check")


def send(client: FlaskClient, act: str, text: str = GOOD) -> str:
    day = {"published_on-day": "21", "published_on-month": "5", "published_on-year": "2026"}
    file = {"file": (io.BytesIO(text.encode()), "figures.csv")}
    given = {"title": "Support", "topic": "dispersal", "source": "An office", "act": act, "header_row": "1"}
    sent = client.post("/desk/region/figures/new", data=given | day | file, follow_redirects=True)
    return " ".join(sent.get_data(as_text=True).split())


def show(client: FlaskClient, address: str) -> str:
    return " ".join(client.get(f"/desk/region/figures{address}").get_data(as_text=True).split())
