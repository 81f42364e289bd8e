"""Broken evidence of what people added: sources, files, and what was carried over, each caused on purpose."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from consult.models.attachments import AttachedFile
from consult.models.carrying import CarriedMaterial
from consult.models.draft import Draft, Section
from consult.models.sources import Source
from consult.queries.drafts import get_section
from consult.queries.viewer import SYSTEM
from consult.services.consultations.attaching import remove_attached
from consult.services.evidence.listing_sources import remove_listed
from consult.services.permissions.consenting import give_consent
from consult.services.returns.revising import Author
from consult.vocabulary import Purpose
from tests.factories.carrying import WITH_CHANGES, carry
from tests.factories.evidence import make_source, open_lists, type_in
from tests.factories.numbering import NOW, TODAY
from tests.integration.drafting_record import Received


def question(draft: Draft) -> Section:
    return get_section(draft, "question:1")


def complete(received: Received, draft: Draft) -> None:
    """Put the source right, and save the section again."""
    row = received.session.scalars(select(Source)).one()
    row.publisher, row.place = "Housing Office", "https://housing.example.org/register"
    received.session.flush()
    type_in(received.session, question(draft))


def cite_source(received: Received, draft: Draft, **given: Any) -> Source:
    row = make_source(open_lists(received.session, received.consultation), **given)
    type_in(received.session, question(draft), f"[[statement source.{row.number}]]")
    assert isinstance(row, Source)
    return row


def remove_source(received: Received, draft: Draft) -> None:
    cite_source(received, draft)
    remove_listed(open_lists(received.session, received.consultation), "source", 1)


def empty_source(received: Received, draft: Draft) -> None:
    cite_source(received, draft).publisher = ""
    received.session.flush()


def misspell_address(received: Received, draft: Draft) -> None:
    cite_source(received, draft).place = "https//housing.example.org"
    received.session.flush()
    type_in(received.session, question(draft))


def delete_file(received: Received, draft: Draft) -> None:
    row = cite_source(received, draft, file=True)
    assert row.file is not None
    remove_attached(received.session, SYSTEM, row.file, author=Author(None, "Ada"), now=NOW)
    received.session.expire_all()


def change_file(received: Received, draft: Draft) -> None:
    cite_source(received, draft, file=True)
    received.session.scalars(select(AttachedFile)).one().content = b"Table 4"
    received.session.flush()


def narrow_carried(received: Received, draft: Draft) -> None:
    """What was carried over may not be quoted any more where it was given."""
    row = carry(received.session, received.consultation, WITH_CHANGES)
    type_in(received.session, question(draft), f"[[statement carried.{row.number}]]")
    give_consent(received.session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TODAY)
    received.session.flush()


def permit_carried(received: Received, _draft: Draft) -> None:
    row = received.session.scalars(select(CarriedMaterial)).one()
    give_consent(received.session, str(row.response_id), {Purpose.QUOTE: True}, given_on=TODAY)
    received.session.flush()


def let_source_end(received: Received, draft: Draft) -> None:
    cite_source(received, draft).valid_until_on = TODAY - timedelta(days=1)
    received.session.flush()
