"""Statements: sentences with their kind of evidence, so that each can be computed again and compared.

Only counted, quoted and tabled statements are checked by machine. A sourced one needs its source;
the rest never block a document.
"""

from dataclasses import asdict, dataclass

from analysis.drafting.blocks import Excerpt

COUNTED, QUOTED, SOURCED = "counted", "quoted", "sourced"
PARTNER_FACT, POSITION, NARRATIVE = "partner_fact", "position", "narrative"
TABLED = "tabled"


@dataclass(frozen=True)
class Figure:
    """One number out of its base, and exactly what was counted, so that it can be counted again.

    measure: returns, not_named, shared and wholly_shared (of shared wording), experiences, answered, theme,
    choice, tag, locked, contributors, dissents, events, people, differs (of a group that differs, or of all
    others), number (how many numbers there are) or size (how large one, or their sum, is).
    public: everyone counted agreed to be named, so the number needs no protection.
    withheld: a table hides this number to protect another, so no sentence may give it either.
    """

    measure: str
    count: int
    base: int
    question_id: str = ""
    theme_id: str = ""
    choice: str = ""
    group: str = ""
    without_campaigns: bool = False
    public: bool = False
    withheld: bool = False

    @property
    def what(self) -> "FigureKey":
        """What was counted, without the numbers: the key to count it again."""
        return FigureKey(
            self.measure, self.question_id, self.theme_id, self.choice, self.group, self.without_campaigns
        )


@dataclass(frozen=True, order=True)
class FigureKey:
    measure: str
    question_id: str = ""
    theme_id: str = ""
    choice: str = ""
    group: str = ""
    without_campaigns: bool = False


@dataclass(frozen=True)
class Counted:
    """Figures, the name of the sentence that says them (`wording.SENTENCES`), and names that fill it.

    With numbers that returns gave, names also keep what is left of their sums, which is never said.
    """

    sentence: str
    figures: tuple[Figure, ...]
    names: tuple[tuple[str, str], ...] = ()

    def name(self, key: str) -> str:
        """Look up a name that fills the sentence; empty where there is none."""
        return dict(self.names).get(key, "")


@dataclass(frozen=True)
class Quoted:
    """Somebody's words. view: how they stand to what most said (views.LEADS)."""

    excerpt: Excerpt
    view: str = ""


@dataclass(frozen=True)
class Sourced:
    """Where a fact was published. place: a page number or an address; file: a copy kept with the record."""

    publisher: str
    title: str
    published: str
    place: str = ""
    file: str = ""


COUNCIL = "council:"
"""Before the key of a council, in the place of a cell."""


@dataclass(frozen=True)
class Tabled:
    """A cell of a published table. place: council:KEY, area:KEY or region; version: that the number is from.

    with_districts: it is a county's and has those of its districts in it. pinned: it stays with its version.
    missing: of a sum, how many councils' numbers are not in it, because none was published.
    """

    table: str
    version: int
    place: str
    period: str
    measure: str
    number: int
    title: str
    place_name: str
    source: str
    published: str
    with_districts: bool = False
    pinned: bool = False
    missing: int = 0

    @property
    def is_sum(self) -> bool:
        """Whether it was added up here: publishers are cited for what they published only."""
        return not self.place.startswith(COUNCIL)


@dataclass(frozen=True)
class PartnerFact:
    """What an organisation gave in a return. said_in: the slug of that return's consultation, if another."""

    organisation: str
    response_id: str
    said_in: str = ""


@dataclass(frozen=True)
class Position:
    """A position, a dissent or an ask: whose it is and on what authority."""

    holder: str
    authority: str = ""


@dataclass(frozen=True)
class Narrative:
    """Plain text that claims nothing to check."""


Evidence = Counted | Quoted | Sourced | Tabled | PartnerFact | Position | Narrative

KINDS: dict[type[Evidence], str] = {
    Counted: COUNTED,
    Quoted: QUOTED,
    Sourced: SOURCED,
    Tabled: TABLED,
    PartnerFact: PARTNER_FACT,
    Position: POSITION,
    Narrative: NARRATIVE,
}


@dataclass(frozen=True)
class Statement:
    """A sentence and its evidence. A quotation has no text of its own: its words are filled at use."""

    id: str
    text: str
    evidence: Evidence

    @property
    def kind(self) -> str:
        """The kind of evidence, in the words of the record."""
        return KINDS[type(self.evidence)]


def evidence_to_dict(evidence: Evidence) -> dict[str, object]:
    """Write evidence as a JSON object; its kind is kept beside it."""
    if isinstance(evidence, Counted):  # what nearly every sentence has, and flat
        figures = [dict(vars(figure)) for figure in evidence.figures]
        return {"sentence": evidence.sentence, "figures": figures, "names": dict(evidence.names)}
    return asdict(evidence)
