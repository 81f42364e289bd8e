"""Each kind of broken evidence: how it is caused on purpose, and how it is settled."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select

from analysis.drafting.block_reading import from_list
from analysis.drafting.blocks import Block, StatementReference, Table, to_list
from consult.models.draft import Draft, Section
from consult.models.evidence_kinds import BrokenKind
from consult.models.region import Partnership
from consult.models.revision import Revision
from consult.queries.drafts import get_section
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing, join_section, save_section
from consult.services.drafts.gathering import gather_again, gather_record
from consult.services.drafts.rechecking import keep_check
from consult.services.drafts.recounting import recount
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.returns.revising import Author, save_revision
from consult.services.themes.deciding_themes import give_name
from consult.vocabulary import Purpose, SubjectKind
from forms.definitions import Question
from tests.factories.collecting import make_response
from tests.factories.evidence import make_fact, open_lists, type_in
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.drafting_record import HOMES, UNNAMED, Received
from tests.integration.sourced_on_purpose import (
    change_file,
    complete,
    delete_file,
    empty_source,
    let_source_end,
    misspell_address,
    narrow_carried,
    permit_carried,
    remove_source,
)
from tests.integration.taken_back_on_purpose import (
    let_quoting_end,
    reject_tag,
    say_do_not_use,
    say_yes,
    withdraw_locked,
)

Act = Callable[[Received, Draft], None]
ROOMS = Question(id="rooms", kind="integer", label={"en": "How many rooms?"}, government_questions=("1",))
THEME = "question:1.T01.count"
TOLD = "The school said that there was no place for my daughter until after the summer."


@dataclass(frozen=True)
class Case:
    """One row of the table. also: other kinds that come with it."""

    name: str
    kind: BrokenKind
    cause: Act
    settle: Act
    also: frozenset[BrokenKind] = frozenset()


def count_again(received: Received, draft: Draft, keys: UnlockedAgent | None = None) -> None:
    """Compare the draft with the record of now, as the button does."""
    session, consultation = received.session, received.consultation
    record = gather_again(session, consultation, draft.id, as_of=draft.as_of_on, keys=keys, now=NOW)
    keep_check(session, draft, record, recount(record), now=NOW)
    session.expire_all()


def write(received: Received) -> None:
    """Write a draft of the record as it is now."""
    record = gather_record(received.session, received.consultation, as_of=None, keys=None, now=NOW)
    keep_draft(received.session, record, write_sections(record), actor="system", now=NOW)


def build(received: Received, _draft: Draft) -> None:
    """Build the draft again."""
    write(received)
    received.session.expire_all()


def question(draft: Draft) -> Section:
    return get_section(draft, "question:1")


def receive_one_more(received: Received, _draft: Draft) -> None:
    given = {"homes": HOMES.format(place="the quay", n=88), "agree": "yes"}
    sector = received.returns[0].sector
    make_response(received.session, received.version, given, consents=UNNAMED, sector=sector)
    received.session.flush()


def then_count(act: Act) -> Act:
    def both(received: Received, draft: Draft) -> None:
        act(received, draft)
        count_again(received, draft)

    return both


def move_theme(received: Received, _draft: Draft) -> None:
    """A person decides that a passage is not of the theme."""
    placement = received.themes["T01"].placements[-1]
    received.session.delete(placement)
    received.themes["T01"].is_decided = received.themes["T02"].is_decided = received.run.is_decided = True
    received.session.flush()


def add_locked(received: Received, _draft: Draft | None = None, number: int = 1) -> None:
    """Experiences that came in after the analysis, while nobody had unlocked any."""
    may = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
    for _ in range(number):
        make_sealed_account(
            received.session, received.account_version, {"told": TOLD}, received.agent, consents=may
        )


def rename(received: Received, _draft: Draft) -> None:
    who = {"staff_id": make_staff(received.session).id, "now": NOW}
    give_name(received.session, received.consultation.id, "T01", "homes that people can afford", **who)


def change_blocks(draft: Draft, received: Received, change: Callable[[Block], Block]) -> None:
    """Alter what is kept of a text, as nothing in the product does."""
    version = find_standing(received.session, question(draft)).version
    head = received.session.get_one(Revision, version.revision_id)
    head.body = to_list(tuple(map(change, from_list(head.body))))
    received.session.flush()


def reword(received: Received, draft: Draft) -> None:
    def change(block: Block) -> Block:
        is_it = isinstance(block, StatementReference) and block.statement_id == THEME
        return replace(block, text=block.text.replace("17", "71")) if is_it else block

    change_blocks(draft, received, change)


def retype(received: Received, draft: Draft) -> None:
    said = next(one.text for one in question(draft).statements if one.key == THEME)
    type_in(received.session, question(draft), said.replace("17", "71"))


def retype_right(received: Received, draft: Draft) -> None:
    """Put the program's sentence in the place of what was typed."""
    said = next(one.text for one in question(draft).statements if one.key == THEME)
    text = find_standing(received.session, question(draft)).version.text
    type_in(received.session, question(draft), instead=[text.removesuffix(f"\n\n{said.replace('17', '71')}")])


def mark_view(received: Received, draft: Draft) -> None:
    row = next(one for one in question(draft).statements if one.excerpts)
    row.evidence = {**row.evidence, "view": "otherwise"}
    received.session.flush()
    count_again(received, draft)


def change_cell(before: str, after: str) -> Act:
    def change_table(received: Received, draft: Draft) -> None:
        def change(block: Block) -> Block:
            if not isinstance(block, Table) or not block.id.endswith(".themes"):
                return block
            rows = tuple(tuple(after if cell == before else cell for cell in row) for row in block.rows)
            assert rows != block.rows
            return replace(block, rows=rows)

        change_blocks(draft, received, change)

    return change_table


def raise_threshold(received: Received, _draft: Draft) -> None:
    received.session.scalars(select(Partnership)).one().small_number = 15
    received.session.flush()


def lower_threshold(received: Received, draft: Draft) -> None:
    received.session.scalars(select(Partnership)).one().small_number = 5
    received.session.flush()
    count_again(received, draft)


def change_number(received: Received, _draft: Draft) -> None:
    """Somebody corrects a number that a return gave."""
    [answer] = [one for one in received.returns[3].answers if one.question_id == "rooms"]
    kept = {"parent_id": answer.head_revision_id, "now": NOW}
    saved = save_revision(received.session, SubjectKind.ANSWER, answer.id, 45, **kept)
    answer.head_revision_id, answer.value = saved.revision.id, 45
    received.session.flush()


def amend(received: Received, draft: Draft) -> None:
    """Somebody corrects an answer that is quoted."""
    part = next(one.excerpts[0] for one in question(draft).statements if one.excerpts)
    response = next(one for one in received.returns if one.id == part.response_id)
    answer = next(one for one in response.answers if one.question_id == part.question_id)
    saved = save_revision(
        received.session,
        SubjectKind.ANSWER,
        answer.id,
        f"Now: {answer.value}",
        parent_id=answer.head_revision_id,
        now=NOW,
    )
    answer.head_revision_id, answer.value = saved.revision.id, f"Now: {answer.value}"
    received.session.flush()
    count_again(received, draft)


def take_quoting_back(received: Received, draft: Draft) -> None:
    part = next(one.excerpts[0] for one in question(draft).statements if one.excerpts)
    give_consent(received.session, part.response_id, {Purpose.QUOTE: False}, given_on=TODAY)
    received.session.flush()


def withdraw_one(received: Received, _draft: Draft) -> None:
    withdraw(received.session, received.returns[3], actor="public", now=NOW)
    received.session.flush()


def lose_statement(received: Received, draft: Draft) -> None:
    received.session.delete(next(one for one in question(draft).statements if one.key == THEME))
    received.session.flush()
    received.session.expire_all()


def typing(*paragraphs: str) -> Act:
    return lambda received, draft: type_in(received.session, question(draft), *paragraphs)


def take_out(received: Received, draft: Draft) -> None:
    """Take out what was typed or put in: what the program wrote stays."""
    ours = ("Typed", "[[statement source", "[[statement partner-fact")
    text = find_standing(received.session, question(draft)).version.text
    kept = [part for part in text.split("\n\n") if not part.startswith(ours)]
    type_in(received.session, question(draft), instead=kept)


def withdraw_partner(received: Received, draft: Draft) -> None:
    """The return that a fact is given from is withdrawn; nothing was counted with it."""
    listing = open_lists(received.session, received.consultation)
    make_fact(listing, received.returns[0].id)
    type_in(received.session, question(draft), "[[statement partner-fact.1]]")
    give_consent(received.session, received.returns[0].id, {Purpose.ATTRIBUTE: False}, given_on=TODAY)
    count_again(received, draft)


def permit_naming(received: Received, draft: Draft) -> None:
    """The organisation agrees to be named again."""
    give_consent(received.session, received.returns[0].id, {Purpose.ATTRIBUTE: True}, given_on=TODAY)
    count_again(received, draft)


def write_twice(received: Received, draft: Draft) -> None:
    version = find_standing(received.session, question(draft)).version
    for words in ("Typed by Ada.", "Typed by Bo."):
        author, text = Author(make_staff(received.session).id, words), f"{version.text}\n\n{words}"
        save_section(
            received.session, question(draft), text, parent_id=version.revision_id, author=author, now=NOW
        )
    received.session.expire_all()


def join(received: Received, draft: Draft) -> None:
    standing = find_standing(received.session, question(draft))
    parents = (standing.version.revision_id, standing.beside[0].revision_id)
    author = Author(make_staff(received.session).id, "Ada")
    join_section(
        received.session, question(draft), standing.version.text, parent_ids=parents, author=author, now=NOW
    )
    received.session.expire_all()


K = BrokenKind
CASES = [
    Case("a return came in", K.UNCOUNTED, receive_one_more, build),
    Case(
        "a return came in and was counted",
        K.CHANGED,
        then_count(receive_one_more),
        build,
        frozenset({K.TABLE}),
    ),
    Case("a number given is another", K.CHANGED, then_count(change_number), build, frozenset({K.TABLE})),
    Case("a passage was moved", K.CHANGED, then_count(move_theme), build, frozenset({K.TABLE})),
    Case("a tag was rejected", K.CHANGED, then_count(reject_tag), build),
    Case("experiences came in locked", K.UNCHECKED, then_count(add_locked), build),
    Case("a theme got another name", K.RENAMED, then_count(rename), build),
    Case("a sentence says another number", K.REWORDED, reword, build),
    Case("a sentence was typed anew", K.RETYPED, retype, retype_right),
    Case("a view is not borne out", K.VIEWED, mark_view, build),
    Case("a table has another number", K.TABLE, change_cell("17", "18"), change_cell("18", "17")),
    Case(
        "a table gives a hidden number",
        K.SMALL_NUMBER,
        change_cell("not shown", "11"),
        change_cell("11", "not shown"),
    ),
    Case(
        "the threshold was raised",
        K.SMALL_NUMBER,
        raise_threshold,
        lower_threshold,
        frozenset({K.UNCOUNTED, K.REWORDED}),
    ),
    Case(
        "a hidden number was typed", K.SMALL_NUMBER, typing("Typed: 3 returns came from employers."), take_out
    ),
    Case("an answer was amended", K.ALTERED, amend, build, frozenset({K.CHANGED, K.TABLE})),
    Case(
        "a quotation was typed by hand",
        K.ALTERED,
        typing(f"Typed: A mother said: “{HOMES.format(place='the quay', n=88)} We never had a home.”"),
        take_out,
    ),
    Case(
        "a quotation was typed over two sentences",
        K.ALTERED,
        typing('Typed: One said: "We waited. They would not answer."'),
        take_out,
    ),
    Case(
        "permission to quote was taken back", K.PERMISSION, take_quoting_back, build, frozenset({K.UNCOUNTED})
    ),
    Case("a return was withdrawn", K.PERMISSION, withdraw_one, build, frozenset({K.UNCOUNTED})),
    Case(
        "a return is gone and counted", K.PERMISSION, then_count(withdraw_one), build, frozenset({K.CHANGED})
    ),
    Case(
        "a partner may not be named",
        K.PERMISSION,
        withdraw_partner,
        permit_naming,
        frozenset({K.CHANGED, K.TABLE}),
    ),
    Case("a statement is lost", K.REFERENCE, lose_statement, build),
    Case(
        "a reference inside a line",
        K.REFERENCE,
        typing("Typed: see [[table answers.answered]] there."),
        take_out,
    ),
    Case(
        "an address that was typed", K.ADDRESS, typing("Typed: more is at https:/example.org/page."), take_out
    ),
    Case("an address of a source", K.ADDRESS, misspell_address, complete),
    Case("a file that was deleted", K.FILE, delete_file, take_out),
    Case("a file whose bytes changed", K.FILE, change_file, take_out),
    Case(
        "a word outside the scale",
        K.QUANTIFIER,
        typing("Typed: Nearly all respondents want homes."),
        take_out,
    ),
    Case("a word for few", K.QUANTIFIER, typing("Typed: Most returns raised affordable homes."), take_out),
    Case(
        "shared wording added again",
        K.SHARED_TWICE,
        typing("Typed: In all 31 returns spoke of it."),
        take_out,
    ),
    Case(
        "shared wording called separate",
        K.SHARED_TWICE,
        typing("Typed: 17 separate returns raised affordable homes."),
        take_out,
    ),
    Case("a number that was typed", K.TYPED_NUMBER, typing("Typed: 37 returns were received."), take_out),
    Case("a share that was typed", K.TYPED_NUMBER, typing("Typed: 62% of respondents agreed."), take_out),
    Case("a source taken off the list", K.UNSOURCED, remove_source, take_out),
    Case("a source without a publisher", K.UNSOURCED, empty_source, complete),
    Case("a source past its last day", K.UNSOURCED, let_source_end, take_out),
    Case(
        "the last day of a permission to quote is over",
        K.PERMISSION,
        let_quoting_end,
        build,
        frozenset({K.UNCOUNTED}),
    ),
    Case("a sentence is not to be used", K.PERMISSION, say_do_not_use, say_yes),
    Case(
        "an experience was withdrawn while locked",
        K.PERMISSION,
        withdraw_locked,
        build,
        frozenset({K.UNCOUNTED}),
    ),
    Case("carried words without permission", K.PERMISSION, narrow_carried, permit_carried),
    Case("two texts side by side", K.BRANCH, write_twice, join),
]
