"""What words are wanted for, when and in which consultation's work: what permission is asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from consult.models.readings import ExcerptReference
from consult.services.experiences.judging_quotations import Passage
from consult.services.permissions.consenting import Consents, Moment, Source, allows
from consult.vocabulary import ExcerptGap, Purpose


@dataclass(frozen=True)
class Work:
    """What words are wanted for, on which day and in which consultation's work; None for each one's own.

    with_set_aside: also what was set aside as no account, for people to look at. recipient: of a sharing.
    carried: passages that were confirmed for this work; they are allowed as where they were given.
    """

    purpose: Purpose
    on: date
    consultation_id: str | None
    with_set_aside: bool = False
    recipient: str = ""
    carried: Mapping[Passage, str] = field(default_factory=dict)

    def may_use(self, row: Any, consents: Consents, purpose: Purpose) -> bool:
        """Whether the words of this response may be used so."""
        source = Source(row.kind, row.state, row.consultation_id)
        home = row.consultation_id if row.id in self._carried_from else self.consultation_id
        return allows(source, consents, purpose, Moment(self.on, home or row.consultation_id, self.recipient))

    def list_beyond(self, excerpts: Iterable[ExcerptReference]) -> dict[str, ExcerptGap]:
        """Quotations, by id, of a response of which other passages were confirmed, and these not."""
        ours = (one for one in excerpts if one.response_id in self._carried_from)
        places = ((one.id, Passage(one.response_id, one.question_id, one.start, one.end)) for one in ours)
        return {id: ExcerptGap.NOT_PERMITTED for id, place in places if place not in self.carried}

    @cached_property
    def _carried_from(self) -> frozenset[str]:
        return frozenset(one.response_id for one in self.carried)
