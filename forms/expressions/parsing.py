"""From the text of an expression to its parts; whatever is wrong has a code and a place."""

import difflib
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from forms.errors import FormsError
from forms.expressions.functions import FUNCTIONS, REFUSED
from forms.expressions.grammar import GRAMMAR
from forms.expressions.nodes import (
    Around,
    Call,
    Chain,
    Column,
    Expression,
    Literal,
    Negative,
    Node,
    Own,
    Reference,
    find_too_deep,
)
from forms.expressions.patterns import PatternError, compile_pattern

MOST_CHARACTERS = 4_096
MOST_DEPTH = 80
"""How many parts may stand in one another: functions, and operators of each rank.

Each takes up to four frames of the stack when it is worked out, and the stack has 1,000.
"""

_NEAR = 20
_MARKS_OF_PATHS = {"[": "conditions in square brackets", "/": "paths", "|": "joined sets", "@": "attributes"}


@lru_cache(maxsize=4_096)
def parse(text: str) -> Expression:
    """Return the parts of an expression. Raises: F301 to F307, F320."""
    if len(text) > MOST_CHARACTERS:
        raise FormsError("F302", most=f"{MOST_CHARACTERS:,}")
    try:
        root: Any = _get_parser().parse(text)  # the parts themselves: the builder makes them as it parses
    except UnexpectedInput as error:
        raise _describe(error, text) from error
    except VisitError as error:
        raise error.orig_exc from error
    _check_depth(root, text)
    return Expression(text, root)


@cache
def _get_parser() -> Lark:
    """Make the parser at first use: most processes never read an expression."""
    return Lark(GRAMMAR, parser="lalr", transformer=_Builder())


def _check_depth(root: Node, text: str) -> None:
    """Refuse parts in too many others before anything walks through them."""
    deep = find_too_deep(root, MOST_DEPTH)
    if deep is not None:
        raise FormsError("F303", place=deep.place, near=_quote(text, deep.place), most=MOST_DEPTH)


def _describe(error: UnexpectedInput, text: str) -> FormsError:
    place = error.pos_in_stream + 1 if error.pos_in_stream is not None else len(text)
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return FormsError("F301", place=len(text) or 1, near=text[-_NEAR:], why="it ends too early")
    found = text[place - 1 : place]
    if found in _MARKS_OF_PATHS:
        return FormsError("F306", place=place, found=found, why=f"{_MARKS_OF_PATHS[found]} are not read")
    is_sign = isinstance(error, UnexpectedCharacters)
    why = f"“{found}” is not known here" if is_sign else "something else is expected here"
    return FormsError("F301", place=place, near=_quote(text, place), why=why)


def _quote(text: str, place: int) -> str:
    return text[place - 1 : place - 1 + _NEAR]


def _fold(operands: list[Any]) -> Node:
    """Return operators of one rank and their operands as one flat chain."""
    pairs = tuple((str(sign), operand) for sign, operand in zip(operands[1::2], operands[2::2], strict=True))
    return Chain(operands[0], pairs, operands[0].place)


class _Builder(Transformer[Token, Any]):
    """Makes the parts as they are read; the parser calls a method for each rule."""

    or_ = and_ = equal = order = sum = product = staticmethod(_fold)

    @v_args(inline=True)
    def negative(self, sign: Token, operand: Node) -> Node:
        return Negative(operand, _place(sign))

    @v_args(inline=True)
    def number(self, token: Token) -> Node:
        return Literal(float(token), _place(token))

    @v_args(inline=True)
    def text(self, token: Token) -> Node:
        return Literal(str(token)[1:-1], _place(token))

    @v_args(inline=True)
    def reference(self, token: Token) -> Node:
        return Reference(token[2:-1].strip(), _place(token))

    @v_args(inline=True)
    def path(self, token: Token) -> Node:
        return Reference(token.rsplit("/", 1)[-1], _place(token))

    @v_args(inline=True)
    def around(self, token: Token) -> Node:
        return Around(_place(token))

    @v_args(inline=True)
    def own(self, token: Token) -> Node:
        return Own(_place(token))

    @v_args(inline=True)
    def column(self, token: Token) -> Node:
        return Column(str(token), _place(token))

    @v_args(inline=True)
    def call(self, name: Token, *arguments: Node | None) -> Node:
        given = tuple(one for one in arguments if one is not None)
        call = Call(str(name), given, _place(name))
        _check_call(call)
        return call


def _place(token: Token) -> int:
    return (token.start_pos or 0) + 1


def _check_call(call: Call) -> None:
    if call.name in REFUSED:
        raise FormsError("F306", place=call.place, found=f"{call.name}()", why=REFUSED[call.name])
    if call.name not in FUNCTIONS:
        close = difflib.get_close_matches(call.name, FUNCTIONS, 1, 0.6)
        guess = f"; did you mean “{close[0]}”?" if close else ""
        raise FormsError("F304", place=call.place, found=call.name, guess=guess)
    function = FUNCTIONS[call.name]
    if not function.least <= len(call.arguments) <= function.most:
        raise FormsError(
            "F305", place=call.place, found=call.name, given=len(call.arguments), takes=function.takes
        )
    if call.name == "regex":
        _check_pattern(call.arguments[1])
    if call.name == "jr:choice-name":
        find_named_question(call)


def _check_pattern(node: Node) -> None:
    """A pattern stands in the form itself, so that it is known to work before anybody answers."""
    if not isinstance(node, Literal) or not isinstance(node.value, str):
        raise FormsError("F307", place=node.place, found="…", why="it is not a text in quotation marks")
    try:
        compile_pattern(node.value)
    except PatternError as error:
        raise FormsError("F307", place=node.place, found=node.value[:60], why=error) from error


def find_named_question(call: Call) -> Reference:
    """Return the question whose choices are named: the second value, '${name}'. Raises: F320."""
    named = call.arguments[1]
    if isinstance(named, Reference):
        return named
    text = str(named.value).strip() if isinstance(named, Literal) else ""
    if not (text.startswith("${") and text.endswith("}")):
        raise FormsError("F320", place=named.place, found=text or "…")
    return Reference(text[2:-1].strip(), named.place)
