"""What a row tells its kind of question besides: parameters, and what its inputs hold at first."""

from collections.abc import Callable, Mapping

from pyxform.errors import PyXFormError
from pyxform.parsing import parameters as pyxform_parameters
from pyxform.utils import default_is_dynamic

from forms.answers import AnswerError
from forms.bounds import FIRST, read_bounds
from forms.definitions import Question
from forms.kinds import get_handler
from forms.xlsform.records import Record

Report = Callable[..., None]
"""Reports a code, with the record, the key of the cell and what fills the message."""

_WHY_NOT = {
    "randomize": ": choices stand in the same order for everybody, on paper too",
    "seed": ": choices stand in the same order for everybody, on paper too",
}


def read_parameters(record: Record, kind: str, report: Report) -> Mapping[str, str]:
    """Return the parameters that the kind follows; the others are reported."""
    try:
        said = pyxform_parameters.parse(record.value("parameters"), record.row)
    except PyXFormError:
        report("F283", record, "parameters")
        return {}
    known = FIRST if kind == "range" else {}
    for name in said.keys() - known.keys():
        report("F284", record, "parameters", found=name[:40], why=_WHY_NOT.get(name, ""))
    return _check_bounds(record, said, report) if kind == "range" else {}


def _check_bounds(record: Record, said: Mapping[str, str], report: Report) -> Mapping[str, str]:
    found = {name: said.get(name, first) for name, first in FIRST.items()}
    try:
        read_bounds(found)
    except ValueError as error:
        report("F285", record, "parameters", why=error)
        return FIRST
    return found


def is_worked_out(record: Record, kind: str) -> bool:
    """Tell whether the default of a row is an expression, as other XLSForm programs would take it."""
    return bool(default_is_dynamic(record.value("default"), kind))


def read_default(record: Record, question: Question, report: Report) -> str:
    """Return what the inputs of a question hold at first; what cannot be an answer to it is reported."""
    text = record.value("default").strip()
    if not text or question.kind == "note":
        return ""
    if is_worked_out(record, question.kind):
        report("F281", record, "default")
        return ""
    try:
        get_handler(question.kind).parse_cell(text, question)
    except AnswerError as error:
        report("F282", record, "default", found=text[:60], why=str(error).rstrip("."))
        return ""
    return text
