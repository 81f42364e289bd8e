"""A site in which there is one of everything: what is made, and what each part of an address may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.jobs.handlers import HANDLERS
from consult.jobs.running import Bench, run_job
from consult.models.analysis import Theme
from consult.models.blind import BlindPassage, BlindSample
from consult.models.coding import Segment
from consult.models.consultation import Consultation
from consult.models.draft import Section
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.release import Recall
from consult.models.response import Response
from consult.models.staff import Staff
from consult.models.translation import TranslationAssignment
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.drafts.documenting import Showing
from consult.services.figures.citing_figures import cite
from consult.services.figures.looking_up_figures import Chosen
from consult.services.following.asking_government import add_ask
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.jobs import messaging, queueing
from consult.services.keeping.holding import place_hold
from consult.services.lost.lost_numbers import ask_by_address
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.releasing import note_release
from consult.services.returns.revising import NOBODY
from consult.services.versions.freezing import make_version
from consult.vocabulary import FormPurpose, JobKind, Purpose, ResponseKind, Role, Sector, Standing, UseKind
from tests.factories.accounting import make_change
from tests.factories.agreeing import ask_one
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.attaching import make_attached
from tests.factories.caring import make_care
from tests.factories.carrying import make_earlier_return, propose
from tests.factories.collecting import make_questionnaire_version
from tests.factories.concerning import make_concern
from tests.factories.evidence import make_source, open_lists
from tests.factories.extending import make_extension
from tests.factories.figures import KEY as FIGURES_KEY
from tests.factories.figures import make_figures
from tests.factories.giving import make_keys
from tests.factories.grouping import make_group
from tests.factories.numbering import NOW
from tests.factories.proposing import make_proposed
from tests.factories.protecting import HOUSING, make_notice
from tests.factories.region import make_contact, make_organisation, make_partnership, make_staff
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.factories.sending import send_earlier
from tests.factories.signing import make_board
from tests.factories.tagging import make_blind_sample
from tests.factories.wording import make_worded

SLUG = "told"
LAST_DAY = date(2099, 12, 31)
SHOWING = Showing(SYSTEM, UseKind.PAGE, NOW)
# Parts of an address that are no ids.
PLAIN = {
    "slug": SLUG,
    "page_id": "page_experience",
    "name": "day",
    "ending": "csv",
    "language": "en",
    "listed": "source",
    "recipient": HOUSING.key,
    "token": "x",
    "filename": "js/main.js",
}
# Parts of an address that mean another thing in another place.
SPECIAL = {
    "desk_region.": {"key": "police"},
    "desk_themes.": {"key": "T01"},
    "desk_theme_parts.": {"key": "T01"},
    "desk_campaigns.": {"key": "C01"},
    "desk_draft.": {"key": "section", "form": "md"},
    "desk_draft_comments": {"key": "section"},
    "desk_draft_compare": {"key": "section"},
    "desk_experience": {"response_id": "account_id"},
    "desk_concerns": {"response_id": "account_id"},
    "desk_messages": {"response_id": "account_id"},
    "desk_answer_form": {"number": 1},
    "desk_answer_tables": {"name": "by-area"},
    "desk_cell": {"language": "ar", "version_id": "wording_id"},
    "desk_own_words": {"language": "ar"},
    "desk_published_figures": {"key": FIGURES_KEY, "number": 1, "name": "councils"},
    "desk_characteristics": {"characteristic": "age"},
    "desk_sources": {"number": 1},
    "desk_versions": {"number": 1, "form": "md"},
    "desk_carried": {"number": 1},
    "desk_circulation": {"number": 1},
    "desk_confirmations": {"number": 1},
    "desk_cover": {"number": 1},
    "desk_outline_paper": {"form": "md"},
    "desk_evidence_index": {"number": 1},
    "desk_forum_terms": {"key": "board"},
    "desk_positions": {"number": 1},
    "desk_sign_off": {"number": 1, "key": "board", "sign_off_id": "x"},
    "desk_proposing": {"response_id": "earlier_id"},
    "desk_sent": {"submission_id": "x"},
    "agreement_earlier": {"number": 1},
    "agreement_sections": {"key": "section"},
}


@dataclass(frozen=True)
class Filled:
    """A site in which there is one of everything, and what each part of an address may be."""

    app: Flask
    sessions: sessionmaker[Session]
    values: Mapping[str, str]


def make_site(folder: Path, url: str) -> Flask:
    places = {"SALT_FILE": str(folder / "salt.hex"), "KEY_FILE": str(folder / "key.json")}
    given = {"SECRET_KEY": "only for tests", "DATABASE_URL": url, "INSTANCE": str(folder), "HTTPS": False}
    more = {"ACCOUNT_FORM": True, "SMTP_HOST": "localhost", "HOSTS": "localhost", "RATELIMIT_ENABLED": False}
    return create_app({**given, **places, **more, "KEY_SOCKET": str(folder / "keys.sock")})


def fill_database(sessions: sessionmaker[Session], app: Flask) -> dict[str, str]:
    make_keys(app.config)
    with sessions.begin() as session:
        make_partnership(session)
        police = make_organisation(
            session, key="police", sector=Sector.POLICE, standing=Standing.OBSERVER, name="Police"
        )
        contact_id = make_contact(session, police).id
        consultation = make_told_consultation(session, returns=9, slug=SLUG)
        make_notice(session, consultation)
        version = make_questionnaire_version(session, consultation, purpose=FormPurpose.ACCOUNT)
        account_id = make_sealed_account(session, version, {"experience": "quiet"}, UnlockedAgent()).id
        told = allow_quoting(session)[0]
        for role in Role:
            make_staff(session, role, email=f"{role}@example.org")
            make_staff(session, role, email=f"{role}@police.example", organisation_id=police.id)
        roof = make_organisation(session, key="roof", standing=Standing.CONSULTED)
        for body in (police, roof):
            make_staff(session, *Role, email=f"all@{body.key}.example", organisation_id=body.id)
        lead = session.scalars(select(Staff).where(Staff.email == f"{Role.MANAGER}@example.org")).one()
        account = session.get_one(Response, account_id)
        concern_id = make_concern(session, account, lead.id, UnlockedAgent().key.public_key).id
        own = make_own_ids(session, consultation, lead.id)
        own |= make_reading_ids(session, consultation, account) | make_carried(session, consultation)
        make_figures(session)
        chosen = Chosen("council:ostley", "30 June 2026", "people")
        own["citation_id"] = cite(session, consultation, FIGURES_KEY, chosen, actor="staff", now=NOW).id
        message = messaging.NewMessage("ada@example.org", "Hello", "text")
        message_id = messaging.queue_message(session, message, domain="example.org", now=NOW).id
        line_id = make_care(session).id
        consultation_id, response_id, version_id = consultation.id, told.id, told.questionnaire_version_id
    run_analysis(sessions, app.config, consultation_id)
    with sessions.begin() as session:
        make_blind_sample(session, consultation_id, None, None)
    job_id = build_draft(sessions, app, consultation_id)
    asked_id = make_asked(sessions, consultation_id)
    ask_id = make_outcome(sessions, consultation_id)
    ids = {"contact_id": contact_id, "account_id": account_id, "message_id": message_id, "job_id": job_id}
    found = find_made(sessions) | {"version_id": version_id, "response_id": response_id, **own}
    found |= {"concern_id": concern_id, "line_id": line_id, "asked_id": asked_id, "ask_id": ask_id}
    return ids | found | PLAIN | {"staff_id": find_staff(sessions, Role.AUDITOR).id}


def make_asked(sessions: sessionmaker[Session], consultation_id: str) -> str:
    """The id of whoever was asked about an exact version of the draft."""
    with sessions.begin() as session:
        made = make_version(session, get_latest_draft(session, consultation_id), SHOWING, author=NOBODY)
        make_board(session)
        return ask_one(session, made, make_organisation(session), closes_on=LAST_DAY).asked.id


def make_outcome(sessions: sessionmaker[Session], consultation_id: str) -> str:
    """An outcome that everybody may read, of a response that was sent; the id of what it asks."""
    with sessions.begin() as session:
        consultation = session.get_one(Consultation, consultation_id)
        state, by = consultation.state, {"author": NOBODY, "now": NOW}
        send_earlier(session, consultation)
        conclude(session, consultation, Conclusion(said={"en": "We said so."}), actor="staff", now=NOW)
        publish_outcome(session, SYSTEM, consultation, **by)
        consultation.state = state
        return add_ask(session, SYSTEM, consultation, {"en": "Write back."}, **by).id


def allow_quoting(session: Session) -> list[Response]:
    """The returns, each of which may be quoted from now on."""
    returns = list(session.scalars(select(Response).where(Response.kind == ResponseKind.RETURN)))
    for one in returns:
        give_consent(session, one.id, {Purpose.QUOTE: True}, given_on=NOW.date())
    return returns


def make_own_ids(session: Session, consultation: Consultation, staff_id: str) -> dict[str, str]:
    """A community group, somebody who lost their number, and a legal hold."""
    asked = ask_by_address(
        session, consultation.id, reason="in March", actor=staff_id, today=NOW.date(), now=NOW
    )
    hold = place_hold(session, consultation, reason="a request", until_on=None, actor=staff_id, now=NOW)
    return {"group_id": make_group(session)[0].id, "request_id": asked.id, "hold_id": hold.id}


def build_draft(sessions: sessionmaker[Session], app: Flask, consultation_id: str) -> str:
    with sessions.begin() as session:
        job = queueing.request_job(
            session, JobKind.DRAFT, consultation_id, key="draft", staff_id=None, now=datetime.now(UTC)
        )
        job_id = job.id
    run_job(Bench(sessions, app.config, HANDLERS), job_id)
    return job_id


def make_assignment(session: Session, account: Response) -> str:
    """The id of what the translator of the partnership works on."""
    translator = session.scalars(select(Staff).where(Staff.email == f"{Role.TRANSLATOR}@example.org")).one()
    days = {"until_on": LAST_DAY, "assigned_on": NOW.date()}
    row = TranslationAssignment(response_id=account.id, staff_id=translator.id, language="en", **days)
    session.add(row)
    session.flush()
    return row.id


def make_reading_ids(session: Session, consultation: Consultation, account: Response) -> dict[str, str]:
    """Files to take back and attached, a change because of a partner, and what a translator works on."""
    recall_id, assignment_id = make_recall(session, consultation), make_assignment(session, account)
    made = {"file_id": make_attached(session, consultation).id}
    made["change_id"] = make_change(session, consultation).id
    made["proposal_id"] = make_proposed(session, consultation).id
    made["extension_id"] = make_extension(session, consultation).id
    make_source(open_lists(session, consultation))
    made |= make_worded(session, consultation)
    return {"recall_id": recall_id, "assignment_id": assignment_id, **made}


def make_carried(session: Session, consultation: Consultation) -> dict[str, str]:
    """A piece of an earlier return, proposed for a question."""
    row = propose(session, consultation, make_earlier_return(session, consultation))
    return {"question_id": str(row.government_question_id), "earlier_id": str(row.response_id)}


def make_recall(session: Session, consultation: Consultation) -> str:
    """The id of a file that has to be taken back."""
    viewer = Viewer(None, frozenset(Role))
    file = note_release(session, viewer, consultation.id, FileKind.DRAFT, "a draft", now=NOW)
    row = Recall(file_id=file.id, cause=RecallCause.WITHDRAWN, since_on=NOW.date())
    session.add(row)
    session.flush()
    return row.id


def find_made(sessions: sessionmaker[Session]) -> dict[str, str]:
    """What the analysis and the draft have made."""
    with sessions() as session:
        theme = session.scalars(select(Theme).order_by(Theme.key)).first()
        assert theme is not None
        section = session.scalars(select(Section).order_by(Section.position)).first()
        assert section is not None
        segment_id = theme.placements[0].segment_id
        assert session.get(Segment, segment_id)
        found = {"section": section.key, "segment_id": segment_id}
        sample = session.scalars(select(BlindSample)).one()
        passage = session.scalars(select(BlindPassage).order_by(BlindPassage.id)).first()
        assert passage is not None
        return {**found, "sample_id": sample.id, "passage_id": passage.id}


def find_staff(sessions: sessionmaker[Session], role: Role, domain: str = "example.org") -> Staff:
    with sessions() as session:
        return session.scalars(select(Staff).where(Staff.email == f"{role}@{domain}")).one()
