"""The collated response, drafted: one section after another in the order such documents are read."""

from collections.abc import Sequence

from analysis.drafting import annexes, answers, characteristics, opening, positions_said, regional
from analysis.drafting.material import Material, StateCount
from analysis.drafting.sections import Section
from analysis.errors import CountsDoNotAddUp


def draft_collated(material: Material) -> tuple[Section, ...]:
    """Draft the regional response: each number computed, each quotation a reference, the same ids every time.

    Raises: CountsDoNotAddUp (A042) where the states are not what was received.
    """
    _refuse_lost(material.method.return_states, material.received, "returns")
    told, method = material.experiences, material.method
    _refuse_lost(method.experience_states, told.received - told.elsewhere_received, "experiences")
    _refuse_lost(method.elsewhere_states, told.elsewhere_received, "experiences told elsewhere")
    return (
        opening.draft_status(material),
        opening.draft_contributors(material),
        opening.draft_key_messages(material),
        answers.draft_overview(material),
        *(answers.draft_answer(question, material) for question in material.questions),
        regional.draft_regional_evidence(material),
        regional.draft_differences(material),
        characteristics.draft_characteristics(material),
        regional.draft_asks(material),
        *positions_said.draft_positions(material.positions, material.rules),
        annexes.draft_contributors(material),
        annexes.draft_method(material),
    )


def _refuse_lost(states: Sequence[StateCount], received: int, kind: str) -> None:
    found = sum(state.count for state in states)
    if found != received:
        raise CountsDoNotAddUp(kind=kind, found=found, received=received)
