"""Plain sentences from counts: published words for shares, digits when few, small numbers protected.

Each sentence is made from its evidence alone, so that computing the evidence again gives the sentence again.
"""

from collections.abc import Callable

from analysis.drafting.characteristic_words import SILENT, SPOKEN, TOLD, say_silent, say_spoken, say_told
from analysis.drafting.compared_said import DIFFERS, say_difference
from analysis.drafting.figures import Rules, start_sentence, write_counted, write_number
from analysis.drafting.numbers_said import NUMBERS, say_numbers
from analysis.drafting.passages import KEPT_OUT, LEFTOVER, say_kept_out, say_leftover
from analysis.drafting.shared_said import SHARED, say_shared
from analysis.drafting.shares import say_groups, say_share, say_vouched, say_without_campaigns
from analysis.drafting.statements import Counted
from analysis.drafting.told_elsewhere import say_elsewhere
from analysis.drafting.unquoted import say_unquoted


def word_sentence(evidence: Counted, rules: Rules) -> str:
    """Say the evidence in plain English; the same evidence and rules give the same sentence."""
    return SENTENCES[evidence.sentence](evidence, rules)


def _received(evidence: Counted, rules: Rules) -> str:
    total, *sectors = evidence.figures
    said = say_groups(tuple(sectors), dict(evidence.names), rules)
    returns = write_counted(total, "return", "returns", rules)
    were = "was" if returns.startswith("1 ") else "were"
    return start_sentence(f"{returns} {were} received{f': {said}' if said else ''}.")


def _experiences(evidence: Counted, rules: Rules) -> str:
    told = write_counted(evidence.figures[0], "experience", "experiences", rules)
    counted = "is" if told.startswith("1 ") else "are"
    said = f"{told}, told by people themselves or told for them, {counted} counted here."
    return start_sentence(said) + _say_parts(evidence, rules)


def _say_parts(evidence: Counted, rules: Rules) -> str:
    """Say which way experiences came, and which were told elsewhere."""
    return say_vouched(evidence.figures, rules) + say_elsewhere(evidence.figures, rules)


def _events(evidence: Counted, rules: Rules) -> str:
    events, people, *vouched = evidence.figures
    told = write_counted(events, "experience was", "experiences were", rules)
    if not people.count:
        said = f"{told} told at listening events, by several people together."
    else:
        many = write_number(people.count)
        said = f"{told} told at listening events, in which at least {many} people took part."
    return start_sentence(said) + say_vouched((events, *vouched), rules)


def _locked(evidence: Counted, rules: Rules) -> str:
    locked = write_counted(evidence.figures[0], "experience", "experiences", rules)
    said = (
        f"{locked} could not be read when this was made, because they were locked. They are in no other "
        "count."
    )
    return start_sentence(said) + say_vouched(evidence.figures, rules)


def _answered(evidence: Counted, rules: Rules) -> str:
    total, *sectors = evidence.figures
    if not total.count:
        return "No return answered this question."
    said = say_groups(tuple(sectors), dict(evidence.names), rules)
    share = say_share(total, "returns", rules)
    return start_sentence(f"{share} answered this question{f': {said}' if said else ''}.")


def _theme(evidence: Counted, rules: Rules) -> str:
    share = say_share(evidence.figures[0], "returns that answered this question", rules)
    return start_sentence(f"{share} raised this.") + say_without_campaigns(evidence.figures, rules)


def _key_theme(evidence: Counted, rules: Rules) -> str:
    share = say_share(evidence.figures[0], "returns that answered", rules)
    told = f"On {evidence.name('question')}, {share} raised “{evidence.name('label')}”."
    return told + say_without_campaigns(evidence.figures, rules)


def _choice(evidence: Counted, rules: Rules) -> str:
    share = say_share(evidence.figures[0], "returns that answered", rules)
    told = start_sentence(f"{share} chose “{evidence.name('label')}”.")
    return told + say_without_campaigns(evidence.figures, rules)


def _experience_theme(evidence: Counted, rules: Rules) -> str:
    said = start_sentence(f"{say_share(evidence.figures[0], 'experiences', rules)} spoke of this.")
    return said + _say_parts(evidence, rules)


def _key_experience(evidence: Counted, rules: Rules) -> str:
    share = say_share(evidence.figures[0], "experiences", rules)
    said = f"From lived experience, {share} spoke of “{evidence.name('label')}”."
    return said + _say_parts(evidence, rules)


def _ask(evidence: Counted, rules: Rules) -> str:
    share = say_share(evidence.figures[0], "returns", rules)
    told = start_sentence(f"{share} asked for this: {evidence.name('label')}.")
    return told + say_without_campaigns(evidence.figures, rules)


def _contributors(evidence: Counted, _rules: Rules) -> str:
    named = evidence.figures[0]
    bodies = "organisation is" if named.count == 1 else "organisations are"
    return f"{write_number(named.count)} {bodies} named in the annex of contributors, having agreed to it."


def _not_named(evidence: Counted, rules: Rules) -> str:
    returns = write_counted(evidence.figures[0], "return", "returns", rules)
    return start_sentence(f"{returns} came from people or organisations that are not named here.")


def _dissents(evidence: Counted, rules: Rules) -> str:
    returns = write_counted(evidence.figures[0], "return", "returns", rules)
    verb = "dissents" if returns.startswith("1 ") else "dissent"
    return start_sentence(f"{returns} from organisations that are not named here {verb}.")


SENTENCES: dict[str, Callable[[Counted, Rules], str]] = {
    "received": _received,
    "experiences": _experiences,
    "events": _events,
    "locked": _locked,
    "answered": _answered,
    "theme": _theme,
    "key_theme": _key_theme,
    "choice": _choice,
    "experience_theme": _experience_theme,
    "key_experience": _key_experience,
    "ask": _ask,
    "contributors": _contributors,
    "not_named": _not_named,
    "dissents": _dissents,
    "unquoted": say_unquoted,
    DIFFERS: say_difference,
    NUMBERS: say_numbers,
    SPOKEN: say_spoken,
    TOLD: say_told,
    SILENT: say_silent,
    LEFTOVER: say_leftover,
    KEPT_OUT: say_kept_out,
    SHARED: say_shared,
}
