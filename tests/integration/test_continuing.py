"""Themes of the next run: the same theme keeps its key and the name that a person gave it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.themes.continuing import Continued, continue_broader, continue_themes, match_themes
from consult.vocabulary import Role
from tests.factories.analysed import run_analysis
from tests.factories.collecting import make_response
from tests.integration.conftest import SignIn

NAME = "Waiting for homes"
THEMES = "/desk/consultations/told/themes"


@pytest.fixture
def analyst(sign_in: SignIn, app: Flask) -> FlaskClient:
    app.extensions["clock"] = lambda: datetime.now(UTC)  # the job's clock is the machine's
    return sign_in(Role.ANALYST, name="Ada")


def list_members(session: Session, run_number: int) -> dict[str, set[str]]:
    wanted = (
        select(Theme.key, ThemePlacement.segment_id)
        .join(ThemePlacement, ThemePlacement.theme_id == Theme.id)
        .join(Theme.run)
        .where(AnalysisRun.number == run_number, ThemePlacement.rank == 1)
    )
    found: dict[str, set[str]] = {}
    for key, segment_id in session.execute(wanted):
        found.setdefault(key, set()).add(segment_id)
    return found


def add_returns(sessions: sessionmaker[Session]) -> None:
    """More returns on one subject, so that the machine orders its themes otherwise."""
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        for n in range(10):
            said = f"Interpreters are often missing at the doctor, so people leave confused. Point {n}."
            make_response(session, version, {"experience": said}, organisation_name=f"New {n}")


def test_theme__named_by_a_person__keeps_key_and_name_in_the_next_run(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    analysed_id: str,
    analyst: FlaskClient,
) -> None:
    analyst.post(f"{THEMES}/T02/name", data={"label": NAME})
    page = analyst.get(f"{THEMES}/T02").text
    assert "Named by Ada" in page and "carried over" not in page
    add_returns(sessions)
    run = run_analysis(sessions, settings, analysed_id)
    assert run is not None and run.number == 2
    with sessions.begin() as session:
        before, now = list_members(session, 1), list_members(session, 2)
        assert set(before) & set(now)
        assert all(len(before[key] & now[key]) > len(before[key]) / 2 for key in set(before) & set(now))
        (named,) = session.scalars(select(Theme).where(Theme.run_id == run.id, Theme.label == NAME))
        assert named.key == "T02" and named.renamed_by_id and named.proposed_label not in (None, NAME)
        proposed = named.proposed_label
        assert run.manifest["central"].keys() == now.keys()
    page = analyst.get(f"{THEMES}/T02").text
    assert "Its name was carried over from an earlier run: Ada gave it" in page
    assert f"The program proposes “{proposed}”" in page
    new, gone = len(now.keys() - before.keys()), len(before.keys() - now.keys())
    kept = len(before) - gone
    page = " ".join(analyst.get(THEMES).text.split())
    assert f"Of the themes of run 1, {kept} go on; {new} are new; {gone} are gone" in page
    assert page.count(">New</strong>") == new


def test_theme__that_nobody_named__has_the_name_of_the_new_run(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    analysed_id: str,
    analyst: FlaskClient,
) -> None:
    run_analysis(sessions, settings, analysed_id)
    assert "Named by" not in analyst.get(f"{THEMES}/T01").text
    with sessions.begin() as session:
        themes = session.scalars(select(Theme).join(Theme.run).where(AnalysisRun.number == 2)).all()
        assert themes and all(theme.label == theme.proposed_label for theme in themes)


def test_themes__that_are_new__get_keys_that_were_never_used(
    sessions: sessionmaker[Session], analysed_id: str
) -> None:
    with sessions.begin() as session:
        known = list_members(session, 1)
        given = {"T01": known["T02"], "T02": {"elsewhere"}, "T03": {"nowhere"}}
        found = continue_themes(session, session.get_one(Consultation, analysed_id).id, given)
    highest = max(int(key[1:]) for key in known)
    new = [Continued(f"T{highest + n:02d}") for n in (1, 2)]
    assert found == {"T01": Continued("T02"), "T02": new[0], "T03": new[1]}


def test_broader_themes__with_most_of_the_same_themes__keep_their_key(
    sessions: sessionmaker[Session], analysed_id: str
) -> None:
    with sessions.begin() as session:
        run = session.scalars(select(AnalysisRun)).one()
        keys = ["T01", "T02", "T91", "T92"]
        for theme in list(run.themes):
            session.delete(theme)
        session.flush()
        for key, broader in zip(keys, ("B01", "B01", "B03", "B03"), strict=True):
            found = {"label": key, "size_responses": 2, "stability": 0.5, "broader_key": broader}
            session.add(Theme(run_id=run.id, key=key, **found))
        session.flush()
        session.expire_all()
        given = {"B01": {"T91", "T92", "T93"}, "B02": {"T01", "T94"}}
        continued = continue_broader(session, analysed_id, given)
    assert continued == {"B01": "B03", "B02": "B04"}


@pytest.mark.parametrize(
    ("now", "same"),
    [
        ({"X": "abcd"}, {"X": "T01"}),
        ({"X": "abcdnew"}, {"X": "T01"}),
        ({"X": "abc", "Y": "defgh"}, {"X": "T01", "Y": "T02"}),
        ({"X": "ab", "Y": "cdefgh"}, {"Y": "T02"}),
        ({"X": "abcdefgh"}, {}),
        ({"X": "new"}, {}),
    ],
)
def test_match__by_passages_that_both_runs_placed__takes_the_theme_of_more_than_half(
    now: dict[str, str], same: dict[str, str]
) -> None:
    before = {"T01": set("abcd"), "T02": set("efgh")}
    assert match_themes(before, {key: set(passages) for key, passages in now.items()}) == same


def test_match__on_one_shared_passage__is_too_little() -> None:
    assert match_themes({"T01": {"a"}}, {"X": {"a"}}) == {}
