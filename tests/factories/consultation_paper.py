"""A consultation document with forty numbered questions, made up for the tests (fictional)."""

import csv
from dataclasses import dataclass
from pathlib import Path

TITLE = "Safe routes and the places that welcome people: a consultation (fictional)"
PROSE = (
    "This document asks for views on how many people may come by safe routes each year, and on what the"
    " places that welcome them need. Question 3 asks for numbers; an estimate is welcome.",
    "Councils have told us that notice is short. In the year to June 2026 most places were filled within two"
    " weeks of an offer, and schools heard of new pupils on the day.",
    "We want to hear from people with experience of the system, too. What they say counts as figures do.",
)
"""Paragraphs that stand between the questions and ask nothing."""


@dataclass(frozen=True)
class Asked:
    """A question as it should be found. limit: in words. reasons: the sentence that asks for them.

    heading: what stands above it where a section begins.
    """

    number: str
    kind: str
    limit: int | None
    heading: str
    text: str
    choices: tuple[str, ...]
    reasons: str

    @property
    def printed(self) -> str:
        """The question with its limit, as the document prints it."""
        return f"{self.text} (maximum {self.limit} words)" if self.limit else self.text

    @property
    def prose(self) -> str:
        """The paragraph under its heading."""
        return PROSE[int(self.number) % len(PROSE)]


def _read() -> tuple[Asked, ...]:
    text = (Path(__file__).parent / "forty_questions.csv").read_text(encoding="utf-8")
    return tuple(
        Asked(
            row["number"],
            row["kind"],
            int(row["limit"]) if row["limit"] else None,
            row["heading"],
            row["text"],
            tuple(row["choices"].split("|")) if row["choices"] else (),
            row["reasons"],
        )
        for row in csv.DictReader(text.splitlines())
    )


QUESTIONS = _read()


def write_pasted() -> str:
    """The document as somebody copies it out of a browser: one line for each paragraph."""
    written = [TITLE, ""]
    for asked in QUESTIONS:
        written += [asked.heading, "", asked.prose, ""] if asked.heading else []
        written += [f"Question {asked.number}: {asked.printed}", *(f"☐ {one}" for one in asked.choices)]
        written += [asked.reasons, ""] if asked.reasons else [""]
    return "\n".join(written)
