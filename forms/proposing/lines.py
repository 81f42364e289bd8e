"""A line of a consultation document, whatever file it came from."""

import re
from dataclasses import dataclass

_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…+\s*\d{1,4}$|\t+\d{1,4}$")

_LONGEST_END = 200
"""Characters at the end of a line among which its dots are looked for: a line of dots alone costs no more."""
CUT = "\u00ad"
"""The soft hyphen, with which a line ends whose last word goes on in the next."""


@dataclass(frozen=True)
class Line:
    """One line as it is read. place: where it stands, as a person looks for it ("page 4", "line 12").

    is_apart: whether something sets it apart from the line before: an empty line, a gap or a new paragraph.
    """

    text: str
    place: str = ""
    is_apart: bool = False

    @property
    def is_of_contents(self) -> bool:
        """Whether it is of a table of contents, which names each question once more."""
        return _CONTENTS.search(self.text[-_LONGEST_END:]) is not None
