"""The pages on which people decide about themes: freeze, merge, split, move, make a tag, undo."""

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, Theme
from consult.models.coding import Code
from consult.models.consent import Use
from consult.queries.runs import find_latest_run
from consult.services.themes import grouping_themes
from consult.vocabulary import Role
from tests.factories.analysed import run_analysis
from tests.integration.conftest import SignIn

THEMES = "/desk/consultations/told/themes"
ACTS = "/desk/consultations/told/theme-decisions"


def post(client: FlaskClient, address: str, **data: Any) -> str:
    answer = client.post(address, data=data, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def list_labels(sessions: sessionmaker[Session]) -> dict[str, str]:
    with sessions() as session:
        wanted = select(Theme).join(Theme.run).order_by(Theme.key)
        return {one.key: one.label for one in session.scalars(wanted) if one.run.is_decided == one.is_decided}


def test_themes__decided_about_on_the_pages__stand_in_the_next_run(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], analysed_id: str, sign_in: SignIn
) -> None:
    analyst = sign_in(Role.ANALYST, name="Ada")
    page = post(analyst, f"{ACTS}/freeze")
    assert "The themes are frozen" in page and "Ada froze the themes" in page
    page = post(analyst, f"{ACTS}/merge", theme=["T01", "T02"], label="Homes and doctors")
    assert "as people decided them" in page and "Homes and doctors" in page
    merged = next(key for key, label in list_labels(sessions).items() if label == "Homes and doctors")
    page = analyst.get(f"{THEMES}/{merged}/parts").text
    assert "The themes it was made of" in page and 'name="segment"' in page

    post(analyst, f"{THEMES}/{merged}/name", label="Homes")
    assert "Homes" in post(analyst, f"{ACTS}/undo")
    assert list_labels(sessions)[merged] == "Homes and doctors"

    page = analyst.get(f"{THEMES}/{merged}/halves").text
    assert "What becomes a new theme" in page
    ids = page.split('name="segments" value="')[1].split('"')[0]
    post(analyst, f"{THEMES}/{merged}/split", segments=ids, label="Doctors", act="split")
    new = next(key for key, label in list_labels(sessions).items() if label == "Doctors")
    one = ids.split(",")[0]
    post(analyst, f"{THEMES}/{new}/split", segment=one, goal=merged, act="move")

    page = post(
        analyst, f"{THEMES}/{new}/tag", label="At the doctor", description="Interpreters.", phrases=""
    )
    assert "The tag “At the doctor” is in the list of tags" in page
    with sessions() as session:
        assert session.scalars(select(Code.label).where(Code.key == "at_the_doctor")).one()
        assert session.scalars(select(Use)).first(), "what was read for the pages is on record"


def test_frozen_themes__after_another_run__stand_until_they_are_let_go(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], analysed_id: str, sign_in: SignIn
) -> None:
    analyst = sign_in(Role.ANALYST)
    post(analyst, f"{ACTS}/merge", theme=["T01", "T02"], label="Homes and doctors")
    post(analyst, f"{THEMES}/T01/tag", label="At the doctor", description="Interpreters.")
    before = list_labels(sessions)
    run = run_analysis(sessions, settings, analysed_id)
    assert run is not None and run.number == 2
    with sessions() as session:
        standing = select(Theme).where(Theme.run_id == run.id, Theme.is_decided)
        assert {one.key: one.label for one in session.scalars(standing)} == {
            key: before[key] for key in before
        }
    page = post(analyst, f"{ACTS}/undo")
    assert "Undone: somebody made a theme a tag" in page and "(undone)" in page
    assert "Let the themes go" in page
    page = post(analyst, f"{ACTS}/release")
    assert "Freeze these themes" in page


def test_splitting__of_what_is_no_theme__is_not_found(analysed_id: str, sign_in: SignIn) -> None:
    assert analysed_id
    analyst = sign_in(Role.ANALYST)
    assert analyst.get(f"{THEMES}/T99/parts").status_code == 404
    assert analyst.post(f"{THEMES}/T01/split", data={"segment": "x", "label": "x"}).status_code == 404
    assert analyst.post(f"{ACTS}/take-in", data={"found": "T01"}).status_code == 404


def test_passages__that_are_in_no_theme__are_on_their_page_and_can_be_put_into_one(
    sessions: sessionmaker[Session], analysed_id: str, sign_in: SignIn
) -> None:
    analyst, address = sign_in(Role.ANALYST), "/desk/consultations/told/leftover-passages"
    with sessions() as session:
        run = find_latest_run(session, analysed_id)
        assert run is not None
        left, run_id = run.manifest["leftover"], run.id
    assert "Read the passages in no theme" in analyst.get(THEMES).text
    page = analyst.get(address).text
    assert left > 1 and f"{left} of the passages that you may see are in no theme" in page
    alone = page.split('name="segment" value="')[1].split('"')[0]
    assert "No passage was chosen" in analyst.post(address, data={"goal": "T01"}).text

    post(analyst, address, segment=alone, goal="T01")
    page = analyst.get(address).text
    assert f"{left - 1} of the passages" in page and f'value="{alone}"' not in page
    with sessions() as session:
        assert run_id in set(session.scalars(select(Use.subject_id))), "what was read is on record"


def test_passages__that_are_in_no_theme__are_made_a_theme_of_their_own(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], analysed_id: str, sign_in: SignIn
) -> None:
    analyst, address = sign_in(Role.ANALYST), "/desk/consultations/told/leftover-passages"
    chosen = [part.split('"')[0] for part in analyst.get(address).text.split('name="segment" value="')[1:3]]
    start = {"act": "start", "segment": chosen}
    assert "No passage was chosen" in analyst.post(address, data={**start, "segment": [], "label": "X"}).text
    assert analyst.post(address, data={**start, "label": " "}).status_code == 422

    page = post(analyst, address, **start, label="Crossing the  river")

    assert "Crossing the river" in page and all(f"p-{one}" in page for one in chosen)
    assert not any(one in analyst.get(address).text for one in chosen)
    assert "Crossing the river" in analyst.get(THEMES).text
    run_analysis(sessions, settings, analysed_id)
    assert "Crossing the river" in analyst.get(THEMES).text
    post(analyst, "/desk/consultations/told/theme-decisions/undo")
    assert "Crossing the river" not in analyst.get(THEMES).text
    assert all(one in analyst.get(address).text for one in chosen)


def test_broader_themes__changed_on_the_page__stand_in_the_next_run(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], analysed_id: str, sign_in: SignIn
) -> None:
    analyst = sign_in(Role.ANALYST)
    refused = analyst.post(f"{ACTS}/group", data={"theme": [], "broader": "new", "label": "Homes"})
    assert refused.status_code == 422 and "No theme was chosen" in refused.text
    assert analyst.post(f"{ACTS}/group", data={"theme": ["T01"], "broader": "B99"}).status_code == 404
    assert analyst.post(f"{ACTS}/group", data={"theme": ["T01"], "broader": "new"}).status_code == 422

    post(analyst, f"{ACTS}/group", theme=["T01", "T02"], broader="new", label="Homes and  health")
    [key] = {key for key, (broader, _) in list_broader(sessions).items() if broader == "Homes and health"}
    run_analysis(sessions, settings, analysed_id)
    assert list_broader(sessions)[key] == ("Homes and health", {"T01", "T02"})

    post(analyst, f"{ACTS}/group", broader=key, label="Homes")
    assert list_broader(sessions)[key] == ("Homes", {"T01", "T02"})
    post(analyst, f"{ACTS}/group", theme=["T02"], broader="")
    assert list_broader(sessions)[key] == ("Homes", {"T01"})
    post(analyst, f"{ACTS}/undo")
    assert list_broader(sessions)[key] == ("Homes", {"T01", "T02"})


def list_broader(sessions: sessionmaker[Session]) -> dict[str, tuple[str, set[str]]]:
    with sessions() as session:
        run = session.scalars(select(AnalysisRun).order_by(AnalysisRun.number.desc())).first()
        assert run is not None
        names = grouping_themes.list_broader(run)
        return {
            key: (label, {one.key for one in run.themes if one.broader_key == key})
            for key, label in names.items()
        }


def test_split_or_tag__that_is_refused__keeps_what_was_ticked_and_typed(
    analysed_id: str, sign_in: SignIn
) -> None:
    analyst = sign_in(Role.ANALYST)
    parts = analyst.get(f"{THEMES}/T01/parts").text
    ticked = parts.split('name="segment" value="')[1].split('"')[0]
    refused = analyst.post(f"{THEMES}/T01/split", data={"segment": ticked, "label": " ", "act": "split"})
    assert refused.status_code == 422 and "There is a problem" in refused.text
    assert refused.text.count("Error: ") == 1, "the title says it once"
    assert f'value="{ticked}" checked' in refused.text and 'href="#part-label"' in refused.text

    typed = {"label": "At the doctor", "description": "Interpreters.", "phrases": ""}
    post(analyst, f"{THEMES}/T01/tag", **typed)
    again = analyst.post(f"{THEMES}/T01/tag", data={**typed, "label": "at the Doctor"})
    assert again.status_code == 409 and "There is a tag “at the Doctor” already." in again.text
    assert "Interpreters." in again.text and 'value="at the Doctor"' in again.text


def test_leftover__that_is_refused__keeps_the_name_that_was_typed(analysed_id: str, sign_in: SignIn) -> None:
    page = sign_in(Role.ANALYST).post(
        "/desk/consultations/told/leftover-passages", data={"label": "Buses", "act": "start"}
    )
    assert page.status_code == 422 and "No passage was chosen. Tick one or more." in page.text
