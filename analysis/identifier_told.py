"""Personal data that the word beside it tells, whether or not vowel marks are written over the word."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from analysis.identifier_births import list_birth_dates
from analysis.identifier_cases import list_case_numbers
from analysis.identifier_documents import list_documents
from analysis.identifier_patterns import Found
from analysis.text import list_unmarked


def list_told(text: str) -> Iterator[Found]:
    """List numbers, dates and profiles at their places in the text; digits already those of ASCII."""
    places = list_unmarked(text)
    bare = "".join(text[place] for place in places) if places else text
    for one in chain(list_documents(bare), list_case_numbers(bare), list_birth_dates(bare)):
        yield replace(one, start=places[one.start], end=places[one.end - 1] + 1) if places else one
