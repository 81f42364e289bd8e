"""The language that a passage is counted under."""

from sqlalchemy import func

from consult.models.analysis import AnsweredItem
from consult.models.coding import Segment

LANGUAGE = func.coalesce(Segment.language, AnsweredItem.language)
"""Its own as the analysis read it. Of an experience that is locked: its answer's counts, which was declared,
as it does for passages of an analysis that kept none yet."""
