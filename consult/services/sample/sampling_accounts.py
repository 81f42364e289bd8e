"""The demonstration's fictional experiences, given through the same sealing as real ones.

A fictional analyst has checked most of them for personal data, so that the demonstration can quote them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.desk_kinds import RedactionState
from consult.models.provenance import SELF_TOLD, Provenance
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer
from consult.queries.checked import find_heads_marks
from consult.sealing.codenames import new_codename, stretch_codename
from consult.sealing.keys import PartnershipPublicKey
from consult.services.consultations.publishing import get_published
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import OpenedAccount, begin_account, open_unsent, send_account
from consult.services.experiences.relaying import lock_for_group
from consult.services.experiences.setting_aside import note_reading
from consult.services.identifiers.clearing import suggest
from consult.services.identifiers.redacting import Kept, keep_redactions
from consult.services.imports.table_files import read_table_file
from consult.services.keys.key_keeping import KeyStore
from consult.services.region.staffing import find_member
from consult.services.returns.answering import save_answer
from consult.services.sample.sampling import MoveDate, move_dates
from consult.services.sample.sampling_groups import SampleGroup, pass_on
from consult.services.sample.sampling_region import SAMPLE
from consult.services.sample.sampling_translations import load_translation
from consult.vocabulary import Channel, FormPurpose, Purpose, Role
from forms.definitions import Questionnaire
from forms.kinds import get_handler

Tell = Callable[[str, int, int], None]
ONE_IN = 10
"""One experience in so many is left for whoever tries the check."""


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
    groups: Mapping[str, SampleGroup] = MappingProxyType({}),
) -> int:
    """Give each fictional experience, sealed as it is written; returns how many. No number is kept."""
    version = get_published(session, consultation, FormPurpose.ACCOUNT)
    definition = read_definition(version)
    checker = find_member(session, Role.ANALYST)
    table = move_dates(read_table_file(SAMPLE / "accounts.csv"), move)
    for place, row in enumerate(table.rows):
        tell("locking experiences", place, len(table.rows))
        given = dict(zip(table.header, row.cells, strict=True))
        opened = _write(session, store, consultation, version, definition, given, now)
        through = groups.get(given["relay_group"])
        if through is not None:
            pass_on(session, through.group, opened, given)
        send_account(
            session,
            store,
            opened,
            definition,
            {purpose: given[f"consent_{purpose.value}"] == "true" for purpose in Purpose},
            number=stretch_codename(new_codename(), secret_salt),
            public_key=public_key,
            finish=partial(_lock_for, session, through, opened),
            today=date.fromisoformat(given["received_on"]),
            now=now,
        )
        if place % ONE_IN != ONE_IN - 1:
            _check(session, opened, definition, given, checker, date.fromisoformat(given["received_on"]))
            load_translation(session, opened, given["account_id"], checker, now=now)
    tell("locking experiences", len(table.rows), len(table.rows))
    return len(table.rows)


def _lock_for(session: Session, through: SampleGroup | None, opened: OpenedAccount) -> bytes | None:
    return lock_for_group(session, through.group, opened.response.id, opened.key) if through else None


def _check(
    session: Session,
    opened: OpenedAccount,
    definition: Questionnaire,
    given: Mapping[str, str],
    checker: str | None,
    today: date,
) -> None:
    """Take out whatever the machine suggests: these words were written to hold none of it."""
    texts = {one.id: given.get(one.id, "") for one in definition.questions() if one.kind == "text"}
    found = [one for question_id, text in texts.items() for one in suggest(question_id, text)]
    decided = (replace(one, state=RedactionState.CONFIRMED, by=checker or "") for one in found)
    mark = find_heads_marks(session, select(Response.id).where(Response.id == opened.response.id))
    kept = Kept(mark[opened.response.id], True, tuple(decided))
    keep_redactions(session, opened.response.id, kept, key=opened.key, staff_id=checker, today=today)
    note_reading(session, opened.response.id, today=today)


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
