"""Tags followed across consultations: what counts where, what is no nought, and who may be counted."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.tables.trends import WHOLE, Change, Untested
from consult.errors import Conflict
from consult.models.consent import Consent
from consult.models.release import ReleasedTable
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.viewer import SYSTEM
from consult.services.consultations.consulting import get_consultation
from consult.services.counting.asked_tables import AskedTable
from consult.services.handing_out.handing_out_tables import release
from consult.services.handing_out.handing_out_trends import release_trend
from consult.services.trends.asked_trends import AskedTrend
from consult.services.trends.following_trends import Trend, follow_trends
from consult.services.trends.written_trends import COLUMNS, list_rows
from consult.vocabulary import Channel, CodingState, ResponseState
from tests.factories.numbering import NOW, TODAY, add
from tests.factories.trending import AUTUMN, SPRING, YEAR_BEFORE, Followed, start_following

pytestmark = pytest.mark.portable


@pytest.fixture
def followed(session: Session) -> Followed:
    """Housing is said by 8 of 40 in spring and by 30 of 40 in autumn, of two consultations."""
    found = start_following(session)
    spring, autumn = found.consult("spring"), found.consult("autumn")
    for place in ("north", "south"):
        spring.receive(4, SPRING, "housing", place=place)
        spring.receive(16, SPRING, place=place)
        autumn.receive(15, AUTUMN, "housing", place=place)
        autumn.receive(5, AUTUMN, place=place)
    return found


def follow(followed: Followed, **wanted: str) -> Trend:
    return follow_trends(followed.session, SYSTEM, AskedTrend(**wanted), now=NOW)


def read(trend: Trend, label: str = "housing") -> list[list[int | None]]:
    """Counts of a tag by half-year: places, then the whole."""
    sheets = [one.sheet for one in trend.halves]
    return [[cell.count for cell in sheet.every.rows[label]] if sheet else [] for sheet in sheets]


def find_change(trend: Trend, label: str = "housing", place: str = WHOLE) -> Change:
    return next(one for one in trend.changes if (one.label, one.place) == (label, place))


def test_trend__of_two_consultations__counts_each_half_year_and_names_the_change(followed: Followed) -> None:
    trend = follow(followed)
    assert [one.half.key for one in trend.halves] == ["2030H1", "2030H2"]
    assert read(trend) == [[None, None, 8], [15, 15, 30]]
    change = find_change(trend)
    assert change.found and change.found.differs and change.found.effect
    assert change.found.effect.value == pytest.approx(0.55)
    assert 0.3 < change.found.effect.low < change.found.effect.high < 0.8
    assert find_change(trend, place="North").why is Untested.NOT_SHOWN


def test_trend__with_a_half_year_in_which_nothing_was_received__says_not_asked(followed: Followed) -> None:
    followed.consult("early").receive(12, YEAR_BEFORE, "housing")
    trend = follow(followed)
    rows = [row for row in list_rows(trend, made_on=TODAY) if row[2] == "July to December 2029"]
    assert [(row[0], row[4]) for row in rows] == [("", "not asked")]
    assert {(one.earlier, one.later) for one in trend.changes} == {
        ("2029H1", "2030H1"),
        ("2030H1", "2030H2"),
    }


def test_tag__made_after_the_analysis_of_one__was_not_looked_for_in_it(
    followed: Followed, session: Session
) -> None:
    later = followed.consult("later")
    later.receive(12, YEAR_BEFORE, "health")
    decision = ThemeDecision(consultation_id=later.consultation.id, run_id=later.run.id, number=1)
    decision.step, decision.content = ThemeStep.TAGGED, {"key": "T01", "code": "housing"}
    decision.decided_at = NOW + timedelta(days=1)
    add(session, decision)
    trend = follow(followed)
    rows = list_rows(trend, made_on=TODAY)
    (row,) = [one for one in rows if one[:3] == ("Housing", "The whole region", "January to June 2029")]
    assert dict(zip(COLUMNS, row, strict=True))["Number"] == "not looked for"
    assert find_change(trend).why is Untested.NOT_SOUGHT
    assert read(trend)[0][-1] == 0


def test_tag__that_people_have_not_looked_for_yet__is_not_compared(followed: Followed) -> None:
    early = followed.consult("early")
    early.receive(40, YEAR_BEFORE, "housing", state=CodingState.SUGGESTED)
    assert find_change(follow(followed)).why is Untested.NOT_LOOKED
    suggested = find_change(follow(followed, rows="tag"))
    assert suggested.why is None and suggested.found is not None


def test_experiences__not_allowed_for_any_response__are_not_counted(
    followed: Followed, session: Session
) -> None:
    accounts = followed.consult("told").hear(20, AUTUMN, "health", channel=Channel.VOUCHED)
    asked = AskedTrend(who="experiences")
    assert follow_trends(session, SYSTEM, asked, now=NOW).unusable == 20
    for one in accounts[:12]:
        given = session.scalars(select(Consent).where(Consent.response_id == one.id)).one()
        given.any_until_on = TODAY + timedelta(days=30)
    session.flush()
    trend = follow_trends(session, SYSTEM, asked, now=NOW)
    assert (trend.unusable, read(trend, "health")) == (8, [[12, 12]])
    later = follow_trends(session, SYSTEM, asked, now=NOW + timedelta(days=40))
    assert (later.unusable, later.halves) == (20, ())


def test_trend__with_a_return_withdrawn_undated_or_silent__adds_up(
    followed: Followed, session: Session
) -> None:
    autumn = followed.consult("more")
    gone, undated, silent, _ = autumn.receive(4, AUTUMN, "housing")
    gone.state, undated.received_on = ResponseState.WITHDRAWN, None
    session.delete(silent.answers[0])
    session.flush()
    trend = follow(followed)
    counted = sum(len(one.respondents) for one in trend.halves)
    assert (counted, trend.undated, trend.silent, trend.unusable) == (81, 1, 1, 0)


def test_shared_wording__in_one_half_year__is_compared_without_it(followed: Followed) -> None:
    followed.consult("letters").receive(20, AUTUMN, "housing", campaign="C01", place="east")
    change = find_change(follow(followed))
    assert change.is_own and change.found and change.found.effect
    assert change.found.effect.value == pytest.approx(0.55)


def test_made_up_consultation__beside_real_ones__is_in_no_trend(followed: Followed) -> None:
    followed.consult("made-up", is_fictional=True).receive(9, AUTUMN, "housing")
    trend = follow(followed)
    assert not trend.is_fictional and read(trend)[-1][-1] == 30


def test_trend__handed_out_twice__is_on_record_once_with_whom_it_counted(
    followed: Followed, session: Session
) -> None:
    first, second = (release_trend(session, SYSTEM, AskedTrend(), now=NOW) for _ in range(2))
    assert [one.id for one in first.released] == [one.id for one in second.released]
    assert list_rows(first.trend, made_on=TODAY) == list_rows(second.trend, made_on=TODAY)
    kept = session.scalars(select(ReleasedTable).order_by(ReleasedTable.half_year)).all()
    assert [(one.half_year, one.consultation_id) for one in kept] == [("2030H1", None), ("2030H2", None)]


def test_trend__beside_a_table_of_one_of_its_consultations__gives_no_few_away(
    followed: Followed, session: Session
) -> None:
    """Three of a third consultation say it: table and trend together would tell."""
    consultation = followed.consult("few")
    consultation.receive(17, AUTUMN, place="north")
    consultation.receive(3, AUTUMN, "housing", place="north")
    assert read(follow(followed))[-1][-1] == 33
    asked = AskedTable(rows="decided", columns="area")
    release(session, SYSTEM, get_consultation(session, "autumn"), asked, now=NOW)
    assert read(follow(followed))[-1][-1] is None


def test_table_of_one_consultation__beside_a_trend__gives_no_few_away(
    followed: Followed, session: Session
) -> None:
    consultation = followed.consult("few")
    consultation.receive(17, AUTUMN, place="north")
    consultation.receive(3, AUTUMN, "housing", place="north")
    release_trend(session, SYSTEM, AskedTrend(), now=NOW)
    asked = AskedTable(rows="decided", columns="area")
    made = release(session, SYSTEM, get_consultation(session, "autumn"), asked, now=NOW)
    assert made.made.sheet.every.rows["housing"][-1].count is None


def test_trend__before_any_analysis__is_refused(session: Session) -> None:
    with pytest.raises(Conflict, match="C405"):
        follow_trends(session, SYSTEM, AskedTrend(), now=NOW)
