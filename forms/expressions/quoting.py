"""A text as an expression, and back."""

from forms.expressions.nodes import Literal
from forms.expressions.parsing import parse

_MARKS = (("'", "'"), ('"', '"'), ("“", "”"), ("‘", "’"))


def quote_text(text: str) -> str:
    """Return an expression whose value is a text, in the first quotation marks that it does not hold.

    A text that holds marks of each kind is put together from its parts.
    """
    for first, last in _MARKS:
        if first not in text and last not in text:
            return f"{first}{text}{last}"
    parts = text.split("'")
    return "concat({})".format(', "\'", '.join(quote_text(part) for part in parts))


def find_text(expression: str) -> str | None:
    """Return the text that an expression in quotation marks is; None for any other."""
    root = parse(expression).root
    return root.value if isinstance(root, Literal) and isinstance(root.value, str) else None
