"""Look for the account of somebody who lost their number: by its traits, and by words while it is unlocked.

Words are compared in memory with what a page would show: what is masked is not searched, so that nobody can
try out names here. Neither the words looked for nor what was found is kept; that somebody looked is.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.groups import LostNumber
from consult.models.readings import AnswerText
from consult.models.response import Response
from consult.queries.responses import select_these
from consult.queries.sought import Traits, list_sought
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.concerns.stopping_readers import find_kept_away
from consult.services.consultations.reading_versions import read_definition
from consult.services.identifiers.masking import cut_answer
from consult.services.identifiers.redacting import Kept, find_redactions
from consult.services.identifiers.word_places import fold_case
from consult.services.keys.key_keeping import AccountKeys
from consult.services.lost.lost_numbers import check_sought
from consult.services.permissions.reading import read_answers
from consult.services.translations.finding_translations import find_translations
from consult.vocabulary import Bucket, Purpose, UseKind

MOST_AT_ONCE = 50
LONGEST_BEGINNING = 160


@dataclass(frozen=True)
class Opening:
    """How an account that has the words looks: its beginning, masked, in its language; and its length."""

    beginning: str = field(repr=False)
    language: str
    length_words: int


@dataclass(frozen=True)
class Account:
    """The texts of one account, what was taken out of them, and its checked translations as one text."""

    rows: Sequence[AnswerText] = field(repr=False)
    kept: Kept | None
    translated: str = field(repr=False)


@dataclass(frozen=True)
class Sought:
    """Accounts with the traits, and those of them that were opened, to be searched for the words.

    unsearched: why others were not. kept_away: how many somebody else has to read. are_too_many: none was
    opened, since more have these traits than may be opened at once.
    """

    having: Sequence[Response]
    opened: Mapping[str, Account] = field(default_factory=dict, repr=False)
    unsearched: Mapping[Bucket, int] = field(default_factory=dict)
    kept_away: int = 0
    are_too_many: bool = False


def seek(
    session: Session,
    viewer: Viewer,
    asked: LostNumber,
    traits: Traits,
    *,
    by_words: bool,
    keys: AccountKeys,
    now: datetime,
) -> Sought:
    """Find the accounts that may be meant. Raises: Conflict (C355) where nothing is to be found any more.

    by_words: open them too, at most MOST_AT_ONCE: where more have these traits none is.
    """
    check_sought(asked)
    having = list_sought(session, viewer, asked.consultation_id, traits)
    if not by_words or len(having) > MOST_AT_ONCE:
        sought = Sought(having, are_too_many=by_words)
    else:
        sought = _open(session, viewer, asked, having, keys, now)
    _record(session, viewer, asked, [*traits.list_known(), *(["words"] if by_words else [])], sought, now)
    return sought


def match(sought: Sought, words: str) -> dict[str, Opening]:
    """Those in which every word stands, be it in a translation; what is masked counts for nothing.

    It takes long, needs no database, and so must not happen in a transaction.
    """
    wanted = [fold_case(word) for word in words.split()]
    found = ((id, _match(one, wanted)) for id, one in sought.opened.items())
    return {id: opening for id, opening in found if opening}


def keep_shown(
    session: Session,
    viewer: Viewer,
    asked: LostNumber,
    matched: Mapping[str, Opening],
    *,
    keys: AccountKeys,
    now: datetime,
) -> dict[str, Opening]:
    """Those that may still be shown; that a page shows words of them is on record."""
    texts, _ = _read(session, viewer, asked, list(matched), UseKind.PAGE, keys, now)
    return {id: opening for id, opening in matched.items() if id in texts}


def _open(
    session: Session,
    viewer: Viewer,
    asked: LostNumber,
    having: Sequence[Response],
    keys: AccountKeys,
    now: datetime,
) -> Sought:
    kept_away = find_kept_away(session, viewer, [one.id for one in having], keys=keys)
    own = [one.id for one in having if one.id not in kept_away]
    texts, left_out = _read(session, viewer, asked, own, UseKind.ANALYSIS, keys, now)
    translated: dict[str, str] = {}
    for (id, _), made in find_translations(
        session, [row for rows in texts.values() for row in rows], keys
    ).items():
        units = [unit.text for one in made for unit in one.units]
        translated[id] = "\n".join([translated.get(id, ""), *units])
    kept = find_redactions(session, select(Response.id).where(Response.id.in_(texts)), keys)
    opened = {id: Account(rows, kept.get(id), translated.get(id, "")) for id, rows in texts.items()}
    return Sought(having, opened, left_out, len(having) - len(own))


def _read(
    session: Session,
    viewer: Viewer,
    asked: LostNumber,
    ids: Collection[str],
    use_kind: UseKind,
    keys: AccountKeys,
    now: datetime,
) -> tuple[dict[str, list[AnswerText]], Mapping[Bucket, int]]:
    """The texts of these accounts, by id; the use is on record, once more for those that the page shows."""
    reading = read_answers(
        session,
        viewer,
        select_these(viewer, ids),
        purpose=Purpose.ANALYSE,
        use_kind=use_kind,
        subject_id=asked.id,
        keys=keys,
        now=now,
        with_set_aside=True,
    )
    texts: dict[str, list[AnswerText]] = {}
    open_questions = _find_open_questions(session, [one.response_id for one in reading.respondents])
    for row in reading.rows:
        if row.question_id in open_questions[row.response_id]:
            texts.setdefault(row.response_id, []).append(row)
    return texts, Counter(reading.left_out.values())


def _find_open_questions(session: Session, ids: Collection[str]) -> dict[str, set[str]]:
    """Which questions asked for words, by account; a choice that was made is none."""
    rows = session.scalars(select(Response).where(Response.id.in_(ids))).all()
    versions = {one.questionnaire_version_id: one.questionnaire_version for one in rows}
    asked = {
        id: {question.id for question in read_definition(version).questions() if question.kind == "text"}
        for id, version in versions.items()
    }
    return {one.id: asked[one.questionnaire_version_id] for one in rows}


def _match(account: Account, wanted: Sequence[str]) -> Opening | None:
    """What is seen of it, where it has every word also once it is masked."""
    if not _has("\n".join([*(row.text for row in account.rows), account.translated]), wanted):
        return None  # masking takes long
    cut = [_mask(row, account.kept) for row in account.rows]
    return _begin(account.rows, cut) if _has("\n".join([*cut, account.translated]), wanted) else None


def _mask(row: AnswerText, kept: Kept | None) -> str:
    return "".join(piece.shown for piece in cut_answer(row, kept))


def _has(text: str, wanted: Sequence[str]) -> bool:
    folded = fold_case(text)
    return all(word in folded for word in wanted)


def _begin(rows: Sequence[AnswerText], cut: Sequence[str]) -> Opening:
    row, words = next((pair for pair in zip(rows, cut, strict=True) if pair[1].strip()), (rows[0], ""))
    beginning = " ".join(words.split())
    if len(beginning) > LONGEST_BEGINNING:
        beginning = f"{beginning[:LONGEST_BEGINNING].rstrip()}…"
    return Opening(beginning, row.language, sum(len(text.split()) for text in cut))


def _record(
    session: Session, viewer: Viewer, asked: LostNumber, by: Sequence[str], sought: Sought, now: datetime
) -> None:
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="experiences searched for a lost number",
        subject_kind="lost_number",
        subject_id=asked.id,
        details={"by": list(by), "opened": len(sought.opened)},
        now=now,
    )
