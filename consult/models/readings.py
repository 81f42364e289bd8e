"""What a reading of people's words gives: values, not rows, so that nothing else can be reached from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from consult.models.provenance import Provenance
from consult.models.telling_kinds import AttributionLevel
from consult.vocabulary import Bucket, ExcerptGap, ResponseKind, Sector


@dataclass(frozen=True)
class Respondent:
    """A response as far as its words need it: who, where, and what may be done with them now.

    awaits_check: it could be quoted once a person has checked it for personal data.
    level: how closely an account's teller may be described. provenance: how it was told, once opened.
    """

    response_id: str
    kind: ResponseKind
    language: str
    sector: Sector | None
    sub_region: str
    organisation: str
    received_on: date | None
    may_quote: bool
    may_attribute: bool
    awaits_check: bool = False
    level: AttributionLevel | None = None
    provenance: Provenance | None = field(default=None, repr=False)

    @property
    def is_account(self) -> bool:
        """Whether these are the words of an experience."""
        return self.kind is ResponseKind.ACCOUNT


@dataclass(frozen=True)
class AnswerText:
    """One answer in clear. `value` is as the question's handler gave it; `text` is it in words."""

    respondent: Respondent
    answer_id: str
    question_id: str
    revision_id: str | None
    language: str
    value: Any = field(repr=False)
    text: str = field(repr=False)

    @property
    def response_id(self) -> str:
        """The response that this answer is part of."""
        return self.respondent.response_id


@dataclass(frozen=True)
class Reading:
    """The answers that may be used, and every response that was left out, with the one reason why.

    `respondents` are all responses that were read, also those that said nothing: with `left_out` they add
    up to the responses asked for.
    """

    rows: tuple[AnswerText, ...]
    respondents: tuple[Respondent, ...]
    left_out: Mapping[str, Bucket]


class ExcerptReference(Protocol):
    """A quoted part of an answer, as models.draft.Excerpt keeps it or a draft in memory does."""

    @property
    def id(self) -> str:
        """What the reading calls it."""

    @property
    def response_id(self) -> str:
        """The response quoted."""

    @property
    def question_id(self) -> str:
        """The question it answers."""

    @property
    def revision_id(self) -> str | None:
        """The text that the offsets count into; None for the answer as it stands."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


@dataclass(frozen=True)
class QuotedPart:
    """A quoted part of an answer, in memory only."""

    id: str
    response_id: str
    question_id: str
    revision_id: str | None
    start: int
    end: int


@dataclass(frozen=True)
class QuotedTranslation:
    """What stands under a quotation in another language. made_by: who or what made it, as it is printed.

    made_by_kinds: the same without anybody's name, for a page that everybody can open.
    """

    words: str = field(repr=False)
    language: str
    made_by: str
    made_by_kinds: str = ""


@dataclass(frozen=True)
class FilledExcerpt:
    """A quotation with its words, and whose they are.

    They are verbatim but for `stand_ins`: parts of `words` that stand, in brackets, for what was taken out.
    """

    respondent: Respondent
    question_id: str
    language: str
    words: str = field(repr=False)
    stand_ins: tuple[tuple[int, int], ...] = ()
    translation: QuotedTranslation | None = None


@dataclass(frozen=True)
class ExcerptReading:
    """By excerpt id: the quotations that may be shown now, and why each other may not. They add up."""

    filled: Mapping[str, FilledExcerpt]
    left_out: Mapping[str, ExcerptGap]
