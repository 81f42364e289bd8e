"""Real questionnaires of humanitarian surveys: each gets a clear report."""

import os
from pathlib import Path

import pytest

from forms.repairing.extents import Extent
from forms.repairing.plans import find_offers
from forms.repairing.repairing import repair
from forms.xlsform.reader import open_xlsform, read_xlsform
from forms.xlsform.report import format_report

FOLDER = Path(os.environ.get("CONSULT_SHARED", "../shared/data")) / "xlsforms"
# Errors; rows of kinds that are not read, as counted in the column “type”; whether it can be imported.
COUNTS = {
    "reach_2024_msna_template_en_fr": (55, 8, False),
    "unhcr_americas_household_survey_en_es_fr_ar": (190, 8, False),
    "unhcr_kobo_all_question_types_examples": (0, 0, True),
    "unhcr_xlsformutil_demo_en_ti_am_om": (26, 2, False),
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


@pytest.mark.shared
@pytest.mark.parametrize("extent", [Extent.REST, Extent.ALWAYS])
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*")), ids=lambda path: path.stem)
def test_real_form__whatever_there_is__imports_after_the_repairs_that_are_offered(path, extent):
    opened = open_xlsform(path)
    as_it_is = repair(opened, Extent.NONE)
    assert as_it_is.reading.is_importable or extent in find_offers(as_it_is.reading.problems)
    repaired = repair(opened, extent)
    assert repaired.reading.is_importable
    assert bool(repaired.repairs) is not as_it_is.reading.is_importable
    assert all(one.sheet and one.row and one.message and one.remedy for one in repaired.repairs)
    report = format_report(repaired.reading, repaired.repairs)
    assert (f"Repaired ({len(repaired.repairs)} place" in report) is bool(repaired.repairs)
