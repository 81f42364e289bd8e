"""Collate what was received into the material of one regional response: counted, protected, permitted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.drafting.material import (
    Dissent,
    Experiences,
    GovernmentQuestion,
    Material,
    ProtectedTable,
    ThemeCount,
)
from consult.services.counting.contrasting_groups import name_differences
from consult.services.counting.counting_characteristics import count_characteristics
from consult.services.counting.counting_choices import tabulate_closed
from consult.services.counting.counting_questions import QuestionCounts
from consult.services.counting.counting_respondents import (
    count_answered_by,
    count_sectors,
    count_unnamed_dissents,
    list_contributors,
    list_dissents,
    list_named,
    tell_in_state,
)
from consult.services.counting.counting_themes import CountedAnswer, count_themes, tabulate_groups
from consult.services.counting.counting_vouched import count_parts
from consult.services.counting.in_order import InOrder
from consult.services.drafts.counting_asks import list_asks
from consult.services.drafts.counting_passages import describe_passages
from consult.services.drafts.describing_method import describe_method
from consult.services.drafts.draft_record import Placed, Record
from consult.services.quotations.choosing_quotations import list_used
from consult.services.quotations.proposing_quotations import Chooses
from consult.services.quotations.unquoted_sectors import list_voices
from consult.vocabulary import Bucket

MAX_QUOTED_THEMES = 6


def collate(record: Record, chooser: Chooses, counted: Iterable[QuestionCounts]) -> Material:
    """Make the material of a draft. chooser: proposes its quotations. counted: of the record's questions."""
    questions = tuple(_collate_question(record, one, chooser) for one in counted)
    experiences = _collate_experiences(record, chooser)
    dissents = tuple(_quote_dissent(record, dissent, chooser) for dissent in list_dissents(record))
    passages = describe_passages(record, chooser.list_looked())
    return Material(
        consultation=record.about,
        rules=record.rules,
        method=replace(describe_method(record), passages=passages),
        received=sum(count for _, count in record.received_by),
        received_by=count_sectors(record),
        named=len(list_named(record)),
        contributors=list_contributors(record),
        questions=questions,
        experiences=experiences,
        facts=record.facts,
        asks=list_asks(record),
        positions=record.positions,
        characteristics=count_characteristics(record, chooser),
        dissents=dissents,
        unnamed_dissents=count_unnamed_dissents(record),
    )


def _collate_question(record: Record, counts: QuestionCounts, chooser: Chooses) -> GovernmentQuestion:
    """Collate the answers to one of the government's questions; its number is its key."""
    asked, by_sector = counts.asked, counts.by_sector
    placed = record.found.list_placed([row.answer_id for row in counts.rows])
    by_theme = _part_by_theme(placed)
    points = chooser.choose_points(placed, [one.theme_id for one in by_sector.themes[:MAX_QUOTED_THEMES]])
    counted = [
        replace(theme, spoke=list_voices(record, by_sector, theme.theme_id, by_theme.pick([theme.theme_id])))
        for theme in by_sector.themes
    ]
    themes = _quote_themes(chooser, counted, by_theme, list_used(points.quotations))
    answered = {row.response_id for row in record.list_answers(asked.question_ids)}
    closed = (tabulate_closed(record, part) for part in asked.closed)
    found = name_differences(asked.number, counts.differences, record.small_number)
    return GovernmentQuestion(
        question_id=asked.number,
        number=asked.number,
        text=asked.text,
        base=sum(count for _, count in record.received_by),
        answered=len(answered),
        answered_by=count_answered_by(record, answered),
        themes=themes,
        closed=tuple(part for part in closed if part is not None),
        differences=_tabulate_differences(record, counts),
        contrasts=found.named,
        tested=found.tested,
        key_points=points.quotations,
        no_points=points.why_none if themes else "",
    )


def _tabulate_differences(record: Record, counted: QuestionCounts) -> tuple[ProtectedTable, ...]:
    number = counted.asked.number
    return tuple(
        tabulate_groups(
            counts,
            f"{number}.by-{columns}",
            f"Themes raised on question {number}, by {columns}",
            record.small_number,
        )
        for columns, counts in counted.differences.items()
    )


def _quote_themes(
    chooser: Chooses,
    themes: Sequence[ThemeCount],
    by_theme: InOrder[Placed],
    before: Sequence[str] = (),
) -> tuple[ThemeCount, ...]:
    """Give the themes that are shown in full their quotations; nobody is quoted twice in one part.

    First some for every theme, then one for each sector that is left, so that no theme uses up the voices.
    before: responses that are quoted in this part already.
    """
    quoted = list(before)
    first = []
    for theme in themes[:MAX_QUOTED_THEMES]:
        quotations = chooser.choose(by_theme.pick([theme.theme_id]), not_again=quoted)
        quoted += list_used(quotations)
        first.append(replace(theme, quotations=quotations))
    done = []
    for theme in first:
        all_of_it = chooser.complete(by_theme.pick([theme.theme_id]), theme.quotations, not_again=quoted)
        quoted += list_used(all_of_it.quotations)
        done.append(replace(theme, quotations=all_of_it.quotations, unquoted=all_of_it.unquoted))
    return (*done, *themes[MAX_QUOTED_THEMES:])


def _part_by_theme(placed: Iterable[Placed]) -> InOrder[Placed]:
    return InOrder(placed, lambda one: one.theme_key)


def _collate_experiences(record: Record, chooser: Chooses) -> Experiences:
    """Collate what people told of their lives; only what permission covers at this moment is counted."""
    analysed = {id for id in record.account_ids if record.states[id] is Bucket.ANALYSED}
    placed = [one for one in record.found.placed if one.response_id in analysed]
    by_theme = _part_by_theme(placed)
    answers = {one.answer_id: one.response_id for one in placed}
    counted = [CountedAnswer(key, response_id, "") for key, response_id in sorted(answers.items())]
    silent = analysed - set(answers.values())
    counted += [CountedAnswer(f"none:{id}", id, "") for id in sorted(silent)]
    events, locked = analysed & record.event_ids, tell_in_state(record, Bucket.LOCKED)
    themes = [
        count_parts(record, theme, {one.response_id for one in by_theme.pick([theme.theme_id])}, analysed)
        for theme in count_themes(record, counted).themes
    ]
    return Experiences(
        received=len(record.account_ids),
        counted=len(analysed),
        vouched=record.tell(analysed).vouched,
        elsewhere=len(analysed & record.elsewhere_ids) if record.elsewhere_ids else None,
        elsewhere_received=len(record.elsewhere_ids),
        events=len(events),
        events_vouched=record.tell(events).vouched,
        people=record.people_at_events,
        locked=locked.all,
        locked_vouched=locked.vouched,
        themes=_quote_themes(chooser, themes, by_theme),
    )


def _quote_dissent(record: Record, dissent: Dissent, chooser: Chooses) -> Dissent:
    """Let a body that dissents say so itself: in its answer to a question that asks for anything else."""
    mapped = {id for asked in record.questions for id in asked.open_ids}
    own = {
        one.response_id
        for one in list_named(record)
        if " ".join(one.organisation.split()) == dissent.organisation
    }
    placed = [
        one
        for one in record.found.placed
        if one.response_id in own & record.dissenting and one.question_id not in mapped
    ]
    return replace(dissent, quotation=next(iter(chooser.choose(placed, limit=1)), None))
