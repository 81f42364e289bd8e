"""There is one way to people's words: services/reading.py. Every other path is found here and forbidden."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import list_files, parse

READING = "consult/services/reading.py"
MAY_HANDLE_ANSWERS = {
    READING: "the one way for every reader",
    "consult/services/answering.py": "takes answers in, and shows a respondent their own",
    "consult/services/saving.py": "takes in a page of answers, and shows respondents their own versions",
    "consult/services/taking_in.py": "takes in the answers of an imported return",
    "consult/services/submitting.py": "takes answers in whole, and deletes what is withdrawn",
}
WORDS = {"value", "sealed"}
RAW_SQL = re.compile(r"\b(from|join|update|into)\s+(answer|revision)\b", re.IGNORECASE)


def find_paths_to_words(tree: ast.Module) -> Iterator[str]:
    """Name each place that could reach what somebody answered."""
    columns = {id(node.value) for node in ast.walk(tree) if _is_harmless_column(node)}
    joins = {id(argument) for node in ast.walk(tree) for argument in _list_join_targets(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "Answer" and id(node) not in columns | joins:
            yield f"{node.lineno}: Answer as a whole, or its words"
        elif isinstance(node, ast.Attribute) and _reaches_words(node):
            yield f"{node.lineno}: .{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "consult.models.response":
            yield from (f"{node.lineno}: Answer under another name" for one in node.names if _renames(one))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and RAW_SQL.search(node.value):
            yield f"{node.lineno}: SQL written by hand"


def _is_harmless_column(node: ast.AST) -> bool:
    """Answer.response_id and the like: the columns that joins and counts need."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr not in WORDS


def _list_join_targets(node: ast.AST) -> list[ast.expr]:
    is_join = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"join", "outerjoin"}
    return node.args[:1] if is_join and isinstance(node, ast.Call) else []


def _reaches_words(node: ast.Attribute) -> bool:
    """response.answers, segment.answer.value, an answer's revisions."""
    if node.attr in WORDS:
        holder = node.value
        name = getattr(holder, "attr", getattr(holder, "id", ""))
        return "answer" in name.lower() and name != "Answer"
    is_subject = isinstance(node.value, ast.Name) and node.value.id == "SubjectKind"
    return (node.attr == "ANSWER" and is_subject) or (node.attr == "answers" and _is_row(node.value))


def _is_row(holder: ast.expr) -> bool:
    return getattr(holder, "id", getattr(holder, "attr", "")).lower() in {"response", "account", "row"}


def _renames(imported: ast.alias) -> bool:
    return imported.name == "Answer" and imported.asname is not None


def list_readers() -> list[str]:
    return [path for path in list_files("consult") if not path.startswith("consult/models/")]


@pytest.mark.parametrize("path", list_readers())
def test_module__that_neither_reads_nor_takes_in__has_no_path_to_words(path: str) -> None:
    if path not in MAY_HANDLE_ANSWERS:
        assert list(find_paths_to_words(parse(path))) == []


@pytest.mark.parametrize("path", sorted(MAY_HANDLE_ANSWERS))
def test_module__allowed_to_handle_answers__exists_and_does(path: str) -> None:
    assert list(find_paths_to_words(parse(path))) != []


@pytest.mark.parametrize(
    "code",
    [
        "session.scalars(select(Answer))",
        "select(Answer.value)",
        "answer.sealed",
        "segment.answer.value",
        "[one for one in response.answers]",
        "list_heads(session, SubjectKind.ANSWER, key)",
        "from consult.models.response import Answer as A",
        "text('SELECT value FROM answer')",
        "session.get(Answer, key)",
    ],
)
def test_rule__each_way_round_it__is_found(code: str) -> None:
    assert list(find_paths_to_words(ast.parse(code))) != []


@pytest.mark.parametrize(
    "code",
    [
        "select(Segment).join(Answer, Answer.id == Segment.answer_id)",
        "select(func.count(Answer.id)).where(Answer.response_id == key)",
        "Purpose.QUOTE.value",
        "form.answers",
        "from consult.models.response import Answer",
    ],
)
def test_rule__what_counts_and_joins_need__is_left_alone(code: str) -> None:
    assert list(find_paths_to_words(ast.parse(code))) == []
