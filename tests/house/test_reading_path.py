"""There is one way to people's words, permissions/reading.py; every other is found here and forbidden."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import list_files, parse

READING = "consult/services/permissions/reading.py"
MAY_HANDLE_ANSWERS = {
    READING: "the one way for every reader",
    "consult/services/returns/answering.py": "takes answers in, and shows a respondent their own",
    "consult/services/returns/saving.py": "takes in a page of answers, and shows their senders the versions",
    "consult/services/returns/taking_in.py": "takes in the answers of an imported return",
    "consult/services/returns/submitting.py": "takes answers in whole",
    "consult/services/keeping/erasing.py": "deletes answers by their ids, and reads none",
}
WORDS = {"value", "sealed"}
RAW_SQL = re.compile(r"\b(from|join|update|into)\s+(answer|revision)\b", re.IGNORECASE)


def find_paths_to_words(tree: ast.Module) -> Iterator[str]:
    """Name each place that could reach what somebody answered."""
    columns = {id(node.value) for node in ast.walk(tree) if _is_harmless_column(node)}
    joins = {id(argument) for node in ast.walk(tree) for argument in _list_join_targets(node)}
    harmless = columns | joins | _list_names_of_another_answer(tree)
    read = _list_what_was_read(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "Answer" and id(node) not in harmless:
            yield f"{node.lineno}: Answer as a whole, or its words"
        elif isinstance(node, ast.Attribute) and _reaches_words(node) and id(node.value) not in read:
            yield f"{node.lineno}: .{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "consult.models.response":
            yield from (f"{node.lineno}: Answer under another name" for one in node.names if _renames(one))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and RAW_SQL.search(node.value):
            yield f"{node.lineno}: SQL written by hand"


def _list_names_of_another_answer(tree: ast.Module) -> set[int]:
    """Every use of the name where it is the forms room's own Answer."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    origins = {node.module for node in froms for one in node.names if one.name == "Answer"}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "Answer"]
    return {id(name) for name in names} if origins == {"forms.answers"} else set()


def _list_what_was_read(tree: ast.Module) -> set[int]:
    """Arguments that hold an AnswerText: what the one way has read, checked and put on record."""
    found: set[int] = set()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        given = [one for one in function.args.args if one.annotation is not None]
        names = {one.arg for one in given if "AnswerText" in ast.unparse(one.annotation or one)}
        used = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        found |= {id(node) for node in used if node.id in names}
    return found


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
        "from forms.answers import Answer\nfrom consult.models.response import Answer\nselect(Answer)",
        "def write(answer: object): return answer.value",
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
        "from forms.answers import Answer\nstored: dict[str, Answer]",
        "def write(answer: AnswerText | None): return answer.value",
    ],
)
def test_rule__what_counts_and_joins_need__is_left_alone(code: str) -> None:
    assert list(find_paths_to_words(ast.parse(code))) == []
