"""A questionnaire as an XLSForm workbook, for other programs and to be changed and imported again."""

from consult.exports.spreadsheet import write_workbook
from forms.definitions import Questionnaire
from forms.xlsform_writing.tables import make_tables

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsform(definition: Questionnaire) -> bytes:
    """Write survey, choices and settings; the same gives the same bytes, and is read back as the same.

    Raises: ExportRefused (C803 a text too long for a cell, C804 too many rows).
    """
    return write_workbook({table.name: (table.headers, table.rows) for table in make_tables(definition)})
