"""Which codings stand: what people decided, and of what the program suggests the keeping that is whole."""

from sqlalchemy import ColumnElement, or_

from consult.models.coding import MACHINE, Coding, Segment


def stands() -> ColumnElement[bool]:
    """The condition on Coding, joined with its Segment, that leaves out suggestions of another keeping.

    Those are being kept, part by part, or stand no longer and wait to be dropped.
    """
    return or_(Coding.author != MACHINE, Coding.kept_in == Segment.suggested_in)
