"""What a draft is made from: loaded and already permitted values. Every number comes in here; none is typed.

Labels read inside a sentence: a sector's after "from" ("councils"), a question's as it is asked.
"""

from dataclasses import dataclass, field
from datetime import date

from analysis.drafting.blocks import Excerpt
from analysis.drafting.figures import GroupCount, Rules, start_sentence
from analysis.drafting.partner_positions import Positions
from analysis.drafting.statements import Counted, Sourced, Tabled
from analysis.tables.quantifiers import MIN_BASE, SCALE


@dataclass(frozen=True)
class Consultation:
    """What the response is to, and whose it is. as_of: the day that the record is given of."""

    title: str
    publisher: str
    partnership: str
    as_of: date
    closes_on: date | None = None


@dataclass(frozen=True)
class ChosenQuotation:
    """A quotation that consent allows, as a reference. attribution: as the person agreed to be described.

    view: how it stands to what most said, one of views.LEADS.
    """

    excerpt: Excerpt
    attribution: str
    language: str
    translated_by: str | None = None
    view: str = ""


@dataclass(frozen=True)
class SectorVoices:
    """How many of a sector raised a theme. public: all of the sector agreed to be named.

    withheld: a protected table hides this number, or gives it only with those of other sectors.
    """

    key: str
    label: str
    count: int
    public: bool = False
    withheld: bool = False


@dataclass(frozen=True)
class ThemeCount:
    """How many raised a theme; `own` and `own_base` leave out shared wording. stability: 0 to 1.

    vouched: how many of them came through community groups; None where that is not asked of these.
    elsewhere: how many of them were told elsewhere; None where none of these were.
    withheld, own_withheld: a protected table of the same counts hides this one (columns.PROTECTED.hidden).
    spoke: the sectors that raised it. unquoted: those without a quotation, each with why (unquoted.WHY).
    """

    theme_id: str
    label: str
    count: int
    base: int
    own: int
    own_base: int
    stability: float
    key_phrases: tuple[str, ...] = ()
    quotations: tuple[ChosenQuotation, ...] = ()
    withheld: bool = False
    own_withheld: bool = False
    vouched: int | None = None
    elsewhere: int | None = None
    spoke: tuple[SectorVoices, ...] = ()
    unquoted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ProtectedTable:
    """A table whose small numbers are protected already; key is unique in its section.

    counts: what each row counts, as `table_counts` writes it.
    """

    key: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    base: str = ""
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeadingChoice:
    """The most chosen answer of a closed question, only where its table shows that cell.

    name: what it is called in the form, however it is worded: versions of a response are compared by it.
    own, own_base: without shared wording; own is None where the table does not show it, own_base where there
    is none.
    """

    name: str
    label: str
    count: int
    base: int
    own: int | None = None
    own_base: int | None = None


@dataclass(frozen=True)
class ClosedQuestion:
    question_id: str
    text: str
    table: ProtectedTable
    leading: LeadingChoice | None = None
    numbers: Counted | None = None


@dataclass(frozen=True)
class Dissent:
    """A named body that dissents; it has agreed to be named. key: stands for it in ids, which name nobody."""

    organisation: str
    authority: str = ""
    quotation: ChosenQuotation | None = None
    key: str = ""


@dataclass(frozen=True)
class GovernmentQuestion:
    """One of the government's own questions and what the returns say to it; base is all returns received.

    key_points: one sentence for each of the themes most raised, chosen before any other quotation.
    no_points: why there is none (key_points), where there are themes; empty where nobody looked.
    contrasts: differences between sectors or areas that stood up to correction, each a sentence's evidence;
    tested: how many were tested.
    """

    question_id: str
    number: str
    text: str
    base: int
    answered: int
    answered_by: tuple[GroupCount, ...]
    themes: tuple[ThemeCount, ...] = ()
    closed: tuple[ClosedQuestion, ...] = ()
    quotations: tuple[ChosenQuotation, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    differences: tuple[ProtectedTable, ...] = ()
    key_points: tuple[ChosenQuotation, ...] = ()
    no_points: str = ""
    contrasts: tuple[Counted, ...] = ()
    tested: int = 0


@dataclass(frozen=True)
class Contributor:
    """An organisation that agreed to be named. sector: as a heading, such as "Councils"."""

    name: str
    sector: str


@dataclass(frozen=True)
class RegionalFact:
    """text: in words of its own; empty for a cell of a table, whose sentence is made from it."""

    text: str
    key: str
    source: Sourced | Tabled


@dataclass(frozen=True)
class Experiences:
    """Lived-experience accounts: received, counted in the themes, and left out because they were locked.

    vouched, locked_vouched, events_vouched: how many of these came through community groups. events: how
    many were told at listening events, in which at least `people` took part. elsewhere: how many of those
    counted were told elsewhere, of `elsewhere_received` within `received`; None where there are none.
    """

    received: int = 0
    counted: int = 0
    locked: int = 0
    vouched: int | None = None
    elsewhere: int | None = None
    elsewhere_received: int = 0
    locked_vouched: int | None = None
    events: int = 0
    events_vouched: int | None = None
    people: int = 0
    themes: tuple[ThemeCount, ...] = ()
    quotations: tuple[ChosenQuotation, ...] = ()
    differences: tuple[ProtectedTable, ...] = ()


@dataclass(frozen=True)
class Ask:
    """Something the returns ask of government, counted; label completes "asked for this: …"."""

    key: str
    label: str
    count: int
    base: int
    own: int
    own_base: int


@dataclass(frozen=True)
class Heard:
    """What was said about people with a protected characteristic. key: of characteristics.NINE.

    tags: names of those that stand for it. count: returns with a passage in which a person accepted one, of
    `base` received; by: their sectors. told: experiences likewise. unchecked: the program suggests passages
    that nobody has decided about.
    """

    key: str
    tags: tuple[str, ...] = ()
    count: int = 0
    base: int = 0
    own: int = 0
    own_base: int = 0
    by: tuple[GroupCount, ...] = ()
    told: ThemeCount | None = None
    quotations: tuple[ChosenQuotation, ...] = ()
    unchecked: bool = False

    @property
    def is_heard(self) -> bool:
        """Whether anybody said something, in a return or an experience."""
        return bool(self.count or (self.told and self.told.count))


@dataclass(frozen=True)
class StateCount:
    """How many ended in one state. label: "Analysed", "No answer given"…

    vouched: of experiences, how many came through community groups.
    """

    key: str
    label: str
    count: int
    vouched: int | None = None


@dataclass(frozen=True)
class Method:
    """How the figures were made. elsewhere_states: of experiences told elsewhere, apart.

    scale: each published word and its meaning; models_missing: in words. passages: what became of them.
    """

    return_states: tuple[StateCount, ...]
    experience_states: tuple[StateCount, ...] = ()
    analysed_on: date | None = None
    campaign_policy: str = ""
    campaign_returns: int = 0
    wholly_shared: int = 0
    models_missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    scale: tuple[tuple[str, str], ...] = tuple((start_sentence(step.word), step.shown) for step in SCALE)
    words_below: int = MIN_BASE
    elsewhere_states: tuple[StateCount, ...] = ()
    passages: tuple[Counted, ...] = ()


@dataclass(frozen=True)
class Material:
    """Everything one response is drafted from. named: returns whose organisation agreed to be named.

    dissents: from the response as a whole, by bodies that agreed to be named; unnamed_dissents: by others.
    """

    consultation: Consultation
    rules: Rules
    method: Method
    received: int
    received_by: tuple[GroupCount, ...]
    named: int = 0
    contributors: tuple[Contributor, ...] = ()
    questions: tuple[GovernmentQuestion, ...] = ()
    experiences: Experiences = field(default_factory=Experiences)
    facts: tuple[RegionalFact, ...] = ()
    asks: tuple[Ask, ...] = ()
    positions: Positions | None = None
    characteristics: tuple[Heard, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    unnamed_dissents: int = 0
