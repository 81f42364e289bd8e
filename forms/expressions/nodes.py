"""What an expression is made of; each part knows the character at which it begins, counted from one."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Literal:
    """A text in quotation marks, or a number."""

    value: str | float
    place: int


@dataclass(frozen=True)
class Reference:
    """The answer or value of a name: `${name}` or `../name`."""

    name: str
    place: int


@dataclass(frozen=True)
class Column:
    """A column of the choice that a choice filter looks at."""

    name: str
    place: int


@dataclass(frozen=True)
class Own:
    """`.`, the answer to the question itself."""

    place: int


@dataclass(frozen=True)
class Around:
    """`..`, the row that a question stands in."""

    place: int


@dataclass(frozen=True)
class Call:
    """A function and what it is given."""

    name: str
    arguments: "tuple[Node, ...]"
    place: int


@dataclass(frozen=True)
class Chain:
    """Operators of one rank, from left to right; kept flat, so that long ones are not deep."""

    first: "Node"
    rest: "tuple[tuple[str, Node], ...]"
    place: int


@dataclass(frozen=True)
class Negative:
    """A minus before a value."""

    operand: "Node"
    place: int


Node = Literal | Reference | Column | Own | Around | Call | Chain | Negative


@dataclass(frozen=True)
class Expression:
    """An expression as it was written, and what it means."""

    text: str
    root: Node


def walk(node: Node) -> Iterator[Node]:
    """List a part and all in it, from left to right."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(list_inner(one))


def find_too_deep(root: Node, most: int) -> Node | None:
    """Return a part that stands in more than so many others, if there is one; without recursion."""
    level = [root]
    for _ in range(most):
        level = [inner for one in level for inner in list_inner(one)]
    return level[0] if level else None


def list_inner(node: Node) -> tuple[Node, ...]:
    """Return the parts that a part is made of."""
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Chain):
        return (node.first, *(operand for _, operand in node.rest))
    return (node.operand,) if isinstance(node, Negative) else ()
