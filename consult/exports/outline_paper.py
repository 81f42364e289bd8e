"""A first outline of a response, before anything is asked: what is held for each question, and the gaps."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from analysis.drafting.blocks import BulletList, Heading, Paragraph
from analysis.drafting.figures import join_words, write_date
from consult.exports.document import Document, Part
from consult.services.carrying.listing_carried import USABLE, Carried, CarriedState
from consult.services.drafts.describing_paper import AboutPaper
from consult.services.outlines.outline_values import Gap, HeldReturn, HeldSource, OutlinedQuestion, PastAnswer
from consult.vocabulary import Sector

TITLE = "First outline of the response"
SUBTITLE = "What is held already, before anybody is asked. {title}"
NO_TOPIC = "The words of this question name no tag, so nothing is looked for."
NO_GAP = "Every sector of the directory was heard on it."
NOTHING = "Nothing is held for this question yet."
NO_QUESTIONS = "Government asks nothing yet."
NOTES = (
    "Earlier returns are of bodies of full standing that agreed there to be quoted by name. Their words "
    "are not here.",
    "Past answers are sections of the last exact version of a response that was sent.",
    "Only what is confirmed may be carried over into the response; everything else has to be asked first.",
)


def make_outline_paper(
    questions: Sequence[OutlinedQuestion],
    about: AboutPaper,
    made_on: date,
    *,
    sectors: Mapping[Sector, str],
    states: Mapping[CarriedState, str],
    least: int,
) -> Document:
    """Make the paper; nobody's words are in it. sectors, states: in words. least: the small number."""
    parts = [part for one in questions for part in _list_parts(one, sectors, states, least)]
    if not questions:
        parts = [Paragraph("none", NO_QUESTIONS)]
    method = (Heading("method", 1, "How this was put together"), BulletList("notes", NOTES))
    subtitle = SUBTITLE.format(title=about.title)
    return Document(TITLE, subtitle, about.partnership, made_on, (*parts, *method))


def _list_parts(
    one: OutlinedQuestion, sectors: Mapping[Sector, str], states: Mapping[CarriedState, str], least: int
) -> Iterator[Part]:
    key = f"question:{one.number}"
    yield Heading(key, 1, f"Question {one.number}: {one.text}")
    yield Paragraph(f"{key}.topics", f"Tags: {join_words(one.topics)}." if one.topics else NO_TOPIC)
    held = {
        "May be carried over": [_say_piece(piece, states) for piece in one.carried if piece.state in USABLE],
        "Proposed, and not to be used": [
            _say_piece(piece, states) for piece in one.carried if piece.state not in USABLE
        ],
        "Earlier returns": [_say_return(held, sectors) for held in one.returns],
        "Experiences": [_say_experiences(one.experiences, least)] if one.topics else [],
        "What the region said before": [_say_past(past) for past in one.past],
        "Sources": [_say_source(source) for source in one.sources],
    }
    if not any(held.values()):
        yield Paragraph(f"{key}.nothing", NOTHING)
    held["Who could fill the gaps"] = [_say_gap(gap, sectors) for gap in one.gaps] or [NO_GAP]
    for place, (title, said) in enumerate(held.items()):
        if said:
            yield Heading(f"{key}.{place}", 2, title)
            yield BulletList(f"{key}.{place}.list", tuple(said))


def _say_piece(piece: Carried, states: Mapping[CarriedState, str]) -> str:
    row = piece.row
    whose = row.organisation.name if row.organisation else "The region"
    return f"Number {row.number}, {whose}: {states[piece.state].lower()}"


def _say_return(held: HeldReturn, sectors: Mapping[Sector, str]) -> str:
    day = f", {write_date(held.received_on)}" if held.received_on else ""
    return f"{held.organisation}, {sectors[held.sector]}, to “{held.consultation_title}”{day}"


def _say_experiences(number: int | None, least: int) -> str:
    """None: too few to be told."""
    if number == 0:
        return "No experience told elsewhere is about it"
    told = f"From 1 to {least - 1}" if number is None else f"{number:,}"
    return f"{told} experiences told elsewhere, of those that people allow in any response today"


def _say_past(past: PastAnswer) -> str:
    return f"{past.consultation_title}, version {past.version}: {past.section_title}"


def _say_source(source: HeldSource) -> str:
    until = f", valid until {write_date(source.valid_until_on)}" if source.valid_until_on else ""
    return f"{source.publisher}, {source.title}, {source.published}{until}"


def _say_gap(gap: Gap, sectors: Mapping[Sector, str]) -> str:
    more = [
        f"Confirmation of {one.organisation} awaited since {write_date(one.since)}" for one in gap.awaited
    ]
    if gap.held:
        more.append(f"Held already, so ask whether it still holds: {', '.join(gap.held)}")
    return ". ".join([f"{sectors[gap.sector]}: {', '.join(gap.organisations)}", *more])
