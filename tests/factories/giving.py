"""A consultation whose form for experiences is open, and the keys that keep what is told."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.group_kinds import WayIn
from consult.models.groups import WayInRule
from consult.models.response import Response
from consult.sealing.holder_changes import add_recovery_key
from consult.sealing.key_files import create_key_file, open_private_key
from consult.sealing.keys import unwrap_account_key
from consult.sealing.salt_files import create_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.consultations.publishing import get_published
from consult.services.experiences.giving import BegunAccount, begin_account, open_unsent
from consult.services.keys.key_keeping import KeyStore, opened_key_store
from consult.services.returns.answering import save_answer
from consult.vocabulary import Channel, ConsultationState, FormPurpose
from forms.definitions import Choice, Page, Question, digest, to_dict
from forms.definitions import Questionnaire as Definition
from tests.factories.caring import make_care
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY, seeded_id
from tests.factories.protecting import make_notice
from tests.factories.region import make_sub_region
from tests.factories.sealing import keep_check

SLUG = "arriving"
PASSPHRASE = "four words nobody guesses"
LANGUAGES = ("en", "ar", "ti", "prs")
COAST = Choice("coast", {"en": "Coast", "ar": "الساحل", "ti": "ገምገም ባሕሪ", "prs": "ساحل"})
NOT_SAID = Choice(
    "not_said",
    {"en": "I prefer not to say", "ar": "أفضّل عدم القول", "ti": "ክብል ኣይደልን", "prs": "نمی‌خواهم بگویم"},
)
HAPPENED = Question(
    "what_happened",
    "text",
    {"en": "What happened?", "ar": "ماذا حدث؟", "ti": "እንታይ ኣጋጢሙ፧", "prs": "چه واقع شد؟"},
    required=True,
    appearance="multiline",
)
AREA = {
    "en": "Which area do you live in?",
    "ar": "في أي منطقة تعيش؟",
    "ti": "ኣብ ኣየናይ ቦታ ትነብሩ፧",
    "prs": "در کدام منطقه زندگی می‌کنید؟",
}
TITLE = {"en": "Arriving", "ar": "الوصول", "ti": "ምብጻሕ", "prs": "رسیدن"}
PAGES = (
    Page("what_happened", {}, (HAPPENED,)),
    Page(
        "area",
        {},
        (Question("area", "select_one", AREA, choices=(COAST, NOT_SAID)),),
    ),
)


def make_keys(settings: Mapping[str, Any]) -> None:
    """The partnership's key and the salt of return numbers, where the settings say."""
    path = Path(settings["KEY_FILE"])
    create_key_file(path, "Ada", PASSPHRASE, today=date(2026, 6, 1), cost=MINIMAL)
    add_recovery_key(path, PASSPHRASE, cost=MINIMAL)
    if not Path(settings["SALT_FILE"]).exists():
        create_secret_salt(Path(settings["SALT_FILE"]))


def check_everything(session: Session, settings: Mapping[str, Any]) -> None:
    """Keep that somebody checked every experience for personal data and found none."""
    key = open_private_key(Path(settings["KEY_FILE"]), PASSPHRASE)
    with opened_key_store(str(settings["KEYSTORE_URL"])) as store:
        for wrap in store.list_sealed_for(key.public_key.fingerprint):
            account = session.get_one(Response, wrap.response_id)
            keep_check(session, account, unwrap_account_key(wrap.wrapped, key))


def make_giving_consultation(
    session: Session, *, way_in: WayIn = WayIn.ANYONE, **values: Any
) -> Consultation:
    """An open consultation that asks for experiences in four languages, of anyone."""
    given = {"slug": SLUG, "title": TITLE, "closes_on": date(2031, 6, 30)}
    consultation = make_consultation(session, **{"state": ConsultationState.OPEN, **given, **values})
    make_sub_region(session, key="coast", name="Coast")
    session.add(
        WayInRule(
            id=seeded_id(f"way in:{consultation.id}", 1), consultation_id=consultation.id, way_in=way_in
        )
    )
    make_care(session)
    make_account_form(session, consultation)
    return consultation


def make_account_form(session: Session, consultation: Consultation) -> None:
    """What the consultation asks of whoever tells an experience, and its notice."""
    definition = Definition("told", {"en": "Told"}, LANGUAGES, "en", PAGES)
    content = {"definition": to_dict(definition), "digest": digest(definition)}
    make_questionnaire_version(session, consultation, purpose=FormPurpose.ACCOUNT, **content)
    make_notice(session, consultation)


def begin_telling(
    session: Session,
    store: KeyStore,
    words: Mapping[str, Any],
    *,
    slug: str = SLUG,
    language: str = "ar",
    today: date = TODAY,
) -> BegunAccount:
    """An experience that is begun and has words; the consultation is made with the first."""
    known = session.scalars(select(Consultation).where(Consultation.slug == slug)).one_or_none()
    consultation = known or make_giving_consultation(session)
    begun = begin_account(
        session,
        store,
        consultation,
        get_published(session, consultation, FormPurpose.ACCOUNT),
        language=language,
        channel=Channel.OPEN,
        submission_id=new_id(),
        today=today,
        now=NOW,
    )
    key = open_unsent(session, store, begun.response.id, begun.draft_key).key
    for question_id, value in words.items():
        save_answer(
            session, begun.response, question_id, value, language=language, parent_id=None, now=NOW, key=key
        )
    return begun
