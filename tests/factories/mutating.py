"""Spreadsheets that were spoilt by chance: cells, headers, rows, sheets, the XML inside, and single bytes."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random

Tables = dict[str, list[list[object]]]

NESTED = "(" * 200 + "1" + ")" * 200
VALUES: tuple[object, ...] = (
    "", " ", "type", "name", "label", "label::English (en)", "label::Englsh", "label:sw", "label::",
    "hint::::",
    "text", "qqq", "begin_group", "end_group", "begin_repeat", "end_repeat", "begin group", "select_one",
    "select_one nowhere", "select_one l", "select_one l or_other", "select_multiple l", "rank l", "range",
    "geopoint", "barcode", "calculate", "note", "audit", "deviceid", "select_one_from_file a.csv", "meta",
    "a b", "naïve", "1a", "${a}", "${", "${}", "${zz}", "${a b}", "../a", "((. > 1", NESTED,
    "regex(., '(a+)+$')", "${a} = ‘x’", ". > 5 and", "not(", "'", "=1+1", "-1", "@x", "#REF!", "yes", "no",
    "T",
    "x" * 30_000, "field-list", "table-list", "\x00", "\x1f\x7f", "\u202e", "\U0001f600", "l", "en",
    "English (en)", "fr", "default_language", "und", "start=0 end=10 step=1", "<b>x</b>", "&amp;", "_x000D_",
    0, 1.5, -7, True, 10**20, float("nan"),
)  # fmt: skip

SOUND: Tables = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Arabic (ar)", "hint", "required", "relevant",
         "constraint",
         "calculation", "choice_filter", "appearance", "government_question"],
        ["note", "welcome", "Welcome", "أهلا"],
        ["text", "a", "A?", "أ؟", "Say it", "yes"],
        ["begin_group", "g", "Group", "", "", "", "${a} != ''", "", "", "", "field-list"],
        ["integer", "n", "How many?", "كم؟", "", "${a} = 'x'", "", ". < 100"],
        ["select_one l", "s", "Which?", "أي؟", "", "", "", "", "", "region = ${a}"],
        ["end_group"],
        ["calculate", "c", "", "", "", "", "", "", "${n} + 1"],
        ["select_multiple l", "m", "Which ones?", "", "", "", "${c} > 2", "", "", "", "", "4 5"],
        ["date", "d", "When?"],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Arabic (ar)", "region"],
        ["l", "x", "X", "س", "1"],
        ["l", "y", "Y", "ص", "2"],
        ["l", "z", "Z", "", "2"],
    ],
    "settings": [["form_title", "form_id", "default_language"], ["A form", "a-form", "English (en)"]],
}  # fmt: skip


def spoil_tables(tables: Tables, random: Random) -> Tables:
    """Return tables with some cells, headers, rows, columns or sheets changed."""
    made = {name: [[*row] for row in rows] for name, rows in tables.items()}
    for _ in range(random.randint(1, 6)):
        random.choice(_TABLE_CHANGES)(made, random)
    return made


def spoil_archive(data: bytes, random: Random) -> bytes:
    """Return a workbook with something changed in the XML inside, or in what it is made of."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 3)):
        name = random.choice(sorted(members))
        changed = random.choice(_MEMBER_CHANGES)(members[name], random)
        if random.random() < 0.1:
            del members[name]
        elif random.random() < 0.1:
            members[name], other = changed, random.choice(sorted(members))
            members[other] = changed
        else:
            members[name] = changed
        if not members:
            break
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def spoil_bytes(data: bytes, random: Random) -> bytes:
    """Return a file that was cut, turned over in places, or grew in the middle."""
    made = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if not made:
            break
        at = random.randrange(len(made))
        match random.randint(0, 4):
            case 0:
                made[at] ^= 1 << random.randint(0, 7)
            case 1:
                made[at : at + random.randint(1, 50)] = random.randbytes(random.randint(0, 50))
            case 2 if random.random() < 0.2:
                del made[at:]
            case 3:
                made[at:at] = made[max(0, at - 200) : at]
            case _:
                made[at] = random.randint(0, 255)
    return bytes(made)


def _pick(made: Tables, random: Random) -> list[list[object]]:
    return made[random.choice(sorted(made))] if made else [[]]


def _change_cell(made: Tables, random: Random) -> None:
    rows = _pick(made, random)
    row = random.choice(rows) if rows else []
    place = random.randrange(len(rows[0]) + 1 if rows else 1)
    row += [""] * (place + 1 - len(row))
    row[place] = random.choice(VALUES)


def _change_header(made: Tables, random: Random) -> None:
    rows = _pick(made, random)
    if rows and rows[0]:
        place = random.randrange(len(rows[0]))
        written = str(rows[0][place])
        rows[0][place] = random.choice([random.choice(VALUES), written.upper(), f" {written} ", written[:-1],
                                        written.replace("::", ":"), written.replace("::",
                                        " :: ")])  # fmt: skip


def _move_row(made: Tables, random: Random) -> None:
    rows = _pick(made, random)
    if len(rows) > 1:
        row = rows.pop(random.randrange(len(rows)))
        for _ in range(random.choice([0, 1, 2, 40])):
            rows.insert(random.randrange(len(rows) + 1), [*row])


def _move_column(made: Tables, random: Random) -> None:
    rows = _pick(made, random)
    width = max((len(row) for row in rows), default=0)
    if width:
        one, other = random.randrange(width), random.randrange(width)
        for row in rows:
            row += [""] * (width - len(row))
            row[one], row[other] = row[other], row[one]
            if random.random() < 0.3:
                row.insert(other, row[one])


def _change_sheet(made: Tables, random: Random) -> None:
    name = random.choice(sorted(made)) if made else ""
    rows = made.pop(name, [[]])
    for new in random.choice([[], [name.upper()], [name, f"{name} "], ["Sheet1"], ["choices"], ["survey"]]):
        made[new] = [[*row] for row in rows]


def _add_blank_rows(made: Tables, random: Random) -> None:
    rows = _pick(made, random)
    at = random.randrange(len(rows) + 1)
    rows[at:at] = [[] for _ in range(random.choice([1, 5, 1200]))]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _change_number(data: bytes, random: Random) -> bytes:
    """Change numbers in attributes: rows, columns, places of shared texts, styles."""
    new = random.choice([b"0", b"-1", b"1048577", b"99999999999", b"ZZZ9", b"", b"NaN"])
    found = [*re.finditer(rb'"([A-Z]*\d+)"', data)]
    if not found:
        return data
    one = random.choice(found)
    return data[: one.start(1)] + new + data[one.end(1) :]


def _change_tag(data: bytes, random: Random) -> bytes:
    names = sorted(set(re.findall(rb"<(\w+)", data)))
    if not names:
        return data
    old, new = random.choice(names), random.choice([*names, b"x", b"script"])
    return re.sub(rb"<(/?)" + old + rb"\b", rb"<\1" + new, data, count=random.choice([0, 1]))


def _add_entities(data: bytes, random: Random) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(random.choice([1, 8]))
    )
    at = data.find(b"?>") + 2
    return data[:at] + bomb + b"]>" + data[at:].replace(b"</", b"&b;</", 1)


def _repeat(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + data[max(0, at - 500) : at] * random.choice([1, 3, 2000]) + data[at:]


TableChange = Callable[[Tables, Random], None]
_TABLE_CHANGES: Sequence[TableChange] = (
    _change_cell, _change_cell, _change_cell, _change_cell, _change_header, _move_row, _move_column,
    _change_sheet,
    _add_blank_rows,
)  # fmt: skip
MemberChange = Callable[[bytes, Random], bytes]
_MEMBER_CHANGES: Sequence[MemberChange] = (
    _cut, _change_number, _change_number, _change_tag, _add_entities, _repeat, spoil_bytes,
)  # fmt: skip
