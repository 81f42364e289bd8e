"""A site in which everything is as long as it may be: names, words without a space, addresses, numbers."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.coding import MACHINE, Code, Codebook, Coding, Segment
from consult.models.job import Job, OutboxMessage
from consult.models.region import Organisation, Partnership, SubRegion
from consult.models.staff import Staff
from consult.queries.themes import get_theme
from consult.services.auditing import record
from consult.services.jobs.queueing import request_job
from consult.services.themes.deciding_themes import give_name
from consult.services.themes.freezing_themes import freeze
from consult.services.themes.naming import LONGEST_NAME
from consult.vocabulary import CodingState, JobKind, JobState, Role, SupportKind
from forms.definitions import Choice, Question
from tests.factories.caring import add_line, make_care
from tests.factories.figures import make_figures
from tests.factories.numbering import NOW, add, seeded_id
from tests.factories.protecting import HOUSING, TRANSLATORS, make_notice
from tests.factories.region import make_contact, make_forum, make_staff
from tests.integration.drafting_record import Received, make_received

WORD = "Aufnahmeeinrichtungsunterbringungskapazitätsplanungsverordnung"
NAME = f"The {WORD} and Neighbouring Boroughs Joint Committee for the Welcome of New Arrivals"
NUMBER = "987654321987"
EMAIL = f"{'aufnahmeeinrichtungsunterbringung' * 2}@{'planungsverordnung' * 3}.example.org"
CHOICES = (Choice("yes", {"en": f"Yes: {NAME}"}), Choice("no", {"en": WORD}))
QUESTIONS = (
    Question("homes", "text", {"en": f"What about {WORD}?"}, {"en": NAME}, appearance="multiline",
             government_questions=("1",)),
    Question("agree", "select_one", {"en": f"Do you agree with {NAME}?"}, choices=CHOICES,
             government_questions=("1",)),
    Question("count", "integer", {"en": f"How many {WORD}?"}, {"en": WORD}, government_questions=("1",)),
    Question("began", "date", {"en": f"When did {WORD} begin?"}),
    Question("needs", "select_multiple", {"en": WORD}, {"en": NAME}, choices=CHOICES),
    Question("other", "text", {"en": f"Anything else about {WORD}?"}),
)  # fmt: skip


def make_crowded(session: Session) -> Received:
    """What tests/integration/drafting_record.py makes, with everything as long as it may be."""
    received = make_received(session, QUESTIONS)
    received.add_account(f"{WORD} {NAME}", place_band=WORD)
    received.run.manifest = {
        "counts": {"segments": {"all": 987654321}},
        "leftover": 987654321,
        "missing_models": [{"name": WORD, "why": NAME, "without": f"texts are compared by {WORD}"}],
    }
    _lengthen_consultation(received)
    _lengthen_region(session)
    _care(session)
    make_figures(session)
    _protect(session, received)
    _tag(received)
    _work(received)
    _decide(received)
    return received


def _lengthen_consultation(received: Received) -> None:
    consultation = received.consultation
    consultation.title = {"en": NAME, "ar": f"استشارة {WORD}"}
    consultation.summary = {"en": f"{NAME} {WORD}"}
    consultation.consulting_body = NAME
    for question in consultation.government_questions:
        question.text = f"{WORD}: {NAME}?"
    for theme in received.themes.values():
        theme.label, theme.key_phrases, theme.size_responses = NAME, [WORD, NAME], 987654321


def _care(session: Session) -> None:
    make_care(session)
    line = add_line(session, SupportKind.EVERYBODY, NAME, WORD, "en", "ar", hours=NAME, help_with=WORD)
    line.id = seeded_id("support_line", 1)


def _lengthen_region(session: Session) -> None:
    for partnership in session.scalars(select(Partnership)):
        partnership.name, partnership.host, partnership.contact_email = NAME, NAME, EMAIL
    for one in session.scalars(select(SubRegion)):
        one.name = f"{one.name} {WORD}"
    for organisation in session.scalars(select(Organisation)):
        organisation.name = f"{organisation.name} {NAME}"
        contact = make_contact(session, organisation, name=NAME, email=EMAIL, job_title=WORD)
        make_forum(
            session,
            organisation,
            name=f"{organisation.name} forum",
            quorum=987654321,
            chair_contact_id=contact.id,
        )
    make_staff(session, *Role, name=NAME, email=EMAIL)


def _protect(session: Session, received: Received) -> None:
    """A file in which every text is long, and one recipient of each sort."""
    named = tuple(replace(one, names={"en": NAME, "ar": f"{WORD} {NAME}"}) for one in (HOUSING, TRANSLATORS))
    long = dict.fromkeys(("officer_contact", "law", "complaints_contact"), f"{NAME} {EMAIL}")
    make_notice(session, received.consultation, controllers=(NAME,), recipients=named,
                assessment_reference=f"{WORD}-{NUMBER}", **long)  # fmt: skip


def _tag(received: Received) -> None:
    """Two tags on each passage of a return: one suggested with its reasons, one accepted by somebody."""
    session = received.session
    staff = session.scalars(select(Staff)).one()
    codebook = Codebook(name=NAME, consultation_id=received.consultation.id)
    add(session, codebook)
    given = (
        {"author": MACHINE, "score": 0.98, "because": WORD},
        {"author": staff.id, "staff_id": staff.id, "state": CodingState.ACCEPTED},
    )
    for place, values in enumerate(given):
        code = Code(codebook_id=codebook.id, key=f"tag-{place}", label=NAME, description=NAME)
        add(session, code)
        for answer in (answer for response in received.returns for answer in response.answers):
            for segment in session.scalars(select(Segment).where(Segment.answer_id == answer.id)):
                add(session, Coding(segment_id=segment.id, code_id=code.id, at=NOW, **values))


def _work(received: Received) -> None:
    """A run that failed, one under way, a message that could not be sent and an entry in the record."""
    session, subject = received.session, received.consultation.id
    failed = request_job(session, JobKind.ANALYSE, subject, key="failed", staff_id=None, now=NOW)
    failed.state = JobState.FAILED
    failed.error_code, failed.error_text = "C107", f"{NAME} {WORD}"
    failed.started_at = failed.finished_at = NOW
    running = Job(id=seeded_id("job", 1), kind=JobKind.DRAFT, subject_id=subject, idempotency_key="running",
                  state=JobState.RUNNING, queued_at=NOW, started_at=NOW, heartbeat_at=NOW,
                  progress_step=NAME, progress_done=123456789, progress_total=987654321)  # fmt: skip
    add(session, running)
    message = OutboxMessage(message_id=f"<{WORD}@example.org>", to_address=EMAIL, subject=f"{NAME} {WORD}",
                            body_text=WORD, queued_at=NOW, error_text=f"{WORD} {NAME}")  # fmt: skip
    add(session, message)
    details = {"digest": NUMBER * 4, "names": [WORD, NAME]}
    record(session, actor="system", action="region described", subject_kind="partnership",
           subject_id=WORD, details=details, now=NOW)  # fmt: skip


def _decide(received: Received) -> None:
    """Themes that people decided about, and a passage that is new beside them."""
    session, subject, who = received.session, received.consultation.id, seeded_id("staff", 1)
    freeze(session, subject, staff_id=who, now=NOW)
    give_name(session, subject, "T01", NAME[:LONGEST_NAME], staff_id=who, now=NOW)
    session.delete(get_theme(session, received.run.id, "T01").placements[0])
