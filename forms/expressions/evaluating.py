"""Work an expression out, in no more steps than it may take."""

import math
from collections.abc import Callable

from forms.expressions.contexts import Context, TooMuchWork
from forms.expressions.functions import FUNCTIONS
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
)
from forms.expressions.parsing import find_named_question
from forms.expressions.values import (
    NAN,
    Value,
    compare_equal,
    compare_order,
    count_work,
    list_scalars,
    to_boolean,
    to_number,
    to_string,
)

_ORDERS = frozenset({"<", "<=", ">", ">="})


def evaluate(expression: Expression, context: Context) -> Value:
    """Return the value of an expression. Raises: TooMuchWork."""
    try:
        return _Run(context).work_out(expression.root)
    except RecursionError as error:  # the caller may be deep in the stack already
        raise TooMuchWork from error


class _Run:
    """One expression being worked out."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._steps = 0
        self._text = 0

    def work_out(self, node: Node) -> Value:
        self._count()
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Reference):
            return self._look_up(node.name)
        if isinstance(node, Own):
            return self._context.own
        if isinstance(node, Column):
            return self._context.columns.get(node.name, "")
        if isinstance(node, Around):
            return float(self._context.row)
        if isinstance(node, Negative):
            return -to_number(self.work_out(node.operand))
        return self._chain(node) if isinstance(node, Chain) else self._call(node)

    def _look_up(self, name: str) -> Value:
        """Each row that is looked at is a step."""
        if name in self._context.unknown:
            raise TooMuchWork
        value = self._context.values.get(name, "")
        self._count(len(list_scalars(value)))
        return value

    def _chain(self, chain: Chain) -> Value:
        sign = chain.rest[0][0]
        if sign in {"and", "or"}:
            operands = (chain.first, *(operand for _, operand in chain.rest))
            truths = (to_boolean(self.work_out(one)) for one in operands)
            return all(truths) if sign == "and" else any(truths)
        value = self.work_out(chain.first)
        for sign, operand in chain.rest:
            value = self._combine(value, sign, self.work_out(operand))
        return value

    def _combine(self, left: Value, sign: str, right: Value) -> Value:
        if sign in {"=", "!="} or sign in _ORDERS:
            self._count(len(list_scalars(left)) * len(list_scalars(right)))
            self._count(min(count_work(left), count_work(right)))
            if sign in _ORDERS:
                return compare_order(left, right, sign)
            return compare_equal(left, right, wanted=sign == "=")
        return _ARITHMETIC[sign](to_number(left), to_number(right))

    def _call(self, call: Call) -> Value:
        function = FUNCTIONS[call.name]
        if function.apply is None:
            return getattr(self, _OWN_WAYS[call.name])(call)
        given = [self.work_out(one) for one in call.arguments]
        self._count(sum(map(count_work, given)) + (function.steps(given) if function.steps else 0))
        value = function.apply(given, self._context)
        if isinstance(value, str) and not any(value is one for one in given):
            self._count_text(value)
        return value

    def _selected(self, call: Call) -> Value:
        chosen, name = (to_string(self.work_out(one)) for one in call.arguments)
        self._count(count_work(name))
        return name.strip() in self._context.budget.split(chosen)

    def _if(self, call: Call) -> Value:
        condition, first, second = call.arguments
        return self.work_out(first if to_boolean(self.work_out(condition)) else second)

    def _coalesce(self, call: Call) -> Value:
        first = self.work_out(call.arguments[0])
        return first if to_string(first) else self.work_out(call.arguments[1])

    def _once(self, call: Call) -> Value:
        kept = self._context.kept
        return kept if to_string(kept) else self.work_out(call.arguments[0])

    def _position(self, _call: Call) -> Value:
        return float(self._context.row)

    def _indexed(self, call: Call) -> Value:
        rows = list_scalars(self.work_out(call.arguments[0]))
        place = to_number(self.work_out(call.arguments[2]))
        return rows[int(place) - 1] if math.isfinite(place) and 1 <= place <= len(rows) else ""

    def _choice_name(self, call: Call) -> Value:
        chosen = to_string(self.work_out(call.arguments[0]))
        return self._context.label(find_named_question(call).name, chosen)

    def _count(self, steps: int = 1) -> None:
        self._steps += steps
        self._context.budget.take(steps)
        if self._steps > self._context.most_steps:
            raise TooMuchWork

    def _count_text(self, text: str) -> None:
        self._text += len(text)
        self._context.budget.take_text(text)
        if self._text > self._context.most_text:
            raise TooMuchWork


_OWN_WAYS = {
    "if": "_if",
    "coalesce": "_coalesce",
    "once": "_once",
    "position": "_position",
    "indexed-repeat": "_indexed",
    "jr:choice-name": "_choice_name",
    "selected": "_selected",
}


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right if not math.isinf(left) or not math.isinf(right) else NAN
    if left == 0 or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remain(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divide,
    "mod": _remain,
}
