"""How a quoted view stands to what most said, and the words that lead in to it.

A view is told only by what people chose in a closed question. Without these words a reader would take every
quotation under a theme for support of it.
"""

OTHERWISE = "otherwise"
ONE_SIDE = "one_side"
ANOTHER_SIDE = "another_side"

LEADS = {
    "": "",
    OTHERWISE: "One that sees it otherwise:",
    ONE_SIDE: "One side, where views are divided:",
    ANOTHER_SIDE: "Another side, where views are divided:",
}
"""By view: the words before the quotation. Where nothing marks a view, there are none."""
