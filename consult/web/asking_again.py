"""A form of the staff area that was refused is shown again with everything that was ticked and typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from flask import abort, make_response

from consult.errors import CodedError
from consult.web.problems import describe_coded

Errors = Sequence[Mapping[str, str]]


@contextmanager
def asking_again(show: Callable[[Errors], str], fields: Mapping[str, str]) -> Iterator[None]:
    """Show the page again where the block is refused for something that can be put right on it.

    show: draws the page, given the lines of its summary. fields: which field a code is about, by its id; what
    is refused for another reason goes on to the page of failures. What was begun is undone, as there.
    """
    try:
        yield
    except CodedError as refused:
        if refused.code not in fields:
            raise
        problem = describe_coded(refused)
        words = f"{problem.message.text} {problem.remedy.text}"
        page = show([{"text": words, "href": f"#{fields[refused.code]}"}])
        abort(make_response(page, problem.status))
