"""The steps of each long piece of work in their order, with how long each takes beside the others.

Shares are hundredths of the processor time of one analysis of 3,000 comments, with the small English model.
A step without a share is left out of what the whole may take: that of experiences depends on how many there
are, and what is kept at the end takes seconds.
"""

from collections.abc import Mapping, Sequence

from consult.jobs.course import Step
from consult.vocabulary import JobKind

FIRST = Step("reading what was received")
READING = (
    Step("finding languages", 14.3, is_kept=True),
    Step("sorting into states", 2.8, is_kept=True),
    Step("cutting into segments", 3.5, is_kept=True),
    Step("finding languages within answers", 2.6, is_kept=True),
)
SHARED_WORDING = Step("finding shared wording", 8.2)
SUGGESTING = (
    Step("reading meanings", is_kept=True, is_open=True),
    Step("estimating meanings"),
    Step("looking for key phrases", 4.0),
    Step("reading the codebook", 0.8, is_kept=True),
    Step("finding reasons", 7.9),
)
THEMES = (
    Step("choosing the number of themes", 18.6),
    Step("assigning themes", 1.5),
    Step("finding phrases", 20.2, is_kept=True),
)
ANALYSING = (*READING, SHARED_WORDING, *SUGGESTING, *THEMES)
LOOKING = Step("looking for personal data")
OF_TABLES = (*ANALYSING, LOOKING, Step("writing the results", 4.3))
KEEPING = (LOOKING, Step("keeping what was found"))
STEPS: Mapping[JobKind, Sequence[Step]] = {
    JobKind.ANALYSE: (FIRST, *ANALYSING, *KEEPING),
    JobKind.SUGGEST: (FIRST, *READING, *SUGGESTING, Step("keeping the suggestions")),
    JobKind.DRAFT: (
        FIRST,
        Step("choosing quotations and writing the sections"),
        Step("keeping the draft"),
    ),
}
