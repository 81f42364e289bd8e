"""Words and numbers on pages that somebody reads for another, or from right to left."""

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.care import CareSettings, SupportLine
from consult.vocabulary import SupportKind
from tests.factories.caring import NIGHT_LINE, add_line
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, SLUG, START, Worker, open_site
from tests.integration.teller import RETURN

HOW_OLD = {
    "en": ("How old are you?", "How old is the person?", "whether the person is under 18"),
    "ar": ("كم عمرك؟", "كم عمر الشخص؟", "قل هل عمر الشخص أقل من 18"),
    "uk": ("Скільки вам років?", "Скільки років людині?", "чи людині менше 18"),
    "cy": ("Beth yw eich oed?", "Beth yw oed y person?", "a yw’r person o dan 18"),
    "ti": ("ዕድመኹም ክንደይ እዩ?", "ዕድመ እቲ ሰብ ክንደይ እዩ?", "እቲ ሰብ ትሕቲ 18 ዓመት"),
    "prs": ("چند ساله هستید؟", "آن شخص چند ساله است؟", "آن شخص کمتر از 18 سال"),
}


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.mark.parametrize("tag", HOW_OLD)
def test_age__in_a_relay__is_asked_of_the_person_told_for(
    app: Flask, sessions: sessionmaker[Session], tag: str
) -> None:
    yours, theirs, mistake = HOW_OLD[tag]
    worker = Worker(app, sessions)
    worker.client.post(f"{GROUP}/relay/{SLUG}")

    page = worker.client.get(f"{START}/about?lang={tag}").text
    assert theirs in page and yours not in page
    assert mistake in worker.client.post(f"{START}/about?lang={tag}", data={}).text


def test_telephone_numbers__in_a_right_to_left_page__keep_the_order_of_their_digits(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        care = session.scalars(select(CareSettings)).one()
        care.emergency_words, care.emergency_number = "أرسل رسالة إلى 07700 900 900", "112 112"
        session.execute(delete(SupportLine))
        add_line(session, SupportKind.EVERYBODY, "ليل", NIGHT_LINE, "ar", written_in="ar")
        add_line(session, SupportKind.EVERYBODY, "نهار", "هاتف 116 123 مجاني", "ar", written_in="ar")

    page = app.test_client().get(f"{RETURN}/?lang=ar").text

    for number in ("112 112", NIGHT_LINE):
        assert f'<bdi class="number" dir="ltr">{number}</bdi>' in page
    for number in ("07700 900 900", "116 123"):
        assert f'<bdi dir="ltr">{number}</bdi>' in page
