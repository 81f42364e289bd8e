"""What the demonstration's fictional staff decide, and what becomes of the earlier response, by tables."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from consult.cli.demo_decisions import decide_about, decide_about_earlier
from consult.cli.demo_response import FIRST, finish_earlier
from consult.cli.opening import get_now, get_today
from consult.exports.assembling_versions import assemble_version
from consult.jobs import analysis as analysis_job
from consult.jobs import drafting as drafting_job
from consult.models.agreement_kinds import Stance
from consult.models.campaign_kinds import CampaignVerdict
from consult.models.campaigns import CampaignDecision
from consult.models.coding import Coding, Segment
from consult.models.consultation import Consultation
from consult.models.engine import make_engine
from consult.models.following_kinds import ReplyKind
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.blind import list_samples
from consult.queries.runs import find_latest_run
from consult.queries.versions import get_version
from consult.queries.viewer import SYSTEM
from consult.services.agreement.tallying import tally
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.documenting import Showing
from consult.services.following.ask_texts import ASKS
from consult.services.following.asking_government import list_asks
from consult.services.following.finding_submissions import list_submissions
from consult.services.following.showing_outcome import show_published
from consult.services.reliability.agreeing_tags import measure_sample
from consult.services.sample.sampling import load_consultation, load_returns, make_mover
from consult.services.sample.sampling_earlier import load_earlier
from consult.services.sample.sampling_region import load_region, load_staff
from consult.services.sample.sampling_words import Judging, read_decisions, read_judging
from consult.services.tags.measuring_suggestions import list_tags_drawn, measure_suggestions
from consult.services.trends.asked_trends import AskedTrend
from consult.services.trends.following_trends import follow_trends
from consult.services.trends.listing_gaps import list_gaps
from consult.services.versions.saying_versions import say_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import CodingState, ConsultationState, UseKind
from tests.factories.analysed import run_analysis

MAIN, EARLIER = "safe-routes-2026", "after-the-decision-2026"


@pytest.fixture(scope="module")
def decided(up_to_date_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Both consultations of the sample, analysed with no models, and decided about."""
    folder = tmp_path_factory.mktemp("decided")
    shutil.copyfile(up_to_date_file, folder / "consult.sqlite")
    engine = make_engine(f"sqlite:///{folder / 'consult.sqlite'}")
    sessions, settings = sessionmaker(engine), {"KEY_SOCKET": str(folder / "keys.sock")}
    with sessions.begin() as session:
        main, earlier = (one.id for one in load_both(session))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis_job, "open_models", analysis_models.use_no_models)
        run_analysis(sessions, settings, earlier)
        run_analysis(sessions, settings, main)
        patch.setattr(drafting_job, "open_models", analysis_models.use_no_models)
        decide_about_earlier(sessions, earlier)
        finish_earlier(sessions, settings, earlier)
    decide_about(sessions, main)
    with sessions() as session:
        yield session
    engine.dispose()


def load_both(session: Session) -> tuple[Consultation, Consultation]:
    today, now = get_today(), get_now()
    move = make_mover(today)
    load_region(session, now=now)
    load_staff(session, hash_password=lambda password: password, now=now)
    main = load_consultation(session, move=move, now=now)
    load_returns(session, main, move=move, today=today, now=now)
    earlier, _ = load_earlier(session, move=move, today=today, now=now)
    return main, earlier


def test_words__of_a_table__say_which_tags_fit_and_which_another_misses() -> None:
    judging = Judging({"health": [" gp", "nurse"], "housing": ["home"]}, {"housing": ["home"]})
    assert judging.find_tags("GP lists\nare closed near HOMES") == ["health", "housing"]
    assert judging.find_tags("GP lists are closed near homes", overlooks=True) == ["health"]
    assert judging.find_tags("The agpaito") == []


def test_table__of_decisions__names_only_tags_that_are_there() -> None:
    judging = read_judging()
    assert judging.overlooked.keys() <= judging.fits.keys()
    missed = {tag: set(words) - set(judging.fits[tag]) for tag, words in judging.overlooked.items()}
    assert not any(missed.values())
    assert len(read_decisions()["themes"]) == 4


def test_earlier__decided_about__is_over_and_looked_through(decided: Session) -> None:
    earlier = get_consultation(decided, EARLIER)
    assert earlier.state is ConsultationState.SENT and earlier.is_fictional
    assert earlier.closes_on is not None and earlier.closes_on < get_today()


def test_earlier__agreed__has_an_endorsement_an_addition_a_dissent_and_one_who_did_not_reply(
    decided: Session,
) -> None:
    version = get_version(decided, get_consultation(decided, EARLIER).id, FIRST)
    found = tally(decided, version)
    [asks] = [one for one in found.sections if one.key == ASKS]
    assert asks.counts == {Stance.ENDORSES: 1, Stance.ADDS: 1, Stance.DISSENTS: 1}
    assert asks.silent == ("Linchford Befrienders",) and found.observers == ("Wessmere Police",)
    shown = show_exact(decided, version, Showing(SYSTEM, UseKind.PAGE, get_now()))
    assert shown.is_recomputed and not shown.gaps and say_version(shown).startswith("Signed version 1")
    parts = str(assemble_version(shown).parts)
    assert "Tarnwich District Council dissents" in parts and "We ask the Government to tell councils" in parts


def test_earlier__sent_and_replied_to__is_told_of_on_a_page_that_is_open(decided: Session) -> None:
    earlier = get_consultation(decided, EARLIER)
    [sent] = list_submissions(decided, earlier.id)
    assert sent.sign_off_id and sent.file_id and sent.version and len(sent.recipients) == 2
    assert earlier.government_deadline_on is not None and sent.sent_on <= earlier.government_deadline_on
    replies = [one.reply.kind for one in list_asks(decided, earlier.id) if one.reply]
    assert replies == [ReplyKind.PARTLY, ReplyKind.ACCEPTED, ReplyKind.SILENT]
    page = show_published(decided, EARLIER, now=get_now())
    assert len(page.quotations) == 3


def test_trends__of_both__name_changes_between_two_half_years(decided: Session) -> None:
    trend = follow_trends(decided, SYSTEM, AskedTrend(), now=get_now())
    assert len([one for one in trend.halves if one.sheet is not None]) >= 2
    assert any(one.found is not None and one.found.differs for one in trend.changes)


def test_suggestions__of_the_random_slice__have_a_figure_in_more_than_one_language(decided: Session) -> None:
    run = find_latest_run(decided, get_consultation(decided, MAIN).id)
    assert run is not None
    found = measure_suggestions(list_tags_drawn(decided, SYSTEM, run))
    assert len(found) > 2 and found[0].decided > 20
    assert found[0].accepted_share is not None and 0.1 < found[0].accepted_share.value < 1


def test_some_passages__after_the_decisions__still_wait_for_somebody(decided: Session) -> None:
    states = decided.scalars(select(Coding.state).where(Coding.staff_id.is_not(None))).all()
    assert states.count(CodingState.ACCEPTED) > 100 and states.count(CodingState.REJECTED) > 100
    assert decided.scalars(select(Segment.id).where(Segment.looked_at.is_(None))).first() is not None


def test_blind_sample__tagged_by_two__is_closed_with_differences_settled(decided: Session) -> None:
    sample = list_samples(decided, get_consultation(decided, MAIN).id)[0]
    assert not sample.is_open
    together = measure_sample(decided, SYSTEM, sample)[0]
    assert together.agreement is not None and 0.5 < together.agreement.value < 1


def test_themes_and_shared_wording__of_the_table__are_decided(decided: Session) -> None:
    steps = decided.scalars(select(ThemeDecision.step).order_by(ThemeDecision.number)).all()
    assert steps == [ThemeStep.FROZEN, ThemeStep.RENAMED, ThemeStep.MERGED, ThemeStep.TAGGED]
    verdicts = set(decided.scalars(select(CampaignDecision.verdict)))
    assert verdicts == {CampaignVerdict.CONFIRMED, CampaignVerdict.REFUSED}


def test_gaps__of_the_main_consultation__list_gaps_and_training_needs(decided: Session) -> None:
    found = list_gaps(decided, SYSTEM, get_consultation(decided, MAIN), now=get_now())
    kinds = {one.key.partition("|")[0] for one in found.gaps if one.number}
    assert kinds == {"gap", "training_need"}
