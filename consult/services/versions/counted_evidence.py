"""What a counted sentence rests on, in numbers that the sentence itself gives and that are not small today.

Figures by group stay out: the sentence puts small groups together, and its evidence has them apart.
"""

from dataclasses import replace

from analysis.checking.hidden_then import list_hidden_then
from analysis.checking.known_figures import is_protected, read_numbers
from analysis.checking.lower_bounds import has_lower_bound
from analysis.drafting.figures import Rules, is_small
from analysis.drafting.statements import Counted, Figure
from consult.services.evidence.naming_figures import MEASURES, name_figure
from consult.services.versions.evidence_items import FEW, EvidenceItem


def describe_counted(item: EvidenceItem, evidence: Counted, rules: Rules) -> EvidenceItem:
    """The item with what is counted, out of how many. item: with the sentence as it is printed."""
    item = replace(item, by_program=True)
    if not evidence.figures:
        return item
    first, printed = evidence.figures[0], read_numbers(item.printed)
    is_bound_low = has_lower_bound(item.printed, rules.small_number)
    if is_bound_low or list_hidden_then(evidence.figures, (), rules) & printed:
        return replace(item, printed="", is_small=True, note=FEW)
    is_hidden = is_protected(first, rules)
    return replace(
        item,
        counted=_name(first, evidence),
        count=first.count if not is_hidden and first.count in printed | {0} else None,
        base=first.base if first.base in printed and _may_give_base(first, rules) else None,
        is_small=is_hidden,
        note=item.note or (FEW if is_hidden else ""),
    )


def _name(figure: Figure, evidence: Counted) -> str:
    """What is counted, in words, by the names that the sentence gives; no group that it does not name."""
    label, group = evidence.name("label"), evidence.name("group")
    said = name_figure(replace(figure, group=""))
    if label:
        said = f"{MEASURES.get(figure.measure, figure.measure)} “{label}”"
    question = f", question {figure.question_id}" if figure.question_id else ""
    return f"{said}{f' from {group}' if group else ''}{question}"


def _may_give_base(figure: Figure, rules: Rules) -> bool:
    return figure.public or not is_small(figure.base, rules)
