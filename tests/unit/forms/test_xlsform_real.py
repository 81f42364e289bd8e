"""Real questionnaires of humanitarian surveys: each gets a clear report."""

import os
from pathlib import Path

import pytest

from forms.xlsform.reader import read_xlsform
from forms.xlsform.report import format_report

FOLDER = Path(os.environ.get("CONSULT_SHARED", "../shared/data")) / "xlsforms"
# Errors; rows of kinds that are not read, as counted in the column “type”; whether it can be imported.
COUNTS = {
    "reach_2024_msna_template_en_fr": (55, 9, False),
    "unhcr_americas_household_survey_en_es_fr_ar": (190, 9, False),
    "unhcr_kobo_all_question_types_examples": (0, 0, True),
    "unhcr_xlsformutil_demo_en_ti_am_om": (26, 3, False),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", COUNTS)
def test_real_form__each__is_reported_in_full(name):
    path = FOLDER / f"{name}.xlsx"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    reading = read_xlsform(path)
    report = format_report(reading)
    errors, later, importable = COUNTS[name]
    assert sum(problem.severity == "error" for problem in reading.problems) == errors
    assert sum(problem.code == "F223" for problem in reading.problems) == later
    assert reading.is_importable is importable
    assert "F113" not in report
    assert all(len(line) < 140 for line in report.splitlines())
