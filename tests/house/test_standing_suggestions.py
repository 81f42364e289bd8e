"""No query gives suggestions that are being kept, or that stand no longer (decision 0050)."""

import ast

from tests.house import tree

FOLDER = "consult/queries"
DECIDED = "CodingState.SUGGESTED"


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _leaves_them_out(node: ast.AST, known: set[str]) -> bool:
    """Whether it asks which suggestions stand, itself or by a function that does, or only for decisions."""
    compared = [one for one in ast.walk(node) if isinstance(one, ast.Compare)]
    is_decided = any(isinstance(one.ops[0], ast.NotEq) and DECIDED in ast.unparse(one) for one in compared)
    return is_decided or bool(_names(node) & known)


def list_loose(paths: list[str]) -> list[str]:
    """Functions that read codings and leave none of them out."""
    functions = [(path, one) for path in paths for one in tree.list_functions(path)]
    asking = {"stands"} | {one.name for _, one in functions if "stands" in _names(one.node)}
    reading = [one for _, one in functions if "Coding" in _names(one.node)]
    return [one.place for one in reading if not _leaves_them_out(one.node, asking)]


def test_queries__that_read_codings__leave_out_suggestions_that_do_not_stand() -> None:
    assert list_loose(tree.list_files(FOLDER)) == []


def test_rule__asked_about_a_query_that_reads_all__finds_it() -> None:
    source = "def find_all(s):\n    return s.scalars(select(Coding.id).join(Segment))\n"
    assert not _leaves_them_out(ast.parse(source).body[0], {"stands"})
