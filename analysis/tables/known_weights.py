"""Numbers of people where a reader knows for how many each respondent speaks.

That is often public ("on behalf of seven members"). Of a row with hidden numbers of responses, what is hidden
together is then known twice: as responses and as people. Two sums of the same few numbers can be solved.
"""

from dataclasses import replace

import numpy as np

from analysis.tables.crossing import Counted, Shown


def hide_solvable(people: Counted, responses: Counted, shown: Shown) -> Shown:
    """Hide in people the whole rows of which responses hide something of a group that speaks for several.

    In both layers: how many people raised it may tell which respondents these are, and so how many of them
    used shared wording. Where everybody speaks for one, people are what responses are, and hide the same.
    """
    bases, others = (one.bases.pool(one.groups, shown.groups) for one in (people, responses))
    several = bases.every != others.every
    flags = np.append(several, several.any())
    hidden = shown.every if shown.own is None else shown.every | shown.own
    rows = (hidden & flags).any(axis=1, keepdims=True)
    return replace(shown, every=shown.every | rows, own=None if shown.own is None else shown.own | rows)
