"""The same stand-in for the same person or place throughout an account, for a person to confirm or change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from analysis.pseudonyms import ANYTHING, PERSON, Mention, name_mentions
from consult.models.desk_kinds import RedactionState
from consult.services.identifiers.redacting import Redaction


@dataclass(frozen=True)
class ToCheck:
    """One text with what may be personal data in it."""

    question_id: str
    language: str
    text: str = field(repr=False)
    redactions: tuple[Redaction, ...] = field(repr=False)


def name_stand_ins(texts: Sequence[ToCheck]) -> tuple[ToCheck, ...]:
    """Propose a stand-in for each undecided suggestion: "Person 1" for every mention of the same one."""
    return _rename(texts, _propose)


def name_added(texts: Sequence[ToCheck]) -> tuple[ToCheck, ...]:
    """Give words that somebody added, and that are a name found elsewhere in the account, its stand-in."""
    return _rename(texts, _join)


def _propose(one: Redaction, stand_in: str) -> Redaction:
    return replace(one, stand_in=stand_in) if one.state is RedactionState.SUGGESTED else one


def _join(one: Redaction, stand_in: str) -> Redaction:
    is_new = one.state is RedactionState.ADDED and one.kind == ANYTHING and not one.stand_in
    return replace(one, kind=PERSON, stand_in=stand_in) if is_new and stand_in else one


def _rename(texts: Sequence[ToCheck], give: Callable[[Redaction, str], Redaction]) -> tuple[ToCheck, ...]:
    """Number the mentions of all texts together, and give each redaction its stand-in."""
    mentions = [
        Mention(one.kind, text.text[one.start : one.end], text.language, one.stand_in)
        for text in texts
        for one in text.redactions
    ]
    stand_ins = iter(name_mentions(mentions))
    return tuple(
        replace(text, redactions=tuple(give(one, next(stand_ins)) for one in text.redactions))
        for text in texts
    )
