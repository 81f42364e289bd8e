"""Links to a version and one-time codes: who is sent one, how often it may be tried, and what ends it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.services.agreement.circulating import (
    MadeLink,
    circulate,
    find_by_hash,
    hash_token,
    list_asked,
    revoke,
)
from consult.services.agreement.position_codes import (
    LASTS,
    MOST_SENT,
    MOST_TRIES,
    SENT_WITHIN,
    send_code,
    use_code,
)
from tests.factories.agreeing import ADA, CLOSES_ON, SECRET, ask_one
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_contact, make_organisation
from tests.factories.versions import make_exact_version

ADDRESS = "Ada.Morgan@example.org"


@pytest.fixture
def version(sqlite_session: Session) -> DraftVersion:
    return make_exact_version(sqlite_session, make_consultation(sqlite_session))


@pytest.fixture
def body(sqlite_session: Session) -> Organisation:
    body = make_organisation(sqlite_session, name="Harbour Light")
    make_contact(sqlite_session, body, email=ADDRESS)
    return body


@pytest.fixture
def made(sqlite_session: Session, version: DraftVersion, body: Organisation) -> MadeLink:
    return ask_one(sqlite_session, version, body)


def find(session: Session, made: MadeLink, **later: float) -> bool:
    today = TODAY + timedelta(**later)
    return find_by_hash(session, hash_token(made.token), today=today) is made.asked


def send(session: Session, made: MadeLink, address: str = ADDRESS, **later: float) -> str:
    """The code that was sent; nothing where none was."""
    sent = send_code(session, made.asked, address, secret=SECRET, now=NOW + timedelta(**later))
    return sent.code if sent else ""


def enter(session: Session, made: MadeLink, code: str, **later: float) -> bool:
    now = NOW + timedelta(**later)
    return use_code(session, made.asked, code, secret=SECRET, now=now) is not None


def miss(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_link__until_the_end_of_its_last_day__opens_and_not_after(
    sqlite_session: Session, made: MadeLink
) -> None:
    left = (CLOSES_ON - TODAY).days
    assert find(sqlite_session, made, days=left) and not find(sqlite_session, made, days=left + 1)
    assert made.token not in str(vars(made.asked)) and made.token not in repr(made)


def test_link__taken_back_or_made_again__opens_nothing_more(
    sqlite_session: Session, made: MadeLink, version: DraftVersion, body: Organisation
) -> None:
    again = ask_one(sqlite_session, version, body)
    assert again.asked is made.asked and not find(sqlite_session, made) and find(sqlite_session, again)
    revoke(sqlite_session, again.asked, author=ADA, now=NOW)
    assert not find(sqlite_session, again) and list_asked(sqlite_session, version) == [made.asked]
    assert find_by_hash(sqlite_session, "", today=TODAY) is None


@pytest.mark.parametrize(
    ("is_chosen", "closes_on", "code"), [(False, CLOSES_ON, "C531"), (True, None, "C530")]
)
def test_circulation__to_nobody_or_until_a_day_that_is_past__is_refused(
    sqlite_session: Session,
    version: DraftVersion,
    body: Organisation,
    is_chosen: bool,
    closes_on: Any,
    code: str,
) -> None:
    chosen, last = [body] if is_chosen else [], closes_on or TODAY - timedelta(days=1)
    with pytest.raises(Conflict) as refused:
        circulate(sqlite_session, version, chosen, closes_on=last, author=ADA, now=NOW)
    assert refused.value.code == code and list_asked(sqlite_session, version) == []


def test_code__asked_for_by_whoever_got_the_link_forwarded__goes_to_the_contact_alone(
    sqlite_session: Session, made: MadeLink
) -> None:
    other = make_organisation(sqlite_session, name="Other")
    make_contact(sqlite_session, other, email="other@example.org")
    assert [send(sqlite_session, made, one) for one in ("", "other@example.org", "me@example.net")] == [
        ""
    ] * 3
    sent = send_code(sqlite_session, made.asked, " ada.morgan@EXAMPLE.org", secret=SECRET, now=NOW)
    assert sent is not None and sent.contact.email == ADDRESS, "as the directory writes it"
    assert sent.code not in str([vars(one) for one in made.asked.codes]) and sent.code not in repr(sent)


def test_code__right__opens_once_however_it_is_spaced(sqlite_session: Session, made: MadeLink) -> None:
    code = send(sqlite_session, made)
    assert made.asked.opened_at is None
    assert enter(sqlite_session, made, f" {code[:3]} {code[3:]} ") and made.asked.opened_at == NOW
    assert not enter(sqlite_session, made, code)


def test_code__guessed__is_dead_after_so_many_tries(sqlite_session: Session, made: MadeLink) -> None:
    code = send(sqlite_session, made)
    assert not any(enter(sqlite_session, made, miss(code)) for _ in range(MOST_TRIES))
    assert not enter(sqlite_session, made, code)
    code = send(sqlite_session, made)
    assert not any(enter(sqlite_session, made, miss(code)) for _ in range(MOST_TRIES - 1))
    assert enter(sqlite_session, made, code), "the last try counts"


def test_codes__asked_for_again_and_again__are_not_sent_without_end(
    sqlite_session: Session, made: MadeLink
) -> None:
    sent = [send(sqlite_session, made, minutes=n) for n in range(MOST_SENT + 1)]
    assert [bool(one) for one in sent] == [True] * MOST_SENT + [False]
    assert send(sqlite_session, made, seconds=SENT_WITHIN.total_seconds() + 1)


def test_code__too_old_or_followed_by_another__opens_nothing(sqlite_session: Session, made: MadeLink) -> None:
    first = send(sqlite_session, made)
    assert not enter(sqlite_session, made, first, seconds=LASTS.total_seconds())
    second = send(sqlite_session, made, minutes=1)
    assert not enter(sqlite_session, made, first, minutes=1) or first == second
    assert enter(sqlite_session, made, second, minutes=2)


def test_code__of_another_link__opens_nothing(
    sqlite_session: Session, made: MadeLink, version: DraftVersion
) -> None:
    other = make_organisation(sqlite_session, name="Other")
    make_contact(sqlite_session, other, email="other@example.org")
    second = ask_one(sqlite_session, version, other)
    codes = send(sqlite_session, made), send(sqlite_session, second, "other@example.org")
    assert enter(sqlite_session, second, codes[0]) is (codes[0] == codes[1])
    assert enter(sqlite_session, made, codes[0])
