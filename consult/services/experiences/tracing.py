"""Keep how an account was told and written down, sealed under the account's own key."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.provenance import SELF_TOLD, AccountProvenance, Provenance
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer
from consult.sealing.payloads import SealingKey, open_json, seal_json
from consult.sealing.places import place_of_provenance

BATCH = 500


def keep_provenance(session: Session, response_id: str, key: SealingKey, provenance: Provenance) -> None:
    """Keep it in the place of what was said of it before."""
    sealed = seal_json(key, asdict(provenance), place_of_provenance(response_id))
    row = session.get(AccountProvenance, response_id)
    if row is None:
        session.add(AccountProvenance(response_id=response_id, told_sealed=sealed))
    else:
        row.told_sealed = sealed
    session.flush()


def get_provenance(session: Session, response_id: str, key: SealingKey) -> Provenance:
    """How it was told; told and written by the person where nothing else was kept."""
    row = session.get(AccountProvenance, response_id)
    return open_provenance(key, response_id, row.told_sealed) if row else SELF_TOLD


def open_provenance(key: SealingKey, response_id: str, sealed: bytes) -> Provenance:
    """Open what was kept. Raises: SealBroken."""
    told = open_json(key, sealed, place_of_provenance(response_id))
    interpreter, wording = told["interpreter"], told["wording"]
    kinds = {
        "teller": Teller(told["teller"]),
        "writer": Writer(told["writer"]),
        "interpreter": Interpreter(interpreter) if interpreter else None,
        "wording": Wording(wording) if wording else None,
    }
    return Provenance(**told | kinds)


def find_sealed_provenances(session: Session, response_ids: Collection[str]) -> dict[str, bytes]:
    """By response id, what was kept of each, still sealed."""
    found: dict[str, bytes] = {}
    ids = sorted(response_ids)
    for start in range(0, len(ids), BATCH):
        wanted = AccountProvenance.response_id.in_(ids[start : start + BATCH])
        columns = select(AccountProvenance.response_id, AccountProvenance.told_sealed).where(wanted)
        found.update({row.response_id: row.told_sealed for row in session.execute(columns)})
    return found
