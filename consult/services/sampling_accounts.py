"""The demonstration's fictional experiences, given through the same sealing as real ones."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.provenance import SELF_TOLD, Provenance
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer
from consult.sealing.codenames import new_codename, stretch_codename
from consult.sealing.keys import PartnershipPublicKey
from consult.services.answering import save_answer
from consult.services.giving import OpenedAccount, begin_account, open_unsent, send_account
from consult.services.key_keeping import KeyStore
from consult.services.publishing import get_published, read_definition
from consult.services.sampling import MoveDate, move_dates
from consult.services.sampling_region import SAMPLE
from consult.services.table_files import read_table_file
from consult.vocabulary import Channel, FormPurpose, Purpose
from forms.definitions import Questionnaire
from forms.kinds import get_handler

Tell = Callable[[str, int, int], None]


def load_accounts(
    session: Session,
    store: KeyStore,
    consultation: Consultation,
    *,
    public_key: PartnershipPublicKey,
    secret_salt: bytes,
    move: MoveDate,
    now: datetime,
    tell: Tell,
) -> int:
    """Give each fictional experience, sealed as it is written; returns how many. No number is kept."""
    version = get_published(session, consultation, FormPurpose.ACCOUNT)
    definition = read_definition(version)
    table = move_dates(read_table_file(SAMPLE / "accounts.csv"), move)
    for place, row in enumerate(table.rows):
        tell("locking experiences", place, len(table.rows))
        given = dict(zip(table.header, row.cells, strict=True))
        opened = _write(session, store, consultation, version, definition, given, now)
        send_account(
            session,
            store,
            opened,
            definition,
            {purpose: given[f"consent_{purpose.value}"] == "true" for purpose in Purpose},
            number=stretch_codename(new_codename(), secret_salt),
            public_key=public_key,
            today=date.fromisoformat(given["received_on"]),
            now=now,
        )
    tell("locking experiences", len(table.rows), len(table.rows))
    return len(table.rows)


def _write(
    session: Session,
    store: KeyStore,
    consultation: Consultation,
    version: QuestionnaireVersion,
    definition: Questionnaire,
    given: Mapping[str, str],
    now: datetime,
) -> OpenedAccount:
    begun = begin_account(
        session,
        store,
        consultation,
        version,
        language=given["language"],
        channel=Channel(given["channel"]),
        submission_id=new_id(),
        provenance=_read_provenance(given),
        today=date.fromisoformat(given["received_on"]),
        now=now,
    )
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    opened.response.place_band = given["place_band"]
    for question in definition.questions():
        value = get_handler(question.kind).parse_cell(given.get(question.id, ""), question)
        if value is not None:
            save_answer(
                session,
                opened.response,
                question.id,
                value,
                language=given["language"],
                parent_id=None,
                now=now,
                key=opened.key,
            )
    return opened


def _read_provenance(given: Mapping[str, str]) -> Provenance:
    if given["teller"] == "self":
        return SELF_TOLD
    return Provenance(
        is_relayed=True,
        teller=Teller.EVENT if given["teller"] == "event" else Teller.PERSON,
        writer=Writer.WORKER,
        interpreter=Interpreter(given["interpreter"]),
        language=given["language"],
        wording=Wording(given["wording"]),
        was_read_back=given["read_back"] == "true",
    )
