"""People who must never read an account: sealed, asked for before it is given, and again after a change."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.kept_away import KeptAway, ReaderConfirmation
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked, SealBroken
from consult.sealing.keys import AccountKey
from consult.sealing.payloads import seal_json
from consult.sealing.places import place_of_kept_away
from consult.services.concerns.answering_for_readers import confirm_reader, require_confirmed
from consult.services.concerns.keeping_away import LONGEST_LIST, find_list, find_own_list, keep_away
from consult.services.keeping.destroying import destroy
from consult.services.translations.translating import open_work
from consult.vocabulary import Role
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account
from tests.factories.translating import give, view_as_translator

pytestmark = pytest.mark.portable

LIST = "MARKED an interpreter called Bashir"
VIEWER = Viewer(None, frozenset({Role.MANAGER}))


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    version = make_questionnaire_version(session, make_consultation(session))
    return make_sealed_account(session, version, {"change": "We waited."}, agent)


@pytest.fixture
def own_key(account: Response, agent: UnlockedAgent) -> AccountKey:
    key = agent.open_key(account.id)
    assert key is not None
    return key


@pytest.fixture
def translator(session: Session) -> Staff:
    return make_staff(session, Role.TRANSLATOR, name="Nadia Karim", email="nadia@example.org")


def refuses(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(Conflict) as refused:
        act()
    assert refused.value.code == code


def confirm(
    session: Session, account: Response, staff: Staff, agent: UnlockedAgent, *, is_confirmed: bool = True
) -> None:
    confirm_reader(session, VIEWER, account.id, staff.id, is_confirmed=is_confirmed, keys=agent, today=TODAY)


def test_list__kept__opens_with_the_key_alone_and_lies_nowhere_in_clear(
    session: Session, account: Response, own_key: AccountKey, agent: UnlockedAgent
) -> None:
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)
    [row] = session.scalars(select(KeptAway))
    assert b"MARKED" not in row.named_sealed
    assert find_list(session, account.id, agent).words == LIST
    agent.lock()
    with pytest.raises(Locked):
        find_list(session, account.id, agent)


def test_list__put_under_another_account__does_not_open(
    session: Session, account: Response, own_key: AccountKey
) -> None:
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)
    body = {"words": LIST, "mark": "of another"}
    elsewhere = seal_json(own_key, body, place_of_kept_away("another account"))
    session.get_one(KeptAway, account.id).named_sealed = elsewhere
    session.flush()
    with pytest.raises(SealBroken):
        find_own_list(session, account.id, own_key)


def test_list__too_long__is_refused_and_the_one_before_stays(
    session: Session, account: Response, own_key: AccountKey
) -> None:
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)
    refuses(
        "C371", lambda: keep_away(session, UNCOUNTED, account.id, own_key, "x" * (LONGEST_LIST + 1), on=TODAY)
    )
    assert find_own_list(session, account.id, own_key).words == LIST


def test_reader__where_nobody_was_named__needs_no_confirmation(
    session: Session, account: Response, translator: Staff, agent: UnlockedAgent
) -> None:
    confirm(session, account, translator, agent, is_confirmed=False)
    require_confirmed(session, account.id, translator.id, keys=agent)


def test_reader__not_confirmed__is_refused_until_somebody_answers_for_them(
    session: Session, account: Response, own_key: AccountKey, translator: Staff, agent: UnlockedAgent
) -> None:
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)
    refuses("C373", lambda: confirm(session, account, translator, agent, is_confirmed=False))
    refuses("C374", lambda: require_confirmed(session, account.id, translator.id, keys=agent))
    confirm(session, account, translator, agent)
    require_confirmed(session, account.id, translator.id, keys=agent)


@pytest.mark.parametrize("words", ["nadia, never", "KARIM", "write to nadia@example.org? no"])
def test_reader__who_is_named__is_refused_whatever_is_confirmed(
    session: Session,
    account: Response,
    own_key: AccountKey,
    translator: Staff,
    agent: UnlockedAgent,
    words: str,
) -> None:
    keep_away(session, UNCOUNTED, account.id, own_key, words, on=TODAY)
    refuses("C372", lambda: confirm(session, account, translator, agent))
    assert session.scalars(select(ReaderConfirmation)).all() == []


def test_list__changed_after_somebody_answered__keeps_the_reader_out_until_they_do_again(
    session: Session, account: Response, own_key: AccountKey, translator: Staff, agent: UnlockedAgent
) -> None:
    confirm(session, account, translator, agent)
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)
    refuses("C374", lambda: require_confirmed(session, account.id, translator.id, keys=agent))
    confirm(session, account, translator, agent)
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)  # the same again is no change
    require_confirmed(session, account.id, translator.id, keys=agent)
    keep_away(session, UNCOUNTED, account.id, own_key, f"{LIST}, and Nadia", on=TODAY)
    refuses("C372", lambda: require_confirmed(session, account.id, translator.id, keys=agent))
    keep_away(session, UNCOUNTED, account.id, own_key, "", on=TODAY)
    require_confirmed(session, account.id, translator.id, keys=agent)


def test_list__with_its_account__dies(
    session: Session, account: Response, own_key: AccountKey, translator: Staff, agent: UnlockedAgent
) -> None:
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)
    confirm(session, account, translator, agent)
    destroy(session, account.id)
    assert session.scalars(select(KeptAway)).all() == []
    assert session.scalars(select(ReaderConfirmation)).all() == []


def test_translator__whom_the_person_keeps_away__gets_no_account_and_opens_none(
    session: Session, account: Response, own_key: AccountKey, translator: Staff, agent: UnlockedAgent
) -> None:
    keep_away(session, UNCOUNTED, account.id, own_key, LIST, on=TODAY)
    refuses("C373", lambda: give(session, account, translator, agent, language="cy"))
    given = give(session, account, translator, agent, language="cy", is_confirmed=True)
    viewer = view_as_translator(session, given)
    assert open_work(session, viewer, account, "cy", keys=agent, now=NOW).texts

    keep_away(session, UNCOUNTED, account.id, own_key, f"{LIST}, or anybody called Nadia", on=TODAY)
    refuses("C372", lambda: open_work(session, viewer, account, "cy", keys=agent, now=NOW))
    refuses("C372", lambda: give(session, account, translator, agent, language="cy", is_confirmed=True))
    keep_away(session, UNCOUNTED, account.id, own_key, f"{LIST}, or anybody from Southgate", on=TODAY)
    refuses("C374", lambda: open_work(session, viewer, account, "cy", keys=agent, now=NOW))
    give(session, account, translator, agent, language="cy", is_confirmed=True)
    assert open_work(session, viewer, account, "cy", keys=agent, now=NOW).texts
