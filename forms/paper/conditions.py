"""The condition of a question as a person with a pencil can follow it, where it is simple enough."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.definitions import Question
from forms.expressions.nodes import Call, Chain, Literal, Node, Reference
from forms.expressions.parsing import parse
from forms.handlers.base import find_choice_label
from forms.paper import words
from forms.wording import Wording

ISOLATE, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}
_COMPARED = {
    "=": words.IS,
    "!=": words.IS_NOT,
    "<": words.IS_LESS,
    ">": words.IS_MORE,
    "<=": words.IS_AT_MOST,
    ">=": words.IS_AT_LEAST,
}


@dataclass(frozen=True)
class Numbered:
    """A question with the number that it has on paper."""

    number: int
    question: Question


@dataclass(frozen=True)
class Told:
    """A condition in words. points: what has to be so, where it takes several."""

    lead: str
    points: tuple[str, ...] = ()


class _TooHard(Exception):
    """This cannot be said in a sentence."""


def tell_condition(expression: str, numbered: Mapping[str, Numbered], wording: Wording) -> Told:
    """Say what an expression asks for; one that is too hard is left to the person to judge.

    numbered: the questions on the paper, by id.
    """
    try:
        parts, joined = _list_parts(parse(expression).root)
        points = tuple(_tell(part, numbered, wording, negated=False) for part in parts)
    except _TooHard:
        return Told(wording.say(words.ANSWER_IF_IT_APPLIES))
    if len(points) == 1:
        return Told(wording.say(words.ANSWER_IF, condition=points[0]))
    return Told(wording.say(words.ANSWER_IF_ANY if joined == "or" else words.ANSWER_IF_ALL), points)


def _list_parts(root: Node) -> tuple[list[Node], str]:
    """Return what is joined by “and” or by “or”, and by which."""
    if isinstance(root, Chain) and root.rest[0][0] in ("and", "or"):
        return [root.first, *(operand for _, operand in root.rest)], root.rest[0][0]
    return [root], "and"


def _tell(node: Node, numbered: Mapping[str, Numbered], wording: Wording, *, negated: bool) -> str:
    if isinstance(node, Call) and node.name == "not":
        return _tell(node.arguments[0], numbered, wording, negated=not negated)
    if isinstance(node, Call) and node.name == "selected":
        operator, reference, literal = "=", *node.arguments
    elif isinstance(node, Chain) and len(node.rest) == 1:
        operator, reference, literal = _read_comparison(node)
    else:
        raise _TooHard
    if not isinstance(reference, Reference) or not isinstance(literal, Literal):
        raise _TooHard
    if reference.name not in numbered or operator not in _OPPOSITE:
        raise _TooHard
    return _say(
        _OPPOSITE[operator] if negated else operator, numbered[reference.name], literal.value, wording
    )


def _read_comparison(chain: Chain) -> tuple[str, Node, Node]:
    """Return operator, question and value, whichever of them was written first."""
    operator, second = chain.rest[0]
    if isinstance(chain.first, Literal):
        return _TURNED.get(operator, operator), second, chain.first
    return operator, chain.first, second


def _say(operator: str, asked: Numbered, value: str | float, wording: Wording) -> str:
    number = asked.number
    if value == "" and operator in ("=", "!="):
        return wording.say(words.DID_NOT_ANSWER if operator == "=" else words.ANSWERED, number=number)
    if asked.question.choices and operator in ("=", "!="):
        label, _ = wording.find(find_choice_label(_write(value), asked.question))
        message = words.CHOSE if operator == "=" else words.DID_NOT_CHOOSE
        return wording.say(message, number=number, answer=_isolate(label))
    return wording.say(_COMPARED[operator], number=number, answer=_isolate(_write(value)))


def _write(value: str | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _isolate(text: str) -> str:
    """Keep a text of the other direction from turning the sentence round it."""
    return f"{ISOLATE}{text}{END}"
