"""Take down what somebody allows with their experience, and show them what they allow now."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from consult.models.telling_kinds import AttributionLevel, Manner
from consult.sealing.payloads import SealingKey
from consult.services.experiences.tracing import get_provenance, keep_provenance
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import PLAIN, Consents, Terms, current_consent, give_consent
from consult.services.permissions.waiting import note_change, note_said_again
from consult.vocabulary import Purpose


@dataclass(frozen=True)
class Permission:
    """What somebody allows, said in one go.

    purposes: those allowed, without description and sharing, which say more. level: how closely they may be
    described; None for not at all. recipients: with whom the words may be shared, by their keys in the file.
    """

    purposes: frozenset[Purpose] = frozenset()
    level: AttributionLevel | None = None
    described_as: str = field(default="", repr=False)
    recipients: tuple[str, ...] = ()
    any_until_on: date | None = None
    manner: Manner | None = None

    @property
    def granted(self) -> frozenset[Purpose]:
        """Every purpose that this allows."""
        described = {Purpose.ATTRIBUTE} if self.level else set()
        shared = {Purpose.SHARE} if self.recipients else set()
        return self.purposes | described | shared


def permit(
    session: Session,
    store: KeyStore,
    response_id: str,
    key: SealingKey,
    permission: Permission,
    *,
    today: date,
) -> None:
    """Keep what is allowed from now on; each change is a new row, and own words are sealed.

    store: the key store, which counts each change after sending. Raises: Conflict (C205) once withdrawn.
    """
    before = current_consent(session, response_id)
    provenance = get_provenance(session, response_id, key)
    is_new_description = provenance.described_as != permission.described_as
    if is_new_description:
        keep_provenance(session, response_id, key, replace(provenance, described_as=permission.described_as))
    held = give_consent(
        session,
        response_id,
        {purpose: purpose in permission.granted for purpose in Purpose},
        given_on=today,
        terms={purpose: _make_terms(purpose, permission) for purpose in Purpose},
        changed=(Purpose.ATTRIBUTE,) if is_new_description else (),
    )
    if held != before:
        note_change(session, store, response_id, says_all=True, today=today)
    else:
        note_said_again(session, store, response_id)


def find_permission(session: Session, response_id: str, key: SealingKey) -> Permission:
    """What is allowed now."""
    held = current_consent(session, response_id)
    granted = {purpose: given for purpose, given in held.items() if given.granted}
    attribute, share = granted.pop(Purpose.ATTRIBUTE, None), granted.pop(Purpose.SHARE, None)
    terms = _find_common(held)
    return Permission(
        purposes=frozenset(granted),
        level=attribute.terms.level or AttributionLevel.AREA if attribute else None,
        described_as=get_provenance(session, response_id, key).described_as,
        recipients=share.terms.recipients if share else (),
        any_until_on=terms.any_until_on,
        manner=terms.manner,
    )


def _make_terms(purpose: Purpose, permission: Permission) -> Terms:
    return Terms(
        any_until_on=permission.any_until_on,
        level=permission.level if purpose is Purpose.ATTRIBUTE else None,
        recipients=permission.recipients if purpose is Purpose.SHARE else (),
        manner=permission.manner,
    )


def _find_common(held: Consents) -> Terms:
    """How far all of it reaches: it is asked once for every purpose."""
    return next((given.terms for given in held.values() if given.granted), PLAIN)
