"""Positions of organisations: what is complete, which counts, what a changed text does, who counts not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.errors import CodedError
from consult.models.agreement_kinds import Authority, Stance
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.services.agreement.circulating import ask, revoke
from consult.services.agreement.given_lines import LONGEST_LINE, LONGEST_WORDS
from consult.services.agreement.given_positions import list_wrong
from consult.services.agreement.giving_positions import (
    give_position,
    list_positions,
    record_position,
    say_listed,
)
from consult.services.agreement.tallying import SectionTally, find_own, tally
from consult.vocabulary import Standing
from tests.factories.agreeing import ADA, DISSENTS, ENDORSES, ask_one, say
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.factories.versions import HOMES, SCHOOLS, TEXTS, make_exact_version

APPROVED = replace(ENDORSES, authority=Authority.APPROVED, approved_by="The cabinet", approved_on=TODAY)
CHANGED = {**TEXTS, HOMES: "There are enough homes."}


@pytest.fixture
def consultation(sqlite_session: Session) -> Consultation:
    return make_consultation(sqlite_session)


def count(session: Session, version: Any, key: str = HOMES) -> SectionTally:
    return next(one for one in tally(session, version).sections if one.key == key)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"stance": None}, ["stance"]),
        ({"stance": Stance.ADDS}, ["words"]),
        ({"stance": Stance.DISSENTS}, ["words"]),
        ({"stance": Stance.OFFICER_COMMENT}, ["words"]),
        ({"stance": Stance.NO_POSITION}, []),
        ({"words": "x" * (LONGEST_WORDS + 1)}, ["words"]),
        ({"given_by": "x" * (LONGEST_LINE + 1)}, ["given_by"]),
        ({"authority": None}, ["authority"]),
        ({"authority": Authority.APPROVED}, ["approved_by", "approved_on"]),
        ({"given_by": "", "given_role": ""}, ["given_by", "given_role"]),
    ],
)
def test_position__not_complete__is_told_what_is_missing(changes: dict[str, Any], wrong: list[str]) -> None:
    assert list_wrong(replace(ENDORSES, **changes), today=TODAY) == wrong


def test_position__approved_on_a_day_to_come__is_not_complete() -> None:
    later = replace(APPROVED, approved_on=TODAY + timedelta(days=1))
    assert list_wrong(APPROVED, today=TODAY) == [] and list_wrong(later, today=TODAY) == ["approved_on"]


def test_comment_of_an_officer__said_to_be_approved__is_kept_as_the_officers(
    sqlite_session: Session, consultation: Consultation
) -> None:
    made = ask_one(
        sqlite_session, make_exact_version(sqlite_session, consultation), make_organisation(sqlite_session)
    )
    row = say(sqlite_session, made, HOMES, replace(APPROVED, stance=Stance.OFFICER_COMMENT, words="Hm."))
    assert (row.authority, row.approved_by, row.approved_on) == (Authority.OFFICER, "", None)


def test_positions__given_again__are_all_kept_and_the_latest_counts(
    sqlite_session: Session, consultation: Consultation
) -> None:
    version = make_exact_version(sqlite_session, consultation)
    made = ask_one(sqlite_session, version, make_organisation(sqlite_session, name="Harbour Light"))
    say(sqlite_session, made, HOMES)
    say(sqlite_session, made, HOMES, DISSENTS)
    assert [one.stance for one in list_positions(sqlite_session, made.asked)] == ["endorses", "dissents"]
    assert count(sqlite_session, version).counts == {Stance.DISSENTS: 1}
    assert count(sqlite_session, version, SCHOOLS).silent == ("Harbour Light",)


def test_position__sent_twice__is_kept_once(sqlite_session: Session, consultation: Consultation) -> None:
    made = ask_one(
        sqlite_session, make_exact_version(sqlite_session, consultation), make_organisation(sqlite_session)
    )
    first, second = (
        give_position(sqlite_session, made.asked, HOMES, ENDORSES, submission_id="one", now=NOW)
        for _ in range(2)
    )
    assert first is second and len(list_positions(sqlite_session, made.asked)) == 1


@pytest.mark.parametrize(
    ("key", "given", "code"), [("none", ENDORSES, "C102"), (HOMES, replace(ENDORSES, stance=None), "C532")]
)
def test_position__on_no_section_or_not_complete__is_refused(
    sqlite_session: Session, consultation: Consultation, key: str, given: Any, code: str
) -> None:
    made = ask_one(
        sqlite_session, make_exact_version(sqlite_session, consultation), make_organisation(sqlite_session)
    )
    with pytest.raises(CodedError) as refused:
        say(sqlite_session, made, key, given)
    assert refused.value.code == code and list_positions(sqlite_session, made.asked) == []


def test_position__where_the_section_reads_otherwise_later__lapses_and_says_so(
    sqlite_session: Session, consultation: Consultation
) -> None:
    body = make_organisation(sqlite_session, name="Harbour Light")
    first = make_exact_version(sqlite_session, consultation)
    made = ask_one(sqlite_session, first, body)
    say(sqlite_session, made, HOMES)
    say(sqlite_session, made, SCHOOLS, DISSENTS)
    second = make_exact_version(sqlite_session, consultation, CHANGED)
    homes = count(sqlite_session, second)
    assert homes.counts == {} and homes.silent == ()
    assert [(one.holder, one.earlier) for one in homes.earlier] == [("Harbour Light", 1)]
    assert count(sqlite_session, second, SCHOOLS).counts == {Stance.DISSENTS: 1}
    assert count(sqlite_session, first).counts == {Stance.ENDORSES: 1}, "of its own text it stays"
    again = ask_one(sqlite_session, second, body)
    assert {key: one.earlier for key, one in find_own(sqlite_session, again.asked).items()} == {
        HOMES: 1,
        SCHOOLS: None,
    }
    say(sqlite_session, again, HOMES, DISSENTS)
    assert count(sqlite_session, second).counts == {Stance.DISSENTS: 1}
    assert count(sqlite_session, first).counts == {Stance.ENDORSES: 1}


def test_positions__when_a_name_goes_out_of_the_text__stay(
    sqlite_session: Session, consultation: Consultation
) -> None:
    version = make_exact_version(sqlite_session, consultation)
    made = ask_one(sqlite_session, version, make_organisation(sqlite_session))
    say(sqlite_session, made, HOMES)
    body = {**version.body, "sections": [{**one, "blocks": []} for one in version.body["sections"]]}
    version.body = body
    sqlite_session.flush()
    assert count(sqlite_session, version).counts == {Stance.ENDORSES: 1}


@pytest.mark.parametrize("standing", [Standing.OBSERVER, Standing.CONSULTED])
@pytest.mark.parametrize("is_full_by_now", [True, False])
def test_observer__who_says_what_it_thinks__is_told_apart_and_in_no_count(
    sqlite_session: Session, consultation: Consultation, standing: Standing, is_full_by_now: bool
) -> None:
    version = make_exact_version(sqlite_session, consultation)
    police = make_organisation(sqlite_session, name="Police", standing=standing)
    made = ask_one(sqlite_session, version, police)
    say(sqlite_session, made, HOMES)
    if is_full_by_now:
        police.standing = Standing.FULL
    found = tally(sqlite_session, version)
    assert (found.asked, found.observers) == ((), ("Police",))
    homes = count(sqlite_session, version)
    assert homes.counts == {} and [one.holder for one in homes.observers] == ["Police"]
    assert count(sqlite_session, version, SCHOOLS).silent == (), "nor is it missed"


def test_partner__that_becomes_an_observer__counts_no_more(
    sqlite_session: Session, consultation: Consultation
) -> None:
    version = make_exact_version(sqlite_session, consultation)
    body = make_organisation(sqlite_session)
    say(sqlite_session, ask_one(sqlite_session, version, body), HOMES)
    assert count(sqlite_session, version).counts.total() == 1
    body.standing = Standing.OBSERVER
    assert count(sqlite_session, version).counts.total() == 0


def test_silence__of_whoever_was_asked__is_told_unless_the_link_was_a_mistake(
    sqlite_session: Session, consultation: Consultation
) -> None:
    version = make_exact_version(sqlite_session, consultation)
    opened, mistaken = (
        ask_one(sqlite_session, version, make_organisation(sqlite_session, name=name)).asked for name in "AB"
    )
    opened.opened_at = NOW
    for one in (opened, mistaken):
        revoke(sqlite_session, one, author=ADA, now=NOW)
    assert tally(sqlite_session, version).asked == ("A",) and count(sqlite_session, version).silent == ("A",)


def test_listing__as_contributor__is_apart_from_every_position(
    sqlite_session: Session, consultation: Consultation
) -> None:
    version = make_exact_version(sqlite_session, consultation)
    made = ask_one(sqlite_session, version, make_organisation(sqlite_session, name="Harbour Light"))
    say(sqlite_session, made, HOMES, DISSENTS)
    assert tally(sqlite_session, version).listed == ()
    say_listed(sqlite_session, made.asked, is_listed=True, now=NOW)
    found = tally(sqlite_session, version)
    assert found.listed == ("Harbour Light",) and found.sections[0].counts == {Stance.DISSENTS: 1}


def test_position__recorded_by_staff__names_them_and_rests_on_a_minute(
    sqlite_session: Session, consultation: Consultation
) -> None:
    version = make_exact_version(sqlite_session, consultation)
    body = make_organisation(sqlite_session, name="Harbour Light")
    asked = ask(sqlite_session, version, body, author=ADA, now=NOW)
    assert asked.link_hash is None and tally(sqlite_session, version).asked == ()
    file = make_attached(sqlite_session, consultation)
    given: dict[str, Any] = {"said_on": TODAY, "author": ADA, "now": NOW}
    row = record_position(sqlite_session, asked, HOMES, APPROVED, file, submission_id="one", **given)
    assert (row.recorded_by_name, row.file_id) == ("Ada Morgan", file.id)
    assert count(sqlite_session, version).counts == {Stance.ENDORSES: 1}
    file.kind = AttachedKind.TERMS
    with pytest.raises(CodedError) as refused:
        record_position(sqlite_session, asked, HOMES, DISSENTS, file, submission_id="two", **given)
    assert refused.value.code == "C533"
