"""What the demonstration's fictional staff decide about what its analyses found."""

from datetime import date

from sqlalchemy.orm import Session, sessionmaker

from consult.cli.opening import get_now, get_today
from consult.cli.talking import make_teller, tell
from consult.errors import NotFound
from consult.models.analysis import AnalysisRun
from consult.models.consultation import Consultation
from consult.queries.runs import find_latest_run
from consult.services.sample.sampling import make_mover
from consult.services.sample.sampling_blind import tag_sample
from consult.services.sample.sampling_tags import decide_returns
from consult.services.sample.sampling_themes import decide_themes, decide_wording
from consult.services.sample.sampling_words import read_decisions, read_judging, read_return_passages, see_as


def decide_about_earlier(sessions: sessionmaker[Session], consultation_id: str) -> None:
    """Look through every passage of the earlier consultation."""
    with sessions.begin() as session:
        _decide_tags(session, _get_run(session, consultation_id), get_today())


def decide_about(sessions: sessionmaker[Session], consultation_id: str) -> None:
    """Tag a blind sample, decide about tags, themes and shared wording; a transaction for each part."""
    until = make_mover(get_today())(read_decisions()["looked_until_on"])
    with sessions.begin() as session:
        _tag_blind(session, _get_run(session, consultation_id))
    with sessions.begin() as session:
        _decide_themes(session, _get_run(session, consultation_id))
    with sessions.begin() as session:
        _decide_tags(session, _get_run(session, consultation_id), until)


def _tag_blind(session: Session, run: AnalysisRun) -> None:
    found = read_decisions()
    consultation = session.get_one(Consultation, run.consultation_id)
    settled = tag_sample(
        session,
        consultation,
        run,
        read_judging(),
        first=see_as(session, found["tags"]),
        second=see_as(session, found["decides"]),
        share_pct=found["blind_share_pct"],
        now=get_now(),
    )
    tell(f"Two people tagged a blind sample and settled {settled} passages on which they differed")


def _decide_themes(session: Session, run: AnalysisRun) -> None:
    found, now = read_decisions(), get_now()
    viewer = see_as(session, found["decides"])
    passages = read_return_passages(session, viewer, run, until=date.max, now=now)
    decide_themes(session, viewer, run, found["themes"], passages, now=now)
    for one in found["wording"]:
        decide_wording(session, viewer, run, one, now=now)
    tell(f"Took {len(found['themes'])} decisions about themes, {len(found['wording'])} about shared wording")


def _decide_tags(session: Session, run: AnalysisRun, until: date) -> None:
    viewer = see_as(session, read_decisions()["tags"])
    now = get_now()
    made = decide_returns(session, viewer, run, read_judging(), until=until, now=now, tell=make_teller())
    tell(f"Looked through {made.passages} passages: {made.accepted} tags accepted, {made.rejected} rejected")


def _get_run(session: Session, consultation_id: str) -> AnalysisRun:
    run = find_latest_run(session, consultation_id)
    if run is None:
        raise NotFound("C402")
    return run
