"""What dies with a response: one list of everything that was made of it, against every table there is.

A table that refers to a response, an answer or a segment stands in DIES, or its column in STAYS with the
reason; tests/integration/test_destroying.py compares both lists with the metadata and with what is left.
"""

from collections.abc import Iterator

from sqlalchemy import Select, Table, delete, select, update
from sqlalchemy.orm import Session

from consult.models.all import METADATA
from consult.models.analysis import ResponseBucket
from consult.models.wiping import wipe_after_commit
from consult.services.keeping.erasing import erase_answers
from consult.services.themes.forgetting_phrases import forget_phrases
from consult.vocabulary import Bucket

RESPONSE = "response"
DIES: dict[str, str] = {
    "account_copy": "response_id",
    "account_message": "response_id",
    "account_provenance": "response_id",
    "carried_material": "response_id",
    "consent": "response_id",
    "correction": "response_id",
    "danger_suggestion": "response_id",
    "extended_return": "response_id",
    "handling": "response_id",
    "kept_away": "response_id",
    "listening_event": "response_id",
    "observer_release": "response_id",
    "partner_fact": "response_id",
    "quotation_verdict": "response_id",
    "reader_confirmation": "response_id",
    "redaction_record": "response_id",
    "return_find": "answer_id",
    "return_find_decision": "answer_id",
    "return_reading": "response_id",
    "said_since": "response_id",
    "translation": "response_id",
    "translation_assignment": "response_id",
    "unfinished_return": "response_id",
    "answer": "response_id",
    "answered_item": "answer_id",
    "segment": "answer_id",
    "settled_language": "answer_id",
    "coding": "segment_id",
    "theme_placement": "segment_id",
    "blind_passage": "segment_id",
    "blind_coding": "passage_id",
    "own_segment": "segment_id",
    "campaign_member": "answer_id",
    "campaign_decision": "answer_id",
    "decided_member": "answer_id",
}
"""Each table whose rows die, with the column that leads towards the response. Revisions die with answers."""

STAYS: dict[str, str] = {
    "response_bucket.response_id": "every response is counted; this one as withdrawn",
    "concern.response_id": "a concern has its own key and retention, and its copy of whom it is kept from",
    "use.response_id": "leads to the files and drafts that have to be changed or taken back",
    "excerpt.response_id": "a reference without words: the draft shows a gap there until somebody removes it",
    "excerpt.revision_id": "emptied when the text that it counted into goes",
    "group_entry.response_id": "the group's own list says that it was withdrawn; what opens words is emptied",
    "lost_number.response_id": "how two on the staff decided to withdraw it for somebody without a number",
    "legal_hold.response_id": "says only that the law asked for it to be kept",
}
"""Each column that goes on to refer to a withdrawn response, and why. None of these holds words."""


EMPTIED: dict[str, dict[str, object]] = {
    "group_entry": {"correction_key": None, "may_read_back": False},
    "lost_number": {"label_sealed": None, "reason": ""},
}
"""What is emptied in rows that stay."""


def destroy(session: Session, response_id: str) -> None:
    """Delete the answers of a response and everything made of them; nobody's words are read for it."""
    wipe_after_commit(session)
    forget_phrases(session, response_id)
    for table, column in _list_doomed():
        towards = _select_ids(_find_target(table, column), response_id)
        session.execute(delete(table).where(table.c[column].in_(towards)))
    for name, emptied in EMPTIED.items():
        table = METADATA.tables[name]
        own = update(table).where(table.c.response_id == response_id)
        session.execute(own.values(emptied))
    erase_answers(session, response_id)
    buckets = update(ResponseBucket).where(ResponseBucket.response_id == response_id)
    session.execute(buckets.values(bucket=Bucket.WITHDRAWN))


def _list_doomed() -> Iterator[tuple[Table, str]]:
    """Children before their parents; answers go last, with their revisions."""
    for table in reversed(METADATA.sorted_tables):
        if table.name in DIES and table.name != "answer":
            yield table, DIES[table.name]


def _find_target(table: Table, column: str) -> str:
    (key,) = table.c[column].foreign_keys
    return key.column.table.name


def _select_ids(table_name: str, response_id: str) -> Select[str]:
    """The ids in a table that belong to the response."""
    table = METADATA.tables[table_name]
    if table_name == RESPONSE:
        return select(table.c.id).where(table.c.id == response_id)
    column = DIES[table_name]
    towards = _select_ids(_find_target(table, column), response_id)
    return select(table.c.id).where(table.c[column].in_(towards))
