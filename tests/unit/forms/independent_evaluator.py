"""A second way to work expressions out, for tests alone: trees are written as text, and worked out directly.

It shares nothing with the evaluator of the forms room but the meaning of XPath 1.0.
"""

import math
from datetime import date, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

VALUES: dict[str, Any] = {
    "seven": 7.0, "half": 0.5, "nothing": "", "words": "north south", "day": date(2026, 3, 27), "less": -2.0,
}  # fmt: skip
TEXTS = ("", "north", "south", "7", "-2.5", "2026-03-27", "0", "14:30")
NUMBERS = ("0", "1", "2", "7", "0.5", "10", "365.25")

Tree = tuple[Any, ...]


def _grow(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    pairs = st.tuples(st.sampled_from(("+", "-", "*", "div", "mod")), inner, inner)
    compared = st.tuples(st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), inner, inner)
    joined = st.tuples(st.sampled_from(("and", "or")), inner, inner)
    one = st.tuples(
        st.sampled_from(
            ("not", "string", "number", "boolean", "int", "string-length", "count-selected", "negative")
        ),
        inner,
    )
    two = st.tuples(
        st.sampled_from(("selected", "coalesce", "concat", "min", "max", "sum", "contains")), inner, inner
    )
    three = st.tuples(st.sampled_from(("if", "join")), inner, inner, inner)
    return st.one_of(pairs, compared, joined, one, two, three)


TREES = st.recursive(
    st.one_of(
        st.tuples(st.just("text"), st.sampled_from(TEXTS)),
        st.tuples(st.just("digits"), st.sampled_from(NUMBERS)),
        st.tuples(st.just("value"), st.sampled_from(sorted(VALUES))),
    ),
    _grow,
    max_leaves=12,
)
SIGNS = frozenset({"+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"})


def write(tree: Tree) -> str:
    """Write a tree as an expression; every pair in brackets."""
    kind, *rest = tree
    if kind == "text":
        return f"'{rest[0]}'"
    if kind in {"digits", "value"}:
        return rest[0] if kind == "digits" else f"${{{rest[0]}}}"
    if kind == "negative":
        return f"-({write(rest[0])})"
    if kind in SIGNS:
        return f"({write(rest[0])} {kind} {write(rest[1])})"
    return f"{kind}({', '.join(map(write, rest))})"


def work_out(tree: Tree) -> Any:
    """Return what a tree is worth."""
    kind, *rest = tree
    if kind == "text":
        return rest[0]
    if kind == "digits":
        return float(rest[0])
    if kind == "value":
        return VALUES[rest[0]]
    given = [work_out(one) for one in rest]
    if kind in {"and", "or", "not", "boolean"}:
        truths = [truth(one) for one in given]
        return {"and": all, "or": any, "not": lambda one: not one[0], "boolean": all}[kind](truths)
    if kind in {"=", "!="}:
        return equal(*given) == (kind == "=")
    numbers = [number(one) for one in given]
    if kind in {"<", "<=", ">", ">="}:
        left, right = numbers
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[kind]
    if kind in {"+", "-", "*", "div", "mod"}:
        return calculate(kind, *numbers)
    return call(kind, given, numbers)


def call(kind: str, given: list[Any], numbers: list[float]) -> Any:
    """Return what a function gives."""
    if kind in {"negative", "number", "int"}:
        whole = numbers[0] if not math.isfinite(numbers[0]) else float(int(numbers[0]))
        return {"negative": -numbers[0], "number": numbers[0], "int": whole}[kind]
    if kind in {"min", "max", "sum"}:
        if any(one != one for one in numbers):
            return math.nan
        return {"min": min, "max": max, "sum": math.fsum}[kind](numbers) if kind != "sum" else sum(numbers)
    words = [text(one) for one in given]
    if kind == "if":
        return given[1] if truth(given[0]) else given[2]
    if kind == "coalesce":
        return given[0] if words[0] else given[1]
    if kind == "join":
        return f"{words[1]}{words[0]}{words[2]}"
    return {
        "string": words[0],
        "string-length": float(len(words[0])),
        "count-selected": float(len(words[0].split())),
        "concat": "".join(words),
        "selected": words[-1].strip() in words[0].split(),
        "contains": words[-1] in words[0],
    }[kind]


def calculate(sign: str, left: float, right: float) -> float:
    """Return what two numbers give, with XPath's rules for nought and the infinite."""
    if left != left or right != right:
        return math.nan
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if sign == "div":
        return _divide(left, right)
    return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)


def _divide(left: float, right: float) -> float:
    if right == 0:
        signs = math.copysign(1, left) * math.copysign(1, right)
        return math.nan if left == 0 else signs * math.inf
    return math.nan if math.isinf(left) and math.isinf(right) else left / right


def equal(left: Any, right: Any) -> bool:
    """Tell whether two values are the same: as truths, else as numbers, else as texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) is truth(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return number(left) == number(right)


def number(value: Any) -> float:
    """Return a value as a number."""
    if isinstance(value, date):
        return float(value.toordinal() - date(1970, 1, 1).toordinal())
    if isinstance(value, str):
        try:
            return number(date.fromisoformat(value)) if len(value) == 10 else _plain(value)
        except ValueError:
            return _plain(value)
    return float(value)


def _plain(value: str) -> float:
    try:
        if len(value) == 5 and value[2] == ":":
            at = time.fromisoformat(value)
            return (at.hour * 60 + at.minute) / 1440
        return float(value) if not value.strip("0123456789.-") else math.nan
    except ValueError:
        return math.nan


def text(value: Any) -> str:
    """Return a value as a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if value != value:
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value.is_integer() else f"{Decimal(str(value)):f}"
    return str(value)


def truth(value: Any) -> bool:
    """Return whether a value counts as true."""
    if isinstance(value, float):
        return value == value and value != 0
    return bool(value) if isinstance(value, str | bool) else True
