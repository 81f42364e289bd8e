"""Every use of an experience that a permission allows, tried on an installation where people say it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import ExportRefused
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.models.response import Response
from consult.models.telling_kinds import AttributionLevel
from consult.queries.told_elsewhere import select_available
from consult.queries.viewer import SYSTEM
from consult.sealing.key_files import open_keys
from consult.services.copies.sharing import list_allowed
from consult.services.drafts.checking import count_refused
from consult.services.drafts.documenting import Showing, export_draft
from consult.services.drafts.editing import find_standings
from consult.services.experiences.conversing import may_converse
from consult.services.experiences.giving import OpenedAccount
from consult.services.keys.key_keeping import KeyStore, StoredKeys
from consult.services.permissions.consenting import find_said
from consult.services.permissions.permitting import Permission, permit
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Purpose, UseKind
from tests.factories.collecting import make_consultation
from tests.factories.giving import PASSPHRASE
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import HOUSING
from tests.factories.quoting import make_quoting_draft, note_compared
from tests.factories.sealing import keep_check
from tests.integration.saved_installation import QUESTION, Installation, Told

ALL = Permission(
    frozenset({Purpose.ANALYSE, Purpose.QUOTE, Purpose.CONTACT}),
    level=AttributionLevel.REGION,
    recipients=(HOUSING.key,),
    any_until_on=date(2039, 5, 6),
)
EVERY_USE = {"read", "quoted", "exported", "shared", "used elsewhere", "contacted"}
ELSEWHERE = "elsewhere"
NARROWED = {
    "quoting": replace(ALL, purposes=ALL.purposes - {Purpose.QUOTE}),
    "elsewhere": replace(ALL, any_until_on=None),
    "sharing": replace(ALL, recipients=()),
    "contact": replace(ALL, purposes=ALL.purposes - {Purpose.CONTACT}),
    "everything": Permission(),
}


@dataclass
class Uses:
    """Permission as its person says it, and what can be done under it."""

    site: Installation

    def tell(self, words: str, permission: Permission = ALL) -> Told:
        """Somebody tells; it was checked, a draft quotes it, and another response could draw on it."""
        told = self.site.tell(words)
        self.permit(told, permission)
        self.site.with_number(told, lambda session, opened: keep_check(session, opened.response, opened.key))

        def quote(session: Session, _: KeyStore) -> None:
            if not session.scalars(select(Consultation).where(Consultation.slug == ELSEWHERE)).all():
                make_consultation(session, slug=ELSEWHERE)
            make_quoting_draft(session, [(session.get_one(Response, told.id), QUESTION, 0, 2)])

        self.site.work(quote)
        return told

    def permit(self, told: Told, permission: Permission) -> None:
        """They say what they allow, with their number."""

        def say(session: Session, store: KeyStore, opened: OpenedAccount) -> None:
            permit(session, store, told.id, opened.key, permission, today=TODAY)

        self.site.with_number_and_keys(told, say)

    def list_uses(self, told: Told) -> set[str]:
        """What can be done with it now."""
        return set(self.site.work(lambda session, store: self._try(session, store, told), commits=False))

    def _try(self, session: Session, store: KeyStore, told: Told) -> set[str]:
        response = session.get_one(Response, told.id)
        ring = open_keys(Path(self.site.settings["KEY_FILE"]), PASSPHRASE)
        keys = StoredKeys(store, mock.Mock(unwrap=ring.unwrap, is_unlocked=lambda: True))
        other = session.scalars(select(Consultation).where(Consultation.slug == ELSEWHERE)).one()
        draft = session.scalars(select(Draft).where(Draft.consultation_id == response.consultation_id)).one()
        note_compared(session, draft)
        refused = count_refused(session, draft, find_standings(session, draft), today=TODAY)
        found = {
            "read": bool(_read(session, response, keys)),
            "quoted": not refused.total(),
            "exported": _is_exported(session, draft, keys),
            "shared": bool(list_allowed(session, response, today=TODAY)),
            "used elsewhere": told.id in session.scalars(select_available(SYSTEM, other, today=TODAY)).all(),
            "contacted": may_converse(session, response, today=TODAY),
        }
        return {use for use, is_possible in found.items() if is_possible}

    def find_said(self, told: Told) -> set[Purpose]:
        """What the data say that they allow, whether it holds or not."""
        asked = select(Response.id).where(Response.id == told.id)
        said = self.site.work(lambda session, _: find_said(session, asked)[told.id], commits=False)
        return {purpose for purpose, given in said.items() if given.granted}


def _read(session: Session, response: Response, keys: StoredKeys) -> tuple[Any, ...]:
    given: dict[str, Any] = {"use_kind": UseKind.PAGE, "subject_id": response.id, "now": NOW, "keys": keys}
    asked = select(Response).where(Response.id == response.id)
    return read_answers(session, SYSTEM, asked, purpose=Purpose.ANALYSE, **given).rows


def _is_exported(session: Session, draft: Draft, keys: StoredKeys) -> bool:
    """Whether the document goes out with the quotation in it."""
    try:
        shown = export_draft(session, draft, Showing(SYSTEM, UseKind.EXPORT, NOW, keys), actor="staff")
    except ExportRefused as refused:
        assert refused.code == "C809"
        return False
    return not shown.gaps.total()
