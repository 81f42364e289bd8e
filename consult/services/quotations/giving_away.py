"""Whether a passage names the organisation that it must not be attributed to."""

import re

from consult.models.readings import Respondent

# Words of organisations' names that say nothing of which one it is.
_GENERAL = """
    association authority board body borough centre charity city college community council county department
    district drop enforcement families family fire forum foundation group groups health homes hospital
    hospitals house housing immigration initiative integrated legal light mental network office partnership
    police project public region regional rescue school service services settlement social society support
    team trust town union university voluntary volunteers welcome with women workshop young
"""
GENERAL_NAMES = frozenset(_GENERAL.split())
_WORD = re.compile(r"\w{4,}")


def gives_away(text: str, respondent: Respondent) -> bool:
    """Tell whether a passage names the organisation that it must not be attributed to."""
    if respondent.may_attribute or not respondent.organisation:
        return False
    telling = {word for word in _list_words(respondent.organisation) if word not in GENERAL_NAMES}
    return bool(telling & set(_list_words(text)))


def _list_words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
