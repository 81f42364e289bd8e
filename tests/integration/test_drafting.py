"""Drafting: what a draft says of a record, what it may quote, and that permission is asked each time."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Heading, Quotation, StatementReference, Table
from analysis.drafting.sections import Section as Drafted
from analysis.drafting.statements import Counted, Figure
from consult.errors import Conflict
from consult.exports.assembling import assemble
from consult.exports.document import QuotedWords
from consult.exports.word import make_word
from consult.models.campaigns import OwnSegment
from consult.models.coding import Segment
from consult.models.consent import Use
from consult.models.draft import Draft, Excerpt, Statement
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.auditing import SYSTEM as ACTOR
from consult.services.drafts.documenting import Showing, ShownDraft, export_draft, show_draft
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.gathering import gather_record
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import ExcerptGap, Purpose, Role, Sector, Standing, StatementKind, UseKind
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY, add
from tests.integration.drafting_record import (
    HOMES,
    NAMED,
    SILENT,
    UNNAMED,
    Received,
    make_received,
    start_record,
)

OBSERVER = Viewer(None, frozenset({Role.BOARD_MEMBER}), Standing.OBSERVER)
TOLD = "The school said that there was no place for my daughter until after the summer."


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    return make_received(sqlite_session)


def gather(received: Received, **values: Any) -> Any:
    given = {"as_of": None, "keys": None, "now": NOW, **values}
    return gather_record(received.session, received.consultation, **given)


def write(received: Received, **values: Any) -> dict[str, Drafted]:
    return {section.key: section for section in write_sections(gather(received, **values)).sections}


def build(received: Received, **values: Any) -> Draft:
    record = gather(received, **values)
    keep_draft(received.session, record, write_sections(record), actor=ACTOR, now=NOW)
    return get_latest_draft(received.session, received.consultation.id)


def show(received: Received, draft: Draft, viewer: Viewer = SYSTEM, keys: Any = None) -> ShownDraft:
    return show_draft(received.session, draft, Showing(viewer, UseKind.PAGE, NOW, keys))


def list_statements(section: Drafted) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, StatementReference)]


def list_quoted(shown: ShownDraft) -> dict[str, str]:
    return {
        block.words: block.attribution
        for section in shown.sections
        for block in section.blocks
        if isinstance(block.block, Quotation) and block.gap is None
    }


def test_draft__before_any_analysis__is_refused(sqlite_session: Session) -> None:
    with pytest.raises(Conflict) as refused:
        gather_record(sqlite_session, make_consultation(sqlite_session), as_of=None, keys=None, now=NOW)
    assert refused.value.code == "C502"


def test_question__answered__is_counted_by_sector_and_theme(received: Received) -> None:
    section = write(received)["question:1"]
    said = list_statements(section)
    assert said[0].startswith("All 14 returns answered this question")
    assert "All 14 returns that answered this question raised this." in said[2]


def find_theme_figures(received: Received) -> tuple[Figure, ...]:
    """The figures of the first sentence on a theme, of the first question."""
    of_section = [one.evidence for one in write(received)["question:1"].statements]
    return next(one.figures for one in of_section if isinstance(one, Counted) and one.sentence == "theme")


def test_theme__with_shared_wording__is_counted_without_it_too(received: Received) -> None:
    for n in range(4):
        received.add_return(f"The letter says what we think, {n}.", campaign="C01")
    counted = find_theme_figures(received)
    assert [(one.count, one.base, one.without_campaigns) for one in counted] == [
        (18, 18, False),
        (11, 11, True),
    ]


def test_key_points__of_a_question__come_first_in_own_words_and_quote_nobody_twice(
    received: Received,
) -> None:
    for n in range(4):
        received.add_return(f"The letter says what we think, {n}.", campaign="C01")
    blocks = write(received)["question:1"].blocks
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert titles[1] == "Key points" and titles.index("Main themes") > 1
    places = [n for n, block in enumerate(blocks) if isinstance(block, Heading)]
    points = [block for block in blocks[places[1] : places[2]] if isinstance(block, Quotation)]
    quoted = [block.excerpt.response_id for block in blocks if isinstance(block, Quotation)]
    sent = {one.id for one in received.returns if one.organisation_name.startswith("Sender")}
    assert len(points) == 1 and points[0].excerpt.response_id not in sent
    assert len(quoted) == len(set(quoted)) > 1


def test_campaign__to_which_some_added_words__counts_and_quotes_these_for_themselves(
    sqlite_session: Session,
) -> None:
    received = start_record(sqlite_session)
    added = [f"Our own drop-in sees families wait for {n} months and longer for a home." for n in range(7)]
    for words in [*added, *["We ask for safe homes now because every family deserves a door."] * 5]:
        received.add_return(words, campaign="C01")
    for segment in sqlite_session.scalars(select(Segment).where(Segment.end == len(added[0]))):
        add(sqlite_session, OwnSegment(run_id=received.run.id, segment_id=segment.id))
    counted = find_theme_figures(received)
    assert [(one.count, one.base) for one in counted] == [(12, 12), (7, 7)]
    quoted = set(list_quoted(show(received, build(received))))
    assert len(quoted & set(added)) == 2, "one as a key point, one under the theme"
    assert len(quoted - set(added)) == 1


def test_closed_question__with_small_numbers__hides_them_and_what_tells_them(received: Received) -> None:
    for n in range(3):
        received.add_return(HOMES.format(place="a hill", n=n), agree="no")
    tables = [block for block in write(received)["question:1"].blocks if isinstance(block, Table)]
    assert tables[0].rows == (("Yes, we do", "not shown", "not shown"), ("No", "not shown", "not shown"))


def test_closed_question__answered_with_a_letter_too__is_counted_without_those_who_added_nothing(
    sqlite_session: Session,
) -> None:
    received = start_record(sqlite_session)
    for n in range(7):
        received.add_return(
            f"We ask for safe homes now, and a door to close. {n}", campaign="C01", agree="yes"
        )
    added = sqlite_session.scalars(select(Segment)).first()
    assert added is not None
    add(sqlite_session, OwnSegment(run_id=received.run.id, segment_id=added.id))
    for n in range(12):
        received.add_return(HOMES.format(place="a hill", n=n), agree="no" if n % 2 else "yes")
    section = write(received)["question:1"]
    (closed, *_) = [block for block in section.blocks if isinstance(block, Table)]
    assert closed.columns == ("Answer", "Returns", "Leaving out shared wording")
    assert closed.rows == (("Yes, we do", "13", "7"), ("No", "6", "6"))
    assert closed.base == "19 returns that answered; 13 leaving out shared wording"
    chose = "13 of the 19 returns that answered chose “Yes, we do”. Leaving out shared wording, 7 of 13 did."
    assert chose in list_statements(section)


def test_theme__renamed_by_a_person__goes_by_that_name(received: Received) -> None:
    received.themes["T01"].label = "homes people can\nafford"
    blocks = write(received)["question:1"].blocks
    headings = [one.text for one in blocks if isinstance(one, Heading) and one.id.endswith("T01.title")]
    assert headings == ["Homes people can afford"]


def test_quotation__as_agreed__is_named_or_described_or_absent(received: Received) -> None:
    quoted = list_quoted(show(received, build(received)))
    assert quoted[HOMES.format(place="the harbour", n=0)] == "Harbour Light"
    assert set(quoted.values()) == {"Harbour Light", "Tarnwich Council"} | (
        {"a voluntary or community group in the region"} & set(quoted.values())
    )
    assert "Rents have gone up by a third since the last count was taken." not in quoted


def test_quotation__of_a_campaign__is_shown_once_at_most(sqlite_session: Session) -> None:
    received = start_record(sqlite_session)
    for n in range(6):
        received.add_return(
            f"Every family deserves a home and a door to close behind it {'x' * n}", campaign="C01"
        )
    assert len(list_quoted(show(received, build(received)))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "My name is Sandra Whitlow and I have waited for a home for three years.",
        "Ring us on 07700 900142 and we will tell you how families wait for homes.",
        "We at Lantern have seen how long families have to wait for their homes.",
    ],
)
def test_quotation__that_could_give_somebody_away__is_not_chosen(sqlite_session: Session, words: str) -> None:
    received = start_record(sqlite_session)
    received.add_return(words, consents=UNNAMED, organisation_name="Lantern Group")
    received.add_return("Families wait for homes for much longer than they did.", consents=UNNAMED)
    quoted = list_quoted(show(received, build(received)))
    assert list(quoted) == ["Families wait for homes for much longer than they did."]


def test_permission__taken_back__takes_the_words_out_at_once(received: Received) -> None:
    draft = build(received)
    named = received.returns[0]
    give_consent(received.session, named.id, {Purpose.QUOTE: False}, given_on=TODAY)
    shown = show(received, draft)
    assert HOMES.format(place="the harbour", n=0) not in list_quoted(shown)
    assert shown.gaps[ExcerptGap.NOT_PERMITTED] == 1
    words = [part.words for part in assemble(shown).parts if isinstance(part, QuotedWords)]
    assert HOMES.format(place="the harbour", n=0) not in words
    told = [part.items for part in assemble(shown).parts if part.id == "left-out"]  # type: ignore[union-attr]
    assert told == [("1 quotation, because permission to quote was not given, or was taken back",)]


def test_return__withdrawn__leaves_no_word_and_no_name(received: Received) -> None:
    draft = build(received)
    withdraw(received.session, received.returns[0], actor=ACTOR, now=NOW)
    shown = show(received, draft)
    assert shown.gaps[ExcerptGap.WITHDRAWN] == 1
    assert b"Harbour Light" not in make_word(assemble(shown))
    assert "Harbour Light" not in str(assemble(shown))


def test_permission__narrowed__takes_the_name_out_and_keeps_the_words(received: Received) -> None:
    draft = build(received)
    council = received.returns[-2]
    for one in (received.returns[0], council):
        give_consent(received.session, one.id, {Purpose.ATTRIBUTE: False}, given_on=TODAY)
    shown = show(received, draft)
    assert HOMES.format(place="the harbour", n=0) in list_quoted(shown)
    assert "Harbour Light" not in str(assemble(shown))
    assert [part for part in assemble(shown).parts if "Tarnwich" in str(part)] == []
    assert any(block.is_withheld for section in shown.sections for block in section.blocks)


def test_return__withdrawn_with_a_typed_name__is_named_nowhere(received: Received) -> None:
    typed = {"organisation_name": "the Quay Friends", "consents": NAMED, "dissents": True}
    withdrawn = received.add_return(HOMES.format(place="the quay", n=99), **typed)
    draft = build(received)
    assert "Quay Friends" in repr(show(received, draft))
    withdraw(received.session, withdrawn, actor=ACTOR, now=NOW)
    blocks = [block for section in show(received, draft).sections for block in section.blocks]
    assert "Quay Friends" not in repr([(shown.block, shown.evidence, shown.words) for shown in blocks])
    assert "Harbour Light" in repr(blocks)


def test_dissent__named_when_agreed__is_recorded_with_its_words(received: Received) -> None:
    received.add_return("We do not agree with any of this at all.", consents=SILENT, dissents=True)
    section = write(received)["answers"]
    assert list_statements(section) == [
        "Tarnwich Council is recorded as dissenting from the regional response.",
        "Fewer than 5 returns from organisations that are not named here dissent.",
    ]
    assert [block.excerpt.question_id for block in section.blocks if isinstance(block, Quotation)] == [
        "other"
    ]


def test_contributors__who_agreed__are_listed_and_nobody_else(received: Received) -> None:
    text = str(write(received)["annex-contributors"])
    assert "Harbour Light" in text and "Tarnwich Council" in text
    assert "Lantern" not in text and "Sender" not in text


def test_states__with_one_withdrawn_and_one_new__add_up(received: Received) -> None:
    withdraw(received.session, received.returns[3], actor=ACTOR, now=NOW)
    tables = [block for block in write(received)["annex-method"].blocks if isinstance(block, Table)]
    assert tables[1].rows == (("Analysed", "13"), ("Withdrawn", "1"), ("Total", "14"))


def test_experience__unlocked__is_quoted_without_a_name_and_never_to_observers(received: Received) -> None:
    for n in range(6):
        received.add_account(f"{TOLD} {n}")
    draft = build(received, keys=received.agent)
    quoted = list_quoted(show(received, draft, keys=received.agent))
    told = {words: whose for words, whose in quoted.items() if words.startswith(TOLD)}
    assert list(told.values()) == ["a person with lived experience"]
    observed = show(received, draft, OBSERVER, received.agent)
    assert list_quoted(observed) == {}
    assert set(observed.gaps) == {ExcerptGap.HELD}


def test_experience__locked_when_shown__is_left_out_and_counted(received: Received) -> None:
    for n in range(6):
        received.add_account(f"{TOLD} {n}")
    draft = build(received, keys=received.agent)
    shown = show(received, draft)
    assert shown.gaps == {ExcerptGap.LOCKED: 1}
    assert "1 quotation, because experiences were locked when this file was made" in str(
        assemble(shown).parts
    )


def test_experience__that_must_not_be_quoted__is_counted_only(received: Received) -> None:
    for n in range(6):
        received.add_account(f"{TOLD} {n}", may_quote=False)
    sections = write(received, keys=received.agent)
    said = "All 6 experiences spoke of this. None of them came through a community group."
    assert said in list_statements(sections["regional-evidence"])
    assert not any(isinstance(block, Quotation) for block in sections["regional-evidence"].blocks)


def test_rows__of_a_draft__hold_evidence_and_references_but_no_words(received: Received) -> None:
    draft = build(received)
    statements = received.session.scalars(select(Statement)).all()
    quoted = [one for one in statements if one.kind is StatementKind.QUOTED]
    assert quoted and all(not one.text and one.excerpts for one in quoted)
    assert {one.attribution for one in received.session.scalars(select(Excerpt))} == {""}
    assert (draft.number, draft.as_of_on, len(draft.sections)) == (1, TODAY, 12)


def test_words__shown_and_exported__are_on_record(received: Received) -> None:
    draft = build(received)
    showing = Showing(SYSTEM, UseKind.EXPORT, NOW)
    shown = export_draft(received.session, draft, showing, actor=ACTOR)
    uses = received.session.scalars(select(Use).where(Use.kind == UseKind.EXPORT)).all()
    assert len(uses) == len(list_quoted(shown)) > 0
    assert {(use.subject_id, use.purpose) for use in uses} == {(shown.file_id, Purpose.QUOTE)}


def test_word_file__of_the_same_record_and_date__has_the_same_bytes(received: Received) -> None:
    day = date(2031, 4, 1)
    first, second = build(received, as_of=day), build(received, as_of=day)
    files = [make_word(assemble(show(received, draft))) for draft in (first, second)]
    assert files[0] == files[1]
    assert first.number != second.number
    assert files[0] != make_word(assemble(show(received, build(received))))


def test_organisation__of_a_sector_of_few__is_not_described_by_it(sqlite_session: Session) -> None:
    received = start_record(sqlite_session)
    words = "Our crews meet families in homes that have no working alarm at all."
    received.add_return(words, sector=Sector.FIRE_RESCUE, organisation_name="Blue Watch")
    assert list_quoted(show(received, build(received))) == {words: "an organisation in the region"}
