"""Queries about people's content take the viewer first, or right after the session."""

import ast

import pytest

from tests.house import tree

PEOPLES = {
    "Response", "Answer", "Segment", "Coding", "ThemePlacement", "AnsweredItem", "ResponseBucket",
    "CampaignMember", "OwnSegment", "Excerpt", "Use", "Consent", "AccountKey", "Revision",
}  # fmt: skip
MAKES_VIEWERS = "consult/queries/viewer.py"


def find_blind(path: str) -> list[str]:
    """Public functions that touch people's content and do not ask first who is looking."""
    functions = [one for one in tree.list_functions(path) if one.is_public and "." not in one.name]
    touching = [one for one in functions if PEOPLES & _list_names(one.node)]
    return [one.place for one in touching if not _asks_who_is_looking(one.node)]


def _list_names(node: tree.FunctionNode) -> set[str]:
    """Names used in the body; a type in the signature is not a use."""
    return {inner.id for part in node.body for inner in ast.walk(part) if isinstance(inner, ast.Name)}


def _asks_who_is_looking(node: tree.FunctionNode) -> bool:
    names = [argument.arg for argument in node.args.args]
    first = names[1:] if names[:1] == ["session"] else names
    return first[:1] == ["viewer"] or _is_narrowed(node)


def _is_narrowed(node: tree.FunctionNode) -> bool:
    """True for a function that only runs a selection, which was made for a viewer."""
    return any(
        "Select[" in ast.unparse(argument.annotation) for argument in node.args.args if argument.annotation
    )


def test_queries__about_peoples_content__ask_first_who_is_looking() -> None:
    files = [path for path in tree.list_files("consult/queries") if path != MAKES_VIEWERS]
    assert files
    assert [place for path in files for place in find_blind(path)] == []


@pytest.mark.parametrize(
    ("signature", "is_blind"),
    [
        ("session, viewer, key", False),
        ("viewer, key", False),
        ("session, key", True),
        ("session, key, viewer", True),
    ],
)
def test_query__planted__is_blind_unless_the_viewer_comes_first(
    monkeypatch: pytest.MonkeyPatch, signature: str, is_blind: bool
) -> None:
    source = f"def list_them({signature}):\n    return select(Response)\n"
    monkeypatch.setattr(tree, "parse", lambda _: ast.parse(source))
    assert bool(find_blind("made.py")) is is_blind
