"""XLSForms as sheets in memory: from rows of a test, from what was written, and drawn at random."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from forms.definitions import Questionnaire
from forms.xlsform.reader import Opened
from forms.xlsform.sheets import Book, make_cell, make_sheet
from forms.xlsform_writing.tables import make_tables

HEADERS = {
    "survey": (
        "type", "name", "label::English (en)", "label::Arabic (ar)", "hint::Arabic (ar)", "guidance_hint",
        "required", "required_message::fr", "relevant", "constraint", "constraint_message", "calculation",
        "choice_filter", "appearance", "government_question", "page_id",
    ),
    "choices": ("list_name", "name", "label::English (en)", "label::Arabic (ar)", "region"),
    "settings": ("form_title", "form_title::cy", "form_id", "default_language", "languages"),
}  # fmt: skip


def open_tables(tables: Mapping[str, Sequence[Sequence[object]]]) -> Opened:
    """Return sheets as a file that was opened; the first row of each holds its headers."""
    sheets = tuple(make_sheet(name, rows, make_cell) for name, rows in tables.items())
    return Opened("form.xlsx", "form", Book(sheets, tuple(tables)))


def open_written(definition: Questionnaire) -> Opened:
    """Return what the writer makes of a questionnaire, as a file that was opened."""
    return open_tables({table.name: [table.headers, *table.rows] for table in make_tables(definition)})


WORDS = st.sampled_from(
    ["", "Where?", "Très bien", "ما هي؟", "=1+1", "-2", "@a", "two\nlines", "_x0041_", "…"]
)
ASKED = st.sampled_from([
    "text", "integer", "date", "note", "select_one l", "select_multiple l", "select_one m", "calculate", "note",
])  # fmt: skip
NAMES = [f"n{number}" for number in range(30)]
REFERENCE = st.sampled_from(NAMES[:8]).map(lambda name: f"${{{name}}} != ''")
SOUND = st.sampled_from(["", "", "1 = 1", "today() > date('2026-01-01')"])
CONDITION = st.one_of(SOUND, REFERENCE)


@st.composite
def draw_forms(draw: st.DrawFn) -> Opened:
    """Draw an XLSForm with groups, conditions, values and languages; most can be read after repairs."""
    rows: list[dict[str, object]] = []
    depth = 0
    for number in range(draw(st.integers(1, 12))):
        what = draw(st.integers(0, 9))
        if what < 2 and depth < 4:
            depth += 1
            rows.append(_draw_group(draw, number))
        elif what < 4 and depth:
            depth -= 1
            rows.append({"type": "end_group"})
        else:
            rows.append(_draw_question(draw, number))
    rows += [{"type": "end_group"}] * depth
    rows.append({"type": "text", "name": "last", "label::English (en)": "Last?"})
    choices = [["l", "a", "A", "أ", "1"], ["l", "b", "B", "", "2"], ["m", "c", draw(WORDS), "", ""]]
    settings = [
        draw(WORDS),
        draw(WORDS),
        "form-1",
        "English (en)",
        draw(st.sampled_from(["", "cy en", "ar en"])),
    ]
    survey = [[row.get(header, "") for header in HEADERS["survey"]] for row in rows]
    return open_tables({
        "survey": [HEADERS["survey"], *survey],
        "choices": [HEADERS["choices"], *choices],
        "settings": [HEADERS["settings"], settings],
    })  # fmt: skip


def _draw_group(draw: st.DrawFn, number: int) -> dict[str, object]:
    return {
        "type": "begin_group",
        "name": draw(st.sampled_from([f"g{number}", "", "g1"])),
        "label::English (en)": draw(st.sampled_from(["", "Title", "Other title"])),
        "appearance": draw(st.sampled_from(["", "", "field-list"])),
        "relevant": draw(CONDITION),
        "page_id": draw(st.sampled_from(["", "", f"page {number}"])),
    }


def _draw_question(draw: st.DrawFn, number: int) -> dict[str, object]:
    kind = draw(ASKED)
    found = {
        "type": kind,
        "name": f"n{number}",
        "relevant": draw(CONDITION),
    }
    if kind == "calculate":
        return {**found, "calculation": draw(st.sampled_from(["1 + 1", "${n0}", "concat(${n1}, 'a')"]))}
    return {
        **found,
        "label::English (en)": "A label" + draw(WORDS),
        "label::Arabic (ar)": draw(WORDS),
        "hint::Arabic (ar)": draw(WORDS),
        "guidance_hint": draw(WORDS),
        "required": draw(st.sampled_from(["", "yes", "${n0} = 'a'"])),
        "required_message::fr": draw(WORDS),
        "constraint": draw(st.sampled_from(["", ". != 'x'"])),
        "constraint_message": draw(WORDS),
        "choice_filter": draw(st.sampled_from(["", "region = ${n0}"])) if kind.startswith("select") else "",
        "appearance": draw(st.sampled_from(["", "minimal"])),
        "government_question": draw(st.sampled_from(["", "4", "4a 5"])),
    }
