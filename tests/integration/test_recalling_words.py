"""Words that went out in a file and are taken out, or said otherwise, since: the file is to be taken back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.amending import finish_amending
from consult.services.experiences.giving import OpenedAccount
from consult.services.identifiers.clearing import keep_check, open_for_check
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.answering import list_own_answers, save_answer
from consult.services.returns.exporting import build_response_table
from consult.vocabulary import Role
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.integration.test_told_elsewhere import TOLD, Call, build, call, export, list_blocks

__all__ = ["call"]


def list_recalled(session: Session) -> set[str]:
    wanted = select(ReleasedFile.description).join(Recall, Recall.file_id == ReleasedFile.id)
    return set(session.scalars(wanted))


def hand_out(call: Call) -> tuple[Response, Viewer]:
    """An experience that a draft quotes, which went out, and so did the table with it and another draft."""
    told = call.received.add_account(TOLD)
    draft = build(call)
    export(call, draft)
    assert [one.words for one in list_blocks(call, draft)] == [TOLD]
    viewer = Viewer(make_staff(call.session, Role.MANAGER).id, frozenset({Role.MANAGER}))
    keys = call.received.agent
    build_response_table(call.session, viewer, call.received.consultation, keys=keys, now=NOW)
    assert list_recalled(call.session) == set()
    return told, viewer


def check(call: Call, told: Response, viewer: Viewer, words: str) -> None:
    keys = call.received.agent
    clearing = open_for_check(call.session, viewer, told, keys=keys, now=NOW)
    [text] = clearing.texts
    keep_check(
        call.session,
        viewer,
        told,
        clearing,
        {},
        {text.question_id: [words]} if words else {},
        mark=clearing.mark,
        is_finished=False,
        keys=keys,
        today=TODAY,
        now=NOW,
    )


def test_files__with_words_that_are_taken_out_since__are_to_be_taken_back(call: Call) -> None:
    told, viewer = hand_out(call)
    check(call, told, viewer, "")
    assert list_recalled(call.session) == set(), "nothing more was taken out"

    check(call, told, viewer, "school office")

    files = set(call.session.scalars(select(ReleasedFile.description)))
    assert list_recalled(call.session) == files and len(files) == 2


def test_files__with_words_that_the_person_changed_since__are_to_be_taken_back(
    call: Call, sqlite_store: KeyStore
) -> None:
    store = sqlite_store
    told, _ = hand_out(call)
    key = call.received.agent.open_key(told.id)
    own = {one.question_id: one for one in list_own_answers(call.session, told, key)}
    before = {id: one.value for id, one in own.items()}
    opened = OpenedAccount(told, key)
    questionnaire = read_definition(told.questionnaire_version)
    finish_amending(call.session, store, opened, questionnaire, before, on=TODAY)
    assert list_recalled(call.session) == set(), "nothing was changed"

    said = "We waited, and I say no more of it than that."
    parent = own["told"].revision_id
    save_answer(call.session, told, "told", said, language="en", parent_id=parent, now=NOW, key=key)
    finish_amending(call.session, store, opened, questionnaire, before, on=TODAY)

    assert len(list_recalled(call.session)) == 2
