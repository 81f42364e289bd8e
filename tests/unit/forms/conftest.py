"""Fixtures for the tests of the forms room."""

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.xlsform.problems import Reading
from forms.xlsform.reader import read_xlsform
from tests.factories.xlsform_tables import write_xlsx


@pytest.fixture
def read_form(tmp_path: Path) -> Callable[..., Reading]:
    """Return a function that writes tables as .xlsx and reads them back as an XLSForm."""

    def read(**tables: str) -> Reading:
        return read_xlsform(write_xlsx(tmp_path / "form.xlsx", **tables))

    return read
