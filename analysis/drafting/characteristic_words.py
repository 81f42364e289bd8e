"""The protected characteristics of the law, and the sentences on what was said about people with each."""

from analysis.drafting.figures import Rules, start_sentence
from analysis.drafting.shares import say_groups, say_share, say_vouched, say_without_campaigns
from analysis.drafting.statements import Counted
from analysis.drafting.told_elsewhere import say_elsewhere

NINE = {
    "age": "age",
    "disability": "disability",
    "gender_reassignment": "gender reassignment",
    "marriage": "marriage and civil partnership",
    "pregnancy": "pregnancy and maternity",
    "race": "race",
    "religion": "religion or belief",
    "sex": "sex",
    "orientation": "sexual orientation",
}
"""Those of the Equality Act 2010, section 4, in its order; each as it reads after "about"."""

SPOKEN, TOLD, SILENT = "characteristic", "characteristic_told", "characteristic_silent"
UNCHECKED = "unchecked"


def say_spoken(evidence: Counted, rules: Rules) -> str:
    """Say how many returns spoke about it, without shared wording too, and from which sectors."""
    total, own, *sectors = evidence.figures
    share = say_share(total, "returns", rules)
    said = say_groups(tuple(sectors), dict(evidence.names), rules)
    told = start_sentence(f"{share} spoke about {evidence.name('label')}{f': {said}' if said else ''}.")
    return told + say_without_campaigns((total, own), rules)


def say_silent(evidence: Counted, _rules: Rules) -> str:
    """Say that nothing was heard, or that nobody has looked yet at what the program suggests."""
    label = evidence.name("label")
    if any(figure.count for figure in evidence.figures):  # counted again later, by the check of a draft
        return f"About {label} something was heard."
    if evidence.name(UNCHECKED):
        return f"About {label} nothing is confirmed: the program suggests passages that nobody has checked."
    return f"About {label} nothing was heard."


def say_told(evidence: Counted, rules: Rules) -> str:
    """Say how many experiences spoke about it, and which way they came."""
    share = say_share(evidence.figures[0], "experiences", rules)
    told = start_sentence(f"{share} spoke about {evidence.name('label')}.")
    return told + say_vouched(evidence.figures, rules) + say_elsewhere(evidence.figures, rules)
