"""What is new in themes that go on, and what is in no theme, whether or not people decided about them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.questionnaire import QuestionnaireVersion
from consult.queries.runs import find_latest_run, find_run_before
from consult.queries.theme_growth import count_new
from consult.queries.themes import count_placements, count_sizes, select_leftover
from consult.queries.viewer import SYSTEM
from consult.services.themes.deciding_themes import merge_themes
from consult.services.themes.freezing_themes import freeze
from consult.vocabulary import Role, Standing
from tests.factories.analysed import SUBJECTS, run_analysis
from tests.factories.collecting import make_response
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_staff
from tests.integration.conftest import SignIn

THEMES = "/desk/consultations/told/themes"
NEW = 7
OF_BEFORE = 24


def add_returns(sessions: sessionmaker[Session]) -> set[str]:
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        said = [{"experience": f"{SUBJECTS[0]} That is new point {n}."} for n in range(NEW)]
        return {
            make_response(session, version, one, organisation_name=f"New {n}").id
            for n, one in enumerate(said)
        }


def count_new_now(session: Session, analysed_id: str) -> dict[str, int]:
    run = find_latest_run(session, analysed_id)
    assert run is not None
    before = find_run_before(session, run)
    assert before is not None
    return count_new(session, SYSTEM, run, before)


def find_raised(session: Session, run: AnalysisRun, key: str) -> int:
    theme = next(one for one in run.themes if one.key == key)
    return count_sizes(session, SYSTEM, run)[theme.id].all


def test_theme__that_goes_on__says_how_many_are_new_since_the_run_before(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], analysed_id: str, sign_in: SignIn
) -> None:
    added = add_returns(sessions)
    run_analysis(sessions, settings, analysed_id)
    with sessions.begin() as session:
        new = count_new_now(session, analysed_id)
        run = find_latest_run(session, analysed_id)
        assert run is not None
        key = min(new)
        raised = {key: find_raised(session, run, key) for key in new}
        assert new == dict.fromkeys(raised, NEW) and len(added) == NEW
        assert raised[key] == OF_BEFORE + NEW
    page = " ".join(sign_in(Role.ANALYST).get(THEMES).text.split())
    assert "New since run 1" in page
    for key, number in raised.items():
        of_theme = " ".join(sign_in(Role.ANALYST).get(f"{THEMES}/{key}").text.split())
        assert f"Raised by {number} respondents;" in of_theme and f"the run before: {NEW};" in of_theme


def test_themes__merged_since_the_run_before__make_nobody_new(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], analysed_id: str
) -> None:
    run_analysis(sessions, settings, analysed_id)
    with sessions.begin() as session:
        before = count_new_now(session, analysed_id)
        staff_id = make_staff(session, Role.ANALYST).id
        keys = sorted(before)[:2]
        merge_themes(session, analysed_id, keys, label="Both", staff_id=staff_id, now=NOW)
        assert sum(before.values()) == sum(count_new_now(session, analysed_id).values()) == 0


def test_new__read_by_an_observer_who_could_take_two_runs_apart__is_not_shown(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], analysed_id: str, sign_in: SignIn
) -> None:
    add_returns(sessions)
    run_analysis(sessions, settings, analysed_id)
    with sessions.begin() as session:
        organisation_id = make_organisation(session, standing=Standing.OBSERVER).id
    page = sign_in(Role.ANALYST, organisation_id=organisation_id).get(f"{THEMES}/T01").text
    assert "new since the run before: not shown;" in page


def test_leftover__once_people_decided__is_counted_too(
    sessions: sessionmaker[Session], analysed_id: str, sign_in: SignIn
) -> None:
    with sessions.begin() as session:
        run = session.scalars(select(AnalysisRun)).one()
        gone = session.scalars(select(ThemePlacement).join(Theme).where(Theme.key == "T01")).all()
        for one in gone[:3]:
            session.delete(one)
        session.flush()
        freeze(session, analysed_id, staff_id=make_staff(session, Role.ANALYST).id, now=NOW)
        left = count_placements(session, select_leftover(SYSTEM, run))
    assert left >= 1
    words = "of the passages that you may see"
    assert f"{left} {words}" in " ".join(sign_in(Role.ANALYST).get(THEMES).text.split())
    assert words in sign_in(Role.ADMINISTRATOR).get(THEMES).text
