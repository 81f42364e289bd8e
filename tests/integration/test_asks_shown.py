"""Where asks and replies are read: not before the response stands, and without marks of footnotes."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, BulletList, Footnote, Paragraph
from consult.models.readings import QuotedTranslation
from consult.models.signing import SignOff
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import ShownBlock
from consult.services.following import public_quotations
from consult.services.following.asking_government import add_ask, list_offered
from consult.services.following.choosing_published import list_offered as list_quotations
from consult.services.following.naming_passages import name_passages
from consult.services.following.publishing_outcome import take_back_outcome
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.following_outcomes import follow
from consult.services.signing.signing_off import undo_sign_off
from consult.services.versions.version_bodies import FrozenSection, read_body, write_body
from consult.vocabulary import Purpose
from tests.factories.agreeing import ADA
from tests.factories.following import ASKS, Followed, make_followed
from tests.factories.numbering import NOW, TODAY
from tests.factories.sending import send_version
from tests.factories.versions import HOMES

BY = {"author": ADA, "now": NOW}


@pytest.fixture
def case(sqlite_session: Session) -> Followed:
    return make_followed(sqlite_session)


def count_asks(case: Followed) -> int:
    """How many whoever has a return number reads."""
    found = follow(case.session, case.consultation, {}, today=TODAY)
    assert found is not None
    return len(found.asks)


def test_asks__read_with_a_return_number__are_there_only_while_the_response_stands(case: Followed) -> None:
    add_ask(case.session, SYSTEM, case.consultation, {"en": "Write back."}, **BY)
    case.sign()
    case.publish()
    assert count_asks(case) == 1
    take_back_outcome(case.session, SYSTEM, case.consultation, **BY)
    assert count_asks(case) == 1, "the public page is for others"
    signed = case.session.scalars(select(SignOff)).one()
    undo_sign_off(case.session, SYSTEM, signed, "A mistake.", **BY)
    assert count_asks(case) == 0
    send_version(case.session, case.consultation, case.version)
    assert count_asks(case) == 1


def put_marks(case: Followed) -> None:
    """A footnote in the text of each section, and in an item of a list."""
    body = read_body(case.version.body)
    note = Footnote("asks.note", "a", "As the plan of 2030 says.")
    items = BulletList("asks.items", ("Fund classes.[^b]", "Say when."))
    sections: list[FrozenSection] = []
    for section in body.sections:
        blocks: list[Block] = [
            replace(one, text=f"{one.text}[^a]") if isinstance(one, Paragraph) else one
            for one in section.blocks
        ]
        more: tuple[Block, ...] = (items, note) if section.key == ASKS else ()
        sections.append(replace(section, blocks=(*blocks, *more)))
    case.version.body = write_body(replace(body, sections=tuple(sections)))
    case.session.flush()


def test_ask__with_a_footnote_in_the_version__is_read_without_its_mark(case: Followed) -> None:
    put_marks(case)
    texts = list(list_offered(case.session, case.version, today=TODAY, showing=None).values())
    assert "Government should say early what it plans." in texts
    assert {"Fund classes.", "Say when."} <= set(texts)


def test_notice__after_a_text_with_a_footnote__names_it_without_the_mark(case: Followed) -> None:
    put_marks(case)
    row = send_version(case.session, case.consultation, case.version)
    give_consent(case.session, case.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    [named] = name_passages(case.session, row, today=TODAY)
    assert HOMES.capitalize() in named and "after “There are too few homes.”" in named


def test_translation__on_the_public_page__says_what_made_it_and_nobodys_name(
    case: Followed, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = "translator of the partnership"
    made = QuotedTranslation("Words.", "en", f"Ana Marku ({by})", by)
    filled = ShownBlock(Paragraph("a", ""), words="Ord.", language="sv", translation=made)
    monkeypatch.setattr(public_quotations, "fill_quotation", lambda *_: filled)
    [shown, _] = [one.shown for one in list_quotations(case.session, case.version, now=NOW)]
    assert shown.translation and (shown.translation.words, shown.translation.made_by) == ("Words.", by)
