"""The threat model lists every column, of both databases, that refers to one response."""

import re
from collections import Counter

from sqlalchemy import Column, LargeBinary, MetaData, Table

from consult.models.all import METADATA
from consult.models.key_store import KeyStoreBase
from tests.house import tree

PAGE = "docs/threat-model.md"
PART = "## Every field kept in clear"
CLEAR, SEALED, EMPTY = "clear", "sealed", "empty"
RESPONSE = "response"
BY_ID_ALONE = {"audit_entry", "draft_version", "released_file", "revision", "statement", "version_withdrawal"}
"""Tables that name a response, or what belongs to one, without a foreign key."""
NOT_OF_ONE_RESPONSE = {"job": "names consultations, runs, drafts and messages"}
NAMES_OF_IDS = {"response_id", "answer_id", "segment_id", "subject_id"}
TELLS_NOTHING = {
    "concern_kept_away.public_half": "a public half",
    "group_entry.correction_key": "a public half",
    "key_wrap.salt": "no secret by itself",
}
"""Bytes that are said to lie in clear, and may."""

CASES = (
    "A stolen server", "A stolen laptop", "A stolen phone", "A shared device", "An abusive partner",
    "A gatekeeping interpreter or organiser", "Recognised in a small community", "Curious staff",
    "A hostile member of the partnership", "An information request, and a court order", "A stolen backup",
    "A server that is under somebody's control while it runs",
)  # fmt: skip
ANSWERS = ("**What we do**", "**What we don't**")
PLAINLY = ("What it could see, plainly:", "every word typed from then on", "**every account**")
HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


def list_referring(metadata: MetaData) -> set[str]:
    """Tables that lead to a response, directly or through others."""
    found: set[str] = {RESPONSE}
    while True:
        more = {
            table.name
            for table in metadata.tables.values()
            if any(key.column.table.name in found for key in table.foreign_keys)
        }
        if more <= found:
            return found
        found |= more


def list_tables() -> list[Table]:
    """Every table that the page must have: of the data those that refer, of the key store all."""
    names = list_referring(METADATA) | BY_ID_ALONE
    return [*(METADATA.tables[name] for name in sorted(names)), *KeyStoreBase.metadata.tables.values()]


def list_columns() -> dict[str, Column[object]]:
    return {f"{table.name}.{column.name}": column for table in list_tables() for column in table.columns}


def read_rows(text: str) -> list[tuple[str, str]]:
    """Each column the page lists, with how it is kept. A heading of one table names it for its rows."""
    _, _, part = text.partition(PART)
    rows = []
    pieces = HEADING.split(part)[1:]
    for heading, body in zip(pieces[::2], pieces[1::2], strict=True):
        about = CODE.findall(heading)
        for line in body.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not line.startswith("| `") or len(cells) < 3 or not cells[2]:
                continue
            for name in CODE.findall(cells[0]):
                rows.append((name if "." in name else f"{about[0]}.{name}", cells[1]))
    return rows


def find_faults(text: str) -> list[str]:
    """What is not listed, listed twice, gone, or said to be kept as it is not."""
    rows, columns = read_rows(text), list_columns()
    listed = dict(rows)
    faults = [f"{name}: not in {PAGE}" for name in columns if name not in listed]
    faults += [f"{name}: there is no such column" for name in listed if name not in columns]
    faults += [
        f"{name}: listed twice" for name, times in Counter(name for name, _ in rows).items() if times > 1
    ]
    for name, kept in listed.items():
        column = columns.get(name)
        is_bytes = column is not None and isinstance(column.type, LargeBinary)
        if kept not in {CLEAR, SEALED, EMPTY}:
            faults.append(f"{name}: {kept} is not a way of keeping")
        elif column is not None and (kept == SEALED) != is_bytes and name not in TELLS_NOTHING:
            faults.append(f"{name}: said to be {kept}, but it holds {column.type!r}")
    return faults


def find_unanswered(text: str) -> list[str]:
    """Each case that does not say, in this order and with a point under each, what we do and do not."""
    parts = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
    return [case for case in CASES if not _is_answered(parts.get(case, ""))]


def _is_answered(part: str) -> bool:
    _, *answers = re.split("|".join(map(re.escape, ANSWERS)), part)
    return len(answers) == len(ANSWERS) and all("\n- " in one for one in answers)


def test_threat_model__of_each_case__says_what_we_do_and_what_we_do_not() -> None:
    text = tree.read(PAGE)
    assert find_unanswered(text) == []
    _, _, live = text.partition(f"\n## {CASES[-1]}\n")
    assert [words for words in PLAINLY if words not in live.partition("\n## ")[0]] == []
    assert find_unanswered(text.replace("## A shared device", "## A device")) == ["A shared device"]
    without = text.replace("**What we don't**", "", 1)
    assert find_unanswered(without) == ["A stolen server"]


def test_threat_model__against_both_databases__lists_every_column_of_a_response() -> None:
    assert find_faults(tree.read(PAGE)) == []


def test_threat_model__with_a_column_left_out_or_called_sealed__is_found_wanting() -> None:
    text = tree.read(PAGE)
    assert find_faults(text.replace("`place_band`", "`somewhere`"))
    assert find_faults(text.replace("| `language` | clear |", "| `language` | sealed |"))
    assert find_faults(text.replace("`key_wrap.salt`", "`key_wrap.kind`"))


def test_tables__that_name_an_id_of_a_response__are_all_known() -> None:
    naming = {
        table.name
        for table in METADATA.tables.values()
        if any(column.name in NAMES_OF_IDS for column in table.columns)
    }
    assert naming <= list_referring(METADATA) | BY_ID_ALONE | NOT_OF_ONE_RESPONSE.keys()
