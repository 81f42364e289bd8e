"""Put the returns of an import in the database, batch by batch, and keep count of every row."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.errors import CodedError, ImportRefused
from consult.models.base import new_id
from consult.models.consent import Consent
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.services import auditing
from consult.services.imports.return_rows import ReadReturn
from consult.services.imports.table_rows import TableRow
from consult.services.returns.taking_in import FirstAnswer, take_in
from consult.vocabulary import Channel, ResponseKind, ResponseState


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not taken in, as it was, and why."""

    number: int
    cells: tuple[str, ...] = field(repr=False)
    error: CodedError

    @property
    def reason(self) -> str:
        """What happened and what to do."""
        return f"{self.error.message} {self.error.remedy}"


class Intake:
    """Takes in batches and keeps count; an id seen before is compared by its content."""

    def __init__(
        self,
        session: Session,
        consultation: Consultation,
        version: QuestionnaireVersion,
        actor: str,
        now: datetime,
    ) -> None:
        self._session, self._consultation, self._version = session, consultation, version
        self._actor, self._now = actor, now
        self._repeats: Counter[str] = Counter()
        self.taken_in = self.already_there = 0
        self.rejected: list[RejectedRow] = []

    def reject(self, row: TableRow, error: CodedError) -> None:
        """Keep a row that cannot be taken in, and why."""
        self.rejected.append(RejectedRow(row.number, row.cells, error))

    def take(self, readable: Sequence[tuple[TableRow, ReadReturn]]) -> None:
        """Add the returns of one batch that are not there yet."""
        named = [(row, self._name(read)) for row, read in readable]
        known = self._find_known([read.external_id for _, read in named])
        fresh: dict[str, ReadReturn] = {}
        for row, read in named:
            try:
                if _is_known(read, known):
                    self.already_there += 1
                else:
                    fresh[read.external_id] = read
                    known[read.external_id] = (read.content_hash, ResponseState.SUBMITTED, True)
            except ImportRefused as error:
                self.reject(row, error)
        self._add(list(fresh.values()))

    def _name(self, read: ReadReturn) -> ReadReturn:
        """Give a return without an id one made of its content, so that the same file again is the same."""
        if read.external_id:
            return read
        told = " ".join(read.told)
        self._repeats[told] += 1
        made = hashlib.sha256(f"{told} {self._repeats[told]}".encode("ascii")).hexdigest()[:16]
        return replace(read, external_id=f"content-{made}")

    def _find_known(self, ids: Sequence[str]) -> dict[str, tuple[str, ResponseState, bool]]:
        """What is there under these ids: content, state, and whether it came by import."""
        columns = (Response.id, Response.external_id, Response.content_hash, Response.state)
        named = or_(Response.external_id.in_(ids), Response.id.in_(ids))
        wanted = select(*columns).where(Response.consultation_id == self._consultation.id, named)
        return {
            row.external_id or row.id: (row.content_hash, row.state, row.external_id is not None)
            for row in self._session.execute(wanted)
        }

    def _add(self, fresh: Sequence[ReadReturn]) -> None:
        responses = [self._make_response(read) for read in fresh]
        self._session.add_all(responses)
        self._session.flush()
        pairs = list(zip(responses, fresh, strict=True))
        author = "" if self._actor == auditing.SYSTEM else self._actor
        answers = [one for pair in pairs for one in _list_answers(*pair)]
        take_in(self._session, answers, author=author, now=self._now)
        self._session.add_all([one for pair in pairs for one in _list_consents(*pair)])
        self._session.flush()
        self.taken_in += len(fresh)

    def _make_response(self, read: ReadReturn) -> Response:
        return Response(
            id=new_id(),
            consultation_id=self._consultation.id,
            questionnaire_version_id=self._version.id,
            kind=ResponseKind.RETURN,
            state=ResponseState.SUBMITTED,
            channel=Channel.IMPORT,
            language=read.language,
            submission_id=new_id(),
            external_id=read.external_id,
            content_hash=read.content_hash,
            organisation_id=read.organisation_id,
            organisation_name=read.organisation_name,
            sector=read.sector,
            sub_region_id=read.sub_region_id,
            received_on=read.received_on,
            submitted_at=self._now,
        )


def _is_known(read: ReadReturn, known: Mapping[str, tuple[str, ResponseState, bool]]) -> bool:
    """True for the same content under the same id. Raises: ImportRefused (C722, C727, C728)."""
    if read.external_id not in known:
        return False
    content_hash, state, is_imported = known[read.external_id]
    if state is ResponseState.WITHDRAWN:
        raise ImportRefused("C727", id=read.external_id)
    if not is_imported:
        raise ImportRefused("C728", id=read.external_id)
    if not read.says_the_same(content_hash):
        raise ImportRefused("C722", id=read.external_id)
    return True


def _list_answers(response: Response, read: ReadReturn) -> list[FirstAnswer]:
    return [
        FirstAnswer(response.id, question_id, value, language)
        for question_id, (value, language) in read.answers.items()
    ]


def _list_consents(response: Response, read: ReadReturn) -> list[Consent]:
    return [
        Consent(response_id=response.id, purpose=purpose, granted=granted, given_on=read.received_on)
        for purpose, granted in read.consents.items()
    ]
