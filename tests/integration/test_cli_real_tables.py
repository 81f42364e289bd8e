"""Real tables: the government's workbook and an evaluation sample, by the mappings that the guide shows."""

import os
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult.models.response import Answer, Response
from consult.vocabulary import Sector
from tests.factories.xlsform_tables import write_xlsx
from tests.integration.command_line import SLUG, CommandLine

SHARED = Path(os.environ.get("CONSULT_SHARED", "../shared/data")).resolve()
WORKBOOK = SHARED / "uk_gov_consult_formats" / "consult_data_template_v005.xlsx"
GAMBLING = SHARED / "themefinder_gambling_xs" / "evals" / "data" / "gambling_XS" / "inputs"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "importing.md"
SURVEY = """
type                    | name           | label
select_one support      | support        | To what extent do you support the proposal?
text                    | support_why    | Why?
select_one importance   | importance     | How important is it?
text                    | importance_why | Why?
text                    | anything_else  | Anything else?
select_one recommend    | recommend      | Would you recommend it?
"""
CHOICES = """
list_name  | name              | label
support    | strongly_agree    | Strongly agree
support    | agree             | Agree
support    | neutral           | Neutral
support    | disagree          | Disagree
support    | strongly_disagree | Strongly disagree
importance | high              | High
importance | medium            | Medium
importance | low               | Low
recommend  | yes               | Yes
recommend  | no                | No
recommend  | unsure            | Unsure
"""


def list_mappings() -> list[str]:
    """The mapping files that the guide shows."""
    return re.findall(r"^```toml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.shared
@pytest.mark.skipif(not WORKBOOK.exists(), reason=f"{WORKBOOK.name} is not there")
def test_workbook_of_government__by_the_guides_mapping__is_taken_in_whole(consult: CommandLine) -> None:
    form = write_xlsx(consult.folder / "form.xlsx", survey=SURVEY, choices=CHOICES)
    assert consult("questionnaire", "import", form, "--consultation", SLUG, "--publish")[0] == 0
    mapping = consult.write("mapping.toml", list_mappings()[0])
    code, out, err = consult("responses", "import", WORKBOOK, "--consultation", SLUG, "--map", mapping)
    assert (code, "40 rows: 40 taken in, 0 already there, 0 rejected." in out) == (0, True), err
    sectors = consult.look(
        lambda session: dict(
            session.execute(select(Response.sector, func.count()).group_by(Response.sector)).all()  # type: ignore[arg-type]
        )
    )
    assert isinstance(sectors, dict) and sectors[Sector.VOLUNTARY_COMMUNITY] > 5
    again = consult("responses", "import", WORKBOOK, "--consultation", SLUG, "--map", mapping)[1]
    assert "0 taken in, 40 already there" in again


@pytest.mark.shared
@pytest.mark.skipif(not GAMBLING.exists(), reason="the gambling sample is not there")
@pytest.mark.parametrize("part", ["question_part_1", "question_part_2"])
def test_evaluation_sample__of_json_lines__is_taken_in_whole(consult: CommandLine, part: str) -> None:
    mapping = consult.write("mapping.toml", list_mappings()[1])
    file = GAMBLING / part / "responses.jsonl"
    code, out, _ = consult("responses", "import", file, "--consultation", SLUG, "--map", mapping)
    rows = len(file.read_text(encoding="utf-8").splitlines())
    assert (code, f"{rows} rows: {rows} taken in" in out) == (0, True)
    assert consult.look(lambda session: session.scalar(select(func.count(Answer.id)))) == rows
