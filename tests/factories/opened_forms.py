"""XLSForms as sheets in memory: from rows of a test, from what was written, and drawn at random."""

from collections.abc import Mapping, Sequence
from random import Random

from forms.definitions import CHOICE_KINDS, KINDS, Questionnaire
from forms.xlsform.reader import Opened
from forms.xlsform.sheets import Book, make_cell, make_sheet
from forms.xlsform_writing.tables import make_tables

HEADERS = {
    "survey": (
        "type", "name", "label::English (en)", "label::Arabic (ar)", "hint::Arabic (ar)", "guidance_hint",
        "required", "required_message::fr", "relevant", "constraint", "constraint_message", "calculation",
        "choice_filter", "appearance", "government_question", "page_id", "parameters",
        "default", "media::image", "audio::Arabic (ar)",
    ),
    "choices": (
        "list_name", "name", "label::English (en)", "label::Arabic (ar)", "region", "media::big-image::fr",
    ),
    "settings": ("form_title", "form_title::cy", "form_id", "default_language", "languages"),
}  # fmt: skip


def open_tables(tables: Mapping[str, Sequence[Sequence[object]]]) -> Opened:
    """Return sheets as a file that was opened; the first row of each holds its headers."""
    sheets = tuple(make_sheet(name, rows, make_cell) for name, rows in tables.items())
    return Opened("form.xlsx", "form", Book(sheets, tuple(tables)))


def open_written(definition: Questionnaire) -> Opened:
    """Return what the writer makes of a questionnaire, as a file that was opened."""
    return open_tables({table.name: [table.headers, *table.rows] for table in make_tables(definition)})


WORDS = ("", "Where?", "Très bien", "ما هي؟", "=1+1", "-2", "@a", "two\nlines", "_x0041_", "…")
ASKED = tuple(f"{kind} {name}" if kind in CHOICE_KINDS else kind for kind in KINDS for name in "lm")
ROWS = (*ASKED, "note", "text", "calculate", "calculate", "hidden")
CONDITIONS = ("", "", "1 = 1", "today() > date('2026-01-01')", "${n0} != ''", "${n1} != ''", "${n3} = 'b'")
LAST = {"type": "text", "name": "last", "label::English (en)": "Last?"}


def make_form(random: Random) -> Opened:
    """Make an XLSForm with groups, conditions, values and languages; all can be read after repairs."""
    rows: list[dict[str, str]] = []
    depth = 0
    for number in range(random.randint(1, 12)):
        what = random.randint(0, 9)
        if what < 2 and depth < 4:
            depth += 1
            rows.append(_make_group(random, number))
        elif what < 4 and depth:
            depth -= 1
            rows.append({"type": "end_group"})
        else:
            rows.append(_make_question(random, number))
    rows += [*[{"type": "end_group"}] * depth, LAST]
    choices = [
        ["l", "a", "A", "أ", "1", random.choice(["", "a.png"])],
        ["l", "b", "B", "", "2"],
        ["m", "c", random.choice(WORDS), "", ""],
    ]
    languages = random.choice(["", "cy en", "ar en"])
    settings = [random.choice(WORDS), random.choice(WORDS), "form-1", "English (en)", languages]
    survey = [[row.get(header, "") for header in HEADERS["survey"]] for row in rows]
    return open_tables({
        "survey": [HEADERS["survey"], *survey],
        "choices": [HEADERS["choices"], *choices],
        "settings": [HEADERS["settings"], settings],
    })  # fmt: skip


def _make_group(random: Random, number: int) -> dict[str, str]:
    return {
        "type": "begin_group",
        "name": random.choice([f"g{number}", "", "g1"]),
        "label::English (en)": random.choice(["", "Title", "Other title"]),
        "appearance": random.choice(["", "", "field-list", "table-list"]),
        "relevant": random.choice(CONDITIONS),
        "page_id": random.choice(["", "", f"page-{number}"]),
    }


def _make_question(random: Random, number: int) -> dict[str, str]:
    kind = random.choice(ROWS)
    found = {"type": kind, "name": f"n{number}", "relevant": random.choice(CONDITIONS)}
    if kind == "calculate":
        return {**found, "calculation": random.choice(["1 + 1", "${n0}", "concat(${n1}, 'a')"])}
    if kind == "hidden":
        return {**found, "default": random.choice(["a", "it's", ""])}
    return {
        **found,
        "label::English (en)": "A label" + random.choice(WORDS),
        "label::Arabic (ar)": random.choice(WORDS),
        "hint::Arabic (ar)": random.choice(WORDS),
        "guidance_hint": random.choice(WORDS),
        "required": random.choice(["", "yes", "${n0} = 'a'"]),
        "required_message::fr": random.choice(WORDS),
        "constraint": random.choice(["", ". != 'x'"]),
        "constraint_message": random.choice(WORDS),
        "choice_filter": random.choice(["", "", "region = ${n0}"]) if kind.endswith(" l") else "",
        "appearance": random.choice(["", "minimal"]),
        "parameters": random.choice(["", "start=-2 end=7.5 step=0.5"]) if kind == "range" else "",
        "media::image": random.choice(["", "", "a.png"]),
        "audio::Arabic (ar)": random.choice(["", "", "b.mp3"]),
        "default": random.choice(["", "", "", "b", "3", "2026-03-27", "nonsense"]),
        "government_question": random.choice(["", "4", "4a 5"]),
    }
