"""A site on loopback in which there is one of everything, each as long as it may be."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Excerpt, Paragraph, Quotation, to_list
from analysis.models import use_no_models
from consult.jobs.drafting import build_draft
from consult.models.blind import BlindSample
from consult.models.coding import Segment
from consult.models.consultation import Consultation
from consult.models.desk_kinds import SetAsideReason
from consult.models.draft import Section
from consult.models.group_kinds import WayIn
from consult.models.groups import WayInRule
from consult.models.job import OutboxMessage
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.release import Recall
from consult.models.response import Answer, Response
from consult.models.staff import Staff
from consult.models.translation import TranslationAssignment
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM, Viewer
from consult.sealing.codenames import lookup_id, parse_codename
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.drafts.documenting import Showing
from consult.services.drafts.editing import find_standing, save_section
from consult.services.experiences.setting_aside import set_aside
from consult.services.keeping.holding import place_hold
from consult.services.lost.lost_numbers import ask_by_address
from consult.services.permissions.releasing import note_release
from consult.services.returns.revising import NOBODY, Author, save_revision
from consult.services.versions.freezing import make_version
from consult.vocabulary import Role, SubjectKind, UseKind
from tests.browser.followed_up import follow_up
from tests.browser.site import LiveServer, serve_site
from tests.browser.tour_of_carrying import make_piece
from tests.factories.accounting import make_change
from tests.factories.agreeing import ask_one
from tests.factories.attaching import make_attached
from tests.factories.caring import make_care
from tests.factories.concerning import make_concern
from tests.factories.crowding import EMAIL, NAME, WORD, make_crowded
from tests.factories.evidence import make_source, open_lists
from tests.factories.extending import make_extension
from tests.factories.giving import check_everything, make_keys
from tests.factories.grouping import make_group
from tests.factories.numbering import NOW, TODAY, seeded_id
from tests.factories.proposing import make_proposed
from tests.factories.protecting import HOUSING
from tests.factories.region import make_contact, make_organisation
from tests.factories.tagging import make_blind_sample
from tests.factories.wording import make_worded
from tests.integration.drafting_record import Received

CONSULTATION, QUESTION = "consultation-1", "question:1"
PARTNER, FORUM = "partner@example.org", "forum-1"
OPEN_SAMPLE = seeded_id("blind_sample", 2)
MADE = "MADE_IDS"
"""Under which the site's settings hold the ids of what is made here."""
STAFF_ID = seeded_id("staff", 1)


@contextmanager
def serve_crowded(folder: Path) -> Iterator[LiveServer]:
    """The crowded site, with a draft of which one section has two texts side by side."""
    with serve_site(folder, ACCOUNT_FORM=True, EXIT_ADDRESS="/contact") as server:
        make_keys(server.app.config)
        with server.sessions(expire_on_commit=False) as session, session.begin():
            received = make_crowded(session)
            subject = received.consultation.id
            make_care(session)
            session.add(WayInRule(consultation_id=None, way_in=WayIn.ANYONE))
            server.app.config[MADE] = _make_ids(session, received)
            make_extension(session, received.consultation, name=f"{WORD} {NAME}", reason=WORD * 3)
        build_draft(server.sessions, subject, keys=None, actor="system", report=_say_nothing,
                    models=use_no_models())  # fmt: skip
        _freeze(server, subject)
        with server.sessions.begin() as session:
            about = session.get_one(Consultation, subject)
            server.app.config[MADE]["ask_id"] = follow_up(session, about)
            server.app.config[MADE] |= make_piece(session, about)
        _write_beside(server, subject)
        yield server


def _freeze(server: LiveServer, consultation_id: str) -> None:
    with server.sessions.begin() as session:
        showing = Showing(SYSTEM, UseKind.PAGE, NOW)
        make_version(session, get_latest_draft(session, consultation_id), showing, author=Author(None, NAME))


def _make_ids(session: Session, received: Received) -> dict[str, str]:
    """The parts of addresses that name something which has to be made first."""
    consultation, account = received.consultation, session.get_one(Response, seeded_id("response", 15))
    file = note_release(
        session, Viewer(None, frozenset(Role)), consultation.id, FileKind.DRAFT, NAME, now=NOW
    )
    recall = Recall(file_id=file.id, cause=RecallCause.WITHDRAWN, since_on=NOW.date())
    session.add(recall)
    asked = ask_by_address(
        session, consultation.id, reason=f"{WORD} {EMAIL}", actor=STAFF_ID, today=TODAY, now=NOW
    )
    hold = place_hold(session, consultation, reason=f"{WORD} {NAME}", until_on=None, actor=STAFF_ID, now=NOW)
    concern = make_concern(session, account, STAFF_ID, received.agent.key.public_key)
    group, _ = make_group(session, name=NAME)
    given = {"staff_id": STAFF_ID, "language": "ar", "until_on": date(2099, 1, 1), "assigned_on": TODAY}
    session.add(TranslationAssignment(response_id=account.id, **given))
    session.flush()
    sample = make_blind_sample(session, consultation.id, STAFF_ID, None)
    make_blind_sample(session, consultation.id, STAFF_ID, None, done=False, most=1)
    return {
        "slug": CONSULTATION,
        "sample_id": sample.id,
        "version_id": seeded_id("version", 1),
        "response_id": seeded_id("response", 1),
        "segment_id": _find_passage(session, received.returns[0]),
        "staff_id": STAFF_ID,
        "job_id": seeded_id("job", 1),
        "line_id": seeded_id("support_line", 1),
        "recipient": HOUSING.key,
        "recall_id": recall.id,
        "request_id": asked.id,
        "hold_id": hold.id,
        "file_id": make_attached(session, consultation, f"{NAME}.txt").id,
        "change_id": make_change(session, consultation, f"{WORD} {NAME}").id,
        "concern_id": concern.id,
        "group_id": group.id,
        "proposal_id": make_proposed(session, consultation, f"{WORD} {NAME}", choices=[WORD, NAME]).id,
        "language": "ar",
        **make_worded(session, consultation, f"{WORD} {NAME}"),
        "number": str(make_source(open_lists(session, consultation)).number),
        "listed": "source",
    }


def _find_passage(session: Session, response: Response) -> str:
    """The id of a passage of a return that may be quoted."""
    of_it = select(Segment.id).join(Answer).where(Answer.response_id == response.id)
    return session.scalars(of_it.order_by(Segment.id)).first() or ""


def give_open_sample(server: LiveServer) -> None:
    """Let whoever is signed in by `open_desk` tag the sample that is open."""
    with server.sessions.begin() as session:
        signed_in = session.scalars(select(Staff.id).where(Staff.name == "Ada Morgan")).one()
        session.get_one(BlindSample, OPEN_SAMPLE).first_id = signed_in


def ask_new_partner(server: LiveServer) -> str:
    """An organisation that is asked about the version, with one contact; returns its link's secret part."""
    with server.sessions.begin() as session:
        body = make_organisation(session, name=NAME)
        make_contact(session, body, name=NAME, job_title=WORD, email=PARTNER)
        version = session.scalars(select(DraftVersion)).one()
        return ask_one(session, version, body, closes_on=date(2099, 1, 1)).token


def read_last_letter(server: LiveServer) -> str:
    """The words of the letter that waits for the partner."""
    with server.sessions() as session:
        wanted = select(OutboxMessage.body_text).where(OutboxMessage.to_address == PARTNER)
        return session.scalars(wanted).one()


def make_new_group(server: LiveServer) -> str:
    """A group that may print cards and has not opened its link; returns the link's secret part."""
    with server.sessions.begin() as session:
        group, token = make_group(session, name=NAME)
        group.may_print_cards = True
        return token


def quote(server: LiveServer, number: str) -> None:
    """Quote the experience of this number in a section of its own, and let people see it."""
    with server.sessions.begin() as session:
        check_everything(session, server.app.config)
        account = _find_account(session, server, number)
        draft = get_latest_draft(session, account.consultation_id)
        draft.shown_to_people_on = TODAY
        place = session.scalar(select(func.max(Section.position)).where(Section.draft_id == draft.id)) or 0
        section = Section(draft_id=draft.id, key=f"own:{place}", title=NAME, position=place + 1)
        session.add(section)
        session.flush()
        quotation = Quotation("q1", Excerpt(account.id, "told", 0, len(WORD)), "", account.language)
        body = to_list((Paragraph("p1", f"{WORD} {NAME}"), quotation, Paragraph("p2", f"{WORD} {NAME}")))
        save_revision(session, SubjectKind.SECTION, section.id, body, parent_id=None, author=NOBODY, now=NOW)


def put_aside(server: LiveServer, number: str) -> None:
    """Set the experience of this number aside."""
    with server.sessions.begin() as session:
        viewer, account = Viewer(STAFF_ID, frozenset(Role)), _find_account(session, server, number)
        set_aside(session, viewer, account, SetAsideReason.NOT_LIVED, today=TODAY, now=NOW)


def _find_account(session: Session, server: LiveServer, number: str) -> Response:
    salt = read_secret_salt(Path(server.app.config["SALT_FILE"]))
    found = lookup_id(parse_codename(number), salt, cost=MINIMAL)
    return session.scalars(select(Response).where(Response.codename_lookup == found)).one()


def _say_nothing(_step: str, _done: int, _total: int) -> None:
    """Progress, unread."""


def _write_beside(server: LiveServer, subject: str) -> None:
    """Two people save the same section from the same text."""
    with server.sessions.begin() as session:
        section = get_section(get_latest_draft(session, subject), QUESTION)
        version = find_standing(session, section).version
        for words in (f"{version.text}\n\n{WORD}", f"{version.text}\n\n{NAME}"):
            author = Author(seeded_id("staff", 1), NAME)
            save_section(session, section, words, parent_id=version.revision_id, author=author, now=NOW)
