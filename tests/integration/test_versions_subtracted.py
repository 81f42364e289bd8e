"""A later version less an earlier one gives nobody away, and numbers that were published stand."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Table
from consult.exports.assembling_versions import assemble_version
from consult.exports.markdown import make_markdown
from consult.models.analysis import AnsweredItem
from consult.models.campaigns import CampaignMember
from consult.models.draft import Draft
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing, show_section, show_version
from consult.services.drafts.editing import find_standing
from consult.services.permissions.consenting import give_consent
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.version_bodies import FrozenBody, read_body
from consult.vocabulary import Sector, Standing, UseKind
from tests.factories.collecting import make_response
from tests.factories.numbering import NOW, TODAY
from tests.integration.broken_on_purpose import (
    THEME,
    Act,
    build,
    question,
    raise_threshold,
    receive_one_more,
    rename,
    withdraw_one,
)
from tests.integration.drafted_copies import Kept, reopen
from tests.integration.drafting_record import NAMED, UNNAMED, Received
from tests.integration.subtracting_versions import subtract

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(kept_draft: Kept, sqlite_session: Session) -> Received:
    return reopen(kept_draft.lend(), sqlite_session)


def freeze(received: Received) -> DraftVersion:
    latest = get_latest_draft(received.session, received.consultation.id)
    return make_version(received.session, latest, SHOWING, author=Author(None, "Ada Morgan"))


def freeze_after(received: Received, *acts: Act) -> DraftVersion:
    latest = get_latest_draft(received.session, received.consultation.id)
    for act in acts:
        act(received, latest)
    build(received, latest)
    return freeze(received)


def _read(version: DraftVersion) -> FrozenBody:
    return read_body(version.body)


def find_said(version: DraftVersion, statement_id: str = THEME) -> str:
    [said] = [
        one.text
        for section in _read(version).sections
        for one in section.blocks
        if getattr(one, "statement_id", "") == statement_id
    ]
    return said


def find_table(version: DraftVersion, id: str) -> Table | None:
    blocks = [one for section in _read(version).sections for one in section.blocks]
    return next((one for one in blocks if isinstance(one, Table) and one.id == id), None)


@pytest.mark.parametrize("act", [receive_one_more, withdraw_one])
def test_version_two__after_one_came_or_left__subtracted_from_the_first_gives_nobody_away(
    received: Received, act: Act
) -> None:
    first = freeze(received)
    second = freeze_after(received, act)
    assert subtract(_read(first), _read(second)) == {}
    said = find_said(second)
    assert "(As of " in said
    third = freeze_after(received)
    assert subtract(_read(first), _read(third)) == subtract(_read(second), _read(third)) == {}
    assert _read(third).sections == _read(second).sections, "a day is said once"
    file = make_markdown(assemble_version(show_exact(received.session, third, SHOWING))).decode()
    assert said in file


def test_version_two__after_many_came__gives_the_new_numbers(received: Received) -> None:
    first = freeze(received)
    second = freeze_after(received, *[receive_one_more] * 5)
    assert find_said(second) == "14 of the 19 returns that answered this question raised this."
    assert "(As of " not in str(_read(second).sections)
    assert subtract(_read(first), _read(second)) == {}


def test_version_two__of_the_same_record__gives_the_same(received: Received) -> None:
    first = freeze(received)
    assert _read(freeze_after(received)).sections == _read(first).sections


def test_version_two__where_the_earlier_number_is_small_now__gives_none(received: Received) -> None:
    freeze(received)
    second = freeze_after(received, raise_threshold, receive_one_more)
    assert "is left out" in str(_read(second).sections)
    assert not re.search(r"\b(?:[1-9]|1[0-4]) of \d+ returns", str(_read(second).sections))


def take_off_theme(number: int) -> Act:
    """People decide of so many passages that they are not of the theme."""

    def act(received: Received, _draft: Draft) -> None:
        for placement in list(received.themes["T01"].placements)[:number]:
            received.session.delete(placement)
        received.session.flush()
        received.session.expire_all()

    return act


def receive_named(received: Received, _draft: Draft) -> None:
    """One more health body that agreed to be named."""
    given = {"consents": NAMED, "sector": Sector.HEALTH, "organisation_name": "Well Street Practice"}
    make_response(received.session, received.version, {"agree": "yes"}, **given)
    received.session.flush()


def give_sectors(received: Received, _draft: Draft) -> None:
    """Nobody is without a sector, so that two small sectors in which all may be named stand apart."""
    for one in received.returns:
        one.sector = one.sector or Sector.VOLUNTARY_COMMUNITY
    received.session.flush()


def take_name_back(received: Received, _draft: Draft) -> None:
    """The council may be quoted, and not named any more."""
    for one in received.returns:
        if one.sector is Sector.LOCAL_AUTHORITY_LOWER:
            give_consent(received.session, one.id, UNNAMED, given_on=TODAY)
    received.session.flush()
    received.session.expire_all()


@pytest.mark.parametrize("act", [take_off_theme(1), receive_one_more])
def test_version_two__with_a_theme_renamed_since__gives_nobody_away(received: Received, act: Act) -> None:
    first = freeze(received)
    second = freeze_after(received, rename, act)
    assert subtract(_read(first), _read(second)) == {}
    themes = find_table(second, "question:1.themes")
    assert themes and themes.rows[0][:2] == ("Homes that people can afford", "14")
    assert themes.caption.endswith("(As of 4 March 2031.)")
    said = find_said(second, "key-messages.question.1")
    assert said == "On question 1, some returns that answered raised “homes that people can afford”."


def test_version_two__after_people_changed_many__says_what_holds_now(received: Received) -> None:
    """Nine passages were taken off the theme, and one return came late."""
    first = freeze(received)
    second = freeze_after(received, receive_one_more, take_off_theme(9))
    assert find_said(second) == "5 of the 15 returns that answered this question raised this."
    themes = find_table(second, "question:1.themes")
    assert themes and themes.rows[0][1] == "5" and "As of" not in themes.caption
    assert subtract(_read(first), _read(second)) == {}


def test_version_two__with_small_numbers_of_bodies_that_may_be_named__keeps_its_tables(
    received: Received,
) -> None:
    first = freeze_after(received, give_sectors, receive_named, receive_named)
    second = freeze_after(received, receive_named)
    before, after = find_table(first, "contributors.sectors"), find_table(second, "contributors.sectors")
    assert before and after and [row[1] for row in before.rows] == ["13", "2", "1"]
    assert after.rows == before.rows and after.caption.endswith("(As of 4 March 2031.)")
    said = find_said(second, "contributors.received")
    assert said.startswith("16 returns were received: 13 from ") and said.endswith("(As of 4 March 2031.)")
    public = {"health bodies", "district and borough councils", "health"}
    assert subtract(_read(first), _read(second), public=public) == {}


def test_version_two__after_a_body_took_its_name_back__gives_its_small_number_no_more(
    received: Received,
) -> None:
    first = freeze_after(received, give_sectors, receive_named, receive_named)
    assert "1 from district and borough councils" in find_said(first, "contributors.received")
    second = freeze_after(received, take_name_back, receive_named)
    assert "1 from" not in str(_read(second).sections)
    assert find_said(second, "contributors.received") == "16 returns were received. (As of 4 March 2031.)"
    assert find_table(second, "contributors.sectors") is None


def test_section__opened_by_an_observer__reads_as_the_version_does(received: Received) -> None:
    """Two saved texts side by side are shown in the same way."""
    first = freeze(received)
    assert "All 14" in find_said(first)
    second = freeze_after(received, receive_one_more)
    answered = question(get_latest_draft(received.session, received.consultation.id))
    observer = Showing(replace(SYSTEM, standing=Standing.OBSERVER), UseKind.PAGE, NOW)
    blocks = find_standing(received.session, answered).version.blocks
    for showing, is_held in ((SHOWING, False), (observer, True)):
        shown = show_section(received.session, answered, showing).blocks
        beside = show_version(received.session, answered, blocks, showing)
        for texts in (shown, beside):
            said = [one.block.text for one in texts if getattr(one.block, "statement_id", "") == THEME]
            assert (said == [find_said(second)]) is is_held


def share_also(number: int) -> Act:
    """The letter is found in one more return."""

    def act(received: Received, _draft: Draft) -> None:
        session, run = received.session, received.run.id
        answer = next(one for one in received.returns[number].answers if one.question_id == "homes")
        place = {"run_id": run, "key": "C01", "answer_id": answer.id, "revision_id": answer.head_revision_id}
        session.add(CampaignMember(**place, shared=1.0, spans=[[0, 9]], is_counted=True))
        item = session.scalars(select(AnsweredItem).where(AnsweredItem.answer_id == answer.id)).one()
        item.campaign_key = "C01"
        session.flush()
        session.expire_all()

    return act


def test_version_two__with_shared_wording_found_in_one_more_return__gives_the_number_as_it_was(
    received: Received,
) -> None:
    first = freeze_after(received, *[share_also(n) for n in (5, 6)])
    second = freeze_after(received, share_also(4))
    said = "Shared wording was found in 5 returns; none of them wrote anything else."
    assert said in str(_read(first).sections)
    assert find_said(second, "annex-method.campaigns.found") == f"{said} (As of 4 March 2031.)"
    assert subtract(_read(first), _read(second)) == {}
