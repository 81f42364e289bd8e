"""Before a version is made, a manager reads what it will give as an earlier one did, or leave out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.drafting.figures import Rules
from consult.app import create_app
from consult.cli.main import run
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing
from consult.services.handing_out import held_ahead
from consult.services.handing_out.holding_earlier import EarlierVersions, find_earlier
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.vocabulary import Role, Standing, UseKind
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.integration.broken_on_purpose import receive_one_more, write
from tests.integration.checking_numbers import PAGE
from tests.integration.drafted_copies import Kept, reopen

SignIn = Callable[..., FlaskClient]
VERSIONS = PAGE.removesuffix("draft") + "versions"
NOW_SAID = "14 of the 15 returns that answered this question raised this."
PRINTED = "All 14 returns that answered this question raised this. (As of 4 March 2031.)"


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def session(kept_draft: Kept, sqlite_session: Session) -> Session:
    """A version was made; then one return more came, and the draft was built again."""
    received = reopen(kept_draft.lend(), sqlite_session)
    latest = get_latest_draft(sqlite_session, received.consultation.id)
    showing = Showing(SYSTEM, UseKind.EXPORT, NOW)
    make_version(sqlite_session, latest, showing, author=Author(None, "Ada Morgan"))
    receive_one_more(received, latest)
    write(received)
    sqlite_session.commit()
    return sqlite_session


def test_pages__before_a_version_is_made__say_what_it_prints_in_place_of_numbers_of_now(
    sign_in: SignIn, session: Session
) -> None:
    manager = sign_in(Role.MANAGER)
    for page in (PAGE, VERSIONS, f"{PAGE}/question:1"):
        said = manager.get(page).text
        assert f"“{NOW_SAID}” is printed as “{PRINTED}”" in said, page
    assert "is printed as" not in manager.get(f"{PAGE}/asks").text


def test_section__in_which_nothing_is_counted__reads_no_version(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, manager = list[str](), sign_in(Role.MANAGER)

    def note(found: Session, consultation_id: str, rules: Rules) -> EarlierVersions:
        read.append(consultation_id)
        return find_earlier(found, consultation_id, rules)

    monkeypatch.setattr(held_ahead, "find_earlier", note)
    assert manager.get(f"{PAGE}/asks").status_code == 200 and not read
    assert manager.get(f"{PAGE}/question:1").status_code == 200 and len(read) == 1


def test_pages__opened_by_an_observer__name_no_number_of_now(sign_in: SignIn, session: Session) -> None:
    body = make_organisation(session, name="Department of Examples", standing=Standing.OBSERVER).id
    session.commit()
    observer = sign_in(Role.ANALYST, organisation_id=body)
    outline, section = (observer.get(page).text for page in (PAGE, f"{PAGE}/question:1"))
    assert "is printed as" not in outline + section and NOW_SAID not in outline + section
    assert PRINTED in section
    assert observer.get(f"{PAGE}/question:1/history").status_code == 403
    assert NOW_SAID not in observer.get(f"{PAGE}-findings").text


def test_check__of_a_draft_with_numbers_that_are_held__remarks_on_each_and_fails_for_none(
    session: Session,
    sqlite_url: str,
    sqlite_keys_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONSULT_KEYSTORE_URL", sqlite_keys_url)
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path))
    run(create_app, ["draft", "consultation-1", "--check"])
    told = capsys.readouterr()
    assert f"“{NOW_SAID}” is printed as “{PRINTED}”, because of an earlier version" in told.err
    assert "is printed as" not in told.out
