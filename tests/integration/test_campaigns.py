"""Shared wording at the desk: shown with each one's own words, decided by people, kept by later runs."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from consult.errors import NotFound
from consult.jobs import analysis as analysis_job
from consult.models.analysis import AnalysisRun
from consult.models.audit import AuditEntry
from consult.models.campaign_kinds import CampaignVerdict
from consult.models.campaigns import CampaignDecision, CampaignMember
from consult.models.response import Answer, Response
from consult.models.staff import Staff
from consult.queries.campaigns import find_counted, find_own
from consult.queries.runs import find_latest_run
from consult.queries.themes import count_sizes
from consult.queries.viewer import SYSTEM
from consult.services.campaigns.settling_campaigns import count_shared, decide_campaign
from consult.services.campaigns.showing_campaigns import show_campaigns
from consult.services.drafts.noticing import mark_record
from consult.vocabulary import Channel, ResponseKind, Role
from tests.factories.analysed import run_analysis
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.region import make_staff
from tests.integration.conftest import SignIn

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
LETTER = (
    "We ask the government to lift the ban on work for people who wait for a decision. Everyone should be "
    "able to support a family, pay tax and use the skills they brought here."
)
OWN = "Our own drop-in sees four engineers every week who may not work."
OTHERS = (
    "Interpreters are often missing at the doctor, so people leave without knowing what was said to them.",
    "English classes have long waiting lists, and parents cannot go because there is no childcare at all.",
    "Rents in our district are too high for families, and they wait for months in hotels on the ring road.",
)
ADDRESS = "/desk/consultations/letters/shared-wording"


@pytest.fixture
def run_id(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> str:
    """Five copies of a letter, one with words of its own, and three returns that share nothing."""
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)
    with sessions.begin() as session:
        consultation = make_consultation(session, slug="letters")
        version = make_questionnaire_version(session, consultation)
        texts = [LETTER, LETTER, LETTER, LETTER.replace("We ask", "Please tell"), f"{LETTER} {OWN}", *OTHERS]
        for n, text in enumerate(texts):
            make_response(session, version, {"experience": text}, organisation_name=f"Body {n}")
        consultation_id = consultation.id
    run = run_analysis(sessions, settings, consultation_id)
    assert run is not None
    return run.id


def read(client: FlaskClient, address: str) -> str:
    """The words of a page in one line."""
    return " ".join(client.get(address).text.split())


def decide(
    session: Session,
    run: AnalysisRun,
    verdict: CampaignVerdict,
    answer_id: str | None = None,
    key: str = "C01",
    after: int = 0,
) -> None:
    """Decide as the first on the staff."""
    staff_id = session.scalars(select(Staff.id)).first() or make_staff(session, Role.ANALYST).id
    decide_campaign(
        session, SYSTEM, run, key, verdict, staff_id=staff_id, now=NOW + timedelta(after), answer_id=answer_id
    )


@pytest.fixture
def desk(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session on the site's own database."""
    with sessions() as session:
        yield session


def add_pending(session: Session, run: AnalysisRun) -> list[str]:
    """Say that the campaign and one other answer are the same letter in two languages."""
    answer_ids = list(session.scalars(select(CampaignMember.answer_id).order_by(CampaignMember.answer_id)))
    for answer_id in answer_ids[:2]:
        values = {"key": "X01", "answer_id": answer_id, "shared": 0.5, "spans": [[0, 20]]}
        session.add(CampaignMember(run_id=run.id, **values))
    session.flush()
    count_shared(session, run)
    return answer_ids[:2]


def test_page__of_a_letter__shows_size_wording_and_what_one_added(run_id: str, sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    listed, one = client.get(ADDRESS).text, client.get(f"{ADDRESS}/C01").text
    assert "Responses: 5; without the open form for experiences: 5." in listed
    assert "With words of their own: 1" in listed
    assert "lift the ban on work" in listed and "it counts as shared" in listed
    assert f"{OWN}</blockquote>" in one and f"<mark> {OWN}</mark>" in one
    assert one.count("Nothing of their own.") == 3 and run_id


def test_size__of_a_letter_sent_by_the_open_form_too__is_given_without_it(desk: Session, run_id: str) -> None:
    run = desk.get_one(AnalysisRun, run_id)
    (before,) = show_campaigns(desk, SYSTEM, run, keys=None, now=NOW)
    told = desk.scalars(select(Response).join(Answer).join(CampaignMember)).first()
    assert told is not None and (before.responses, before.without_open) == (5, 5)
    emptied = {"started_at": None, "submitted_at": None, "organisation_id": None, "organisation_name": ""}
    for name, value in {"kind": ResponseKind.ACCOUNT, "channel": Channel.OPEN, **emptied}.items():
        setattr(told, name, value)
    desk.flush()
    (after,) = show_campaigns(desk, SYSTEM, run, keys=None, now=NOW)
    assert (after.responses, after.without_open) == (5, 4)


def test_counts__without_shared_wording__keep_what_somebody_added(desk: Session, run_id: str) -> None:
    run = desk.get_one(AnalysisRun, run_id)
    own, counted = find_own(desk, SYSTEM, run_id), find_counted(desk, SYSTEM, run_id)
    assert set(counted.values()) == {"C01"} and len(counted) == 5 and len(own) == 1
    sizes = count_sizes(desk, SYSTEM, run).values()
    assert sum(size.own for size in sizes) < sum(size.all for size in sizes)
    decide(desk, run, CampaignVerdict.REFUSED)
    assert all(size.own == size.all for size in count_sizes(desk, SYSTEM, run).values())


def test_overview_and_themes__of_an_analysed_consultation__say_both_counts(
    desk: Session, run_id: str, sign_in: SignIn
) -> None:
    client, board_member = sign_in(Role.ANALYST), sign_in(Role.BOARD_MEMBER)
    told = "Of 8 responses with words that the latest analysis read, "
    pages = [ADDRESS.replace("shared-wording", part) for part in ("themes", "")]
    for page in pages:
        assert f"{told}4 said something in words of their own and 4 sent shared wording alone" in read(
            client, page
        )
    assert "is not shown: a number would be small" in read(board_member, pages[1])
    decide(desk, desk.get_one(AnalysisRun, run_id), CampaignVerdict.REFUSED)
    desk.commit()
    assert f"{told}none is shared wording alone" in read(client, pages[1])


def test_decision__through_the_page__is_kept_with_who_and_when(
    desk: Session, run_id: str, sign_in: SignIn
) -> None:
    client = sign_in(Role.MANAGER)
    mark = mark_record(desk, desk.get_one(AnalysisRun, run_id).consultation_id, today=NOW.date())
    desk.rollback()
    page = client.post(f"{ADDRESS}/C01", data={"verdict": "refused"}, follow_redirects=True).text
    assert client.post(f"{ADDRESS}/C01", data={"verdict": "perhaps"}).status_code == 404
    assert "Refused by" in page and "Counted as shared: 0" in page
    decision = desk.scalars(select(CampaignDecision)).one()
    assert (decision.key, decision.verdict, len(decision.members)) == ("C01", CampaignVerdict.REFUSED, 5)
    assert decision.staff_id and decision.at
    assert desk.scalars(select(AuditEntry).where(AuditEntry.action == "shared wording decided")).one()
    assert mark_record(desk, decision.consultation_id, today=NOW.date()) != mark


def test_decision__about_one_answer__leaves_the_others(desk: Session, run_id: str) -> None:
    run = desk.get_one(AnalysisRun, run_id)
    answer_id = min(find_counted(desk, SYSTEM, run_id))
    decide(desk, run, CampaignVerdict.REFUSED, answer_id)
    assert len(find_counted(desk, SYSTEM, run_id)) == 4
    decide(desk, run, CampaignVerdict.UNDECIDED, answer_id, after=1)
    assert len(find_counted(desk, SYSTEM, run_id)) == 5
    with pytest.raises(NotFound):
        decide(desk, run, CampaignVerdict.REFUSED, "no answer of it")


def test_later_run__of_the_same_letter__respects_what_was_decided(
    desk: Session, sessions: sessionmaker[Session], settings: Mapping[str, Any], run_id: str
) -> None:
    run = desk.get_one(AnalysisRun, run_id)
    decide(desk, run, CampaignVerdict.REFUSED)
    consultation_id = run.consultation_id
    desk.commit()
    run_analysis(sessions, settings, consultation_id)
    later = find_latest_run(desk, consultation_id)
    assert later is not None and later.id != run_id
    members = desk.scalars(select(CampaignMember).where(CampaignMember.run_id == later.id)).all()
    assert len(members) == 5 and find_counted(desk, SYSTEM, later.id) == {}


def test_letter__in_two_languages__counts_only_once_confirmed(desk: Session, run_id: str) -> None:
    run = desk.get_one(AnalysisRun, run_id)
    both = add_pending(desk, run)
    assert set(find_counted(desk, SYSTEM, run_id).values()) == {"C01"}
    decide(desk, run, CampaignVerdict.CONFIRMED, key="X01")
    counted = find_counted(desk, SYSTEM, run_id)
    assert {counted[one] for one in both} == {"X01"} and len(counted) == 5


def test_page__before_any_run__says_what_to_do(sessions: sessionmaker[Session], sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    with sessions.begin() as session:
        make_consultation(session, slug="letters")
    assert "Run the analysis first" in client.get(ADDRESS).text
    assert client.get(f"{ADDRESS}/C01").status_code == 404
