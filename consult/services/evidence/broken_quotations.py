"""Quotations that may not be used, or whose words are not those that were quoted; reads no words."""

from collections.abc import Iterator

from sqlalchemy import select

from analysis.checking.quoted_by_hand import list_quoted_by_hand
from analysis.drafting.blocks import Quotation
from analysis.drafting.statements import SOURCED
from consult.models.consultation import Consultation
from consult.models.draft import Section
from consult.models.evidence_kinds import BrokenKind
from consult.models.response import Answer
from consult.services.drafts.holding_back import list_barriers
from consult.services.evidence.broken import Broken
from consult.services.evidence.looking import Look

ALTERED = "the answer that it is quoted from has been changed since"
GONE = "the text that it was taken from is gone"
QUOTATION = "a quotation"
BY_HAND = "it is typed between quotation marks, so nothing shows that these are the words that were said"
Heads = dict[tuple[str, str], str | None]


def list_not_permitted(look: Look) -> Iterator[Broken]:
    """What permission no longer covers, by section: quotations, numbers and tables."""
    for one in list_barriers(look.session, look.draft, look.standings, today=look.today):
        yield Broken(BrokenKind.PERMISSION, one.section_key, one.title, said=one.reason)


def list_altered(look: Look) -> Iterator[Broken]:
    """Quotations whose offsets count into another text than the answer has now.

    An answer that is deleted is no finding here: its permission is gone with it.
    """
    quoted = [(section, one) for section, one in look.list_standing() if isinstance(one, Quotation)]
    heads = _find_heads(look, {one.excerpt.response_id for _, one in quoted})
    for section, block in quoted:
        place = (block.excerpt.response_id, block.excerpt.question_id)
        if place in heads:
            taken_from = _find_text(section, block)
            if taken_from != heads[place]:
                number = _find_number(look, section, block)
                said = ALTERED if taken_from else GONE
                about = (section.key, section.title, block.id, f"{QUOTATION}, number {number} of the section")
                yield Broken(BrokenKind.ALTERED, *about, said, str(heads[place]))


def list_quoted_typing(look: Look) -> Iterator[Broken]:
    """Words typed between quotation marks: whether they were altered, or may be quoted, nobody can tell."""
    titles = list(_list_titles(look))
    for section, block, text in look.typed_texts:
        for words in dict.fromkeys(list_quoted_by_hand(text, titles)):
            yield Broken(BrokenKind.ALTERED, section.key, section.title, block.id, words, BY_HAND)


def _list_titles(look: Look) -> Iterator[str]:
    """What is named between quotation marks and said by nobody: the consultation, its questions, sources."""
    consultation = look.session.get_one(Consultation, look.draft.consultation_id)
    yield from map(str, consultation.title.values())
    yield from (one.text for one in consultation.government_questions)
    for section in look.draft.sections:
        yield from (str(one.evidence["title"]) for one in section.statements if one.kind.value == SOURCED)


def _find_heads(look: Look, response_ids: set[str]) -> Heads:
    columns = (Answer.response_id, Answer.question_id, Answer.head_revision_id)
    rows = look.session.execute(select(*columns).where(Answer.response_id.in_(response_ids)))
    return {(response_id, question_id): head for response_id, question_id, head in rows}


def _find_text(section: Section, block: Quotation) -> str | None:
    rows = (one for one in section.statements if one.key == block.id and one.excerpts)
    return next((one.excerpts[0].revision_id for one in rows), None)


def _find_number(look: Look, section: Section, block: Quotation) -> int:
    blocks = look.standings[section.key].version.blocks
    return 1 + [one.id for one in blocks if isinstance(one, Quotation)].index(block.id)
