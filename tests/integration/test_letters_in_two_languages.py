"""A letter in two languages: from its texts to a group that waits, with its sentences side by side."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import VECTORS, Models
from consult.jobs import analysis as analysis_job
from consult.models.campaigns import CampaignMember
from consult.models.response import Answer
from consult.vocabulary import Role
from tests.factories.analysed import run_analysis
from tests.factories.collecting import (
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.integration.conftest import SignIn

ENGLISH = (
    "Families who seek asylum wait for more than a year in one hotel room.",
    "Please let them work while they wait for a decision.",
    "Children need a place in a school near their home.",
    "Every person should see a doctor with an interpreter.",
    "The council should build more houses with low rents.",
)
ARABIC = (
    "تنتظر العائلات التي تطلب اللجوء أكثر من عام في غرفة فندق واحدة.",
    "نرجو السماح لهم بالعمل أثناء انتظار القرار.",
    "يحتاج الأطفال إلى مكان في مدرسة قريبة من منزلهم.",
    "يجب أن يرى كل شخص طبيبا مع مترجم.",
    "يجب على المجلس أن يبني مزيدا من المنازل بإيجارات منخفضة.",
)
OTHERS = (
    "Our library is open on two days of the week and its volunteers help with forms.",
    "The bus to the town does not come on Sundays, so nobody gets to the market.",
)


@pytest.fixture
def analysed(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis_job, "open_models", lambda: Models((VECTORS,)))
    if Models((VECTORS,)).vectors is None:
        pytest.skip("the language model is not here")
    with sessions.begin() as session:
        consultation = make_consultation(session, slug="told")
        version = make_questionnaire_version(session, consultation)
        for language, said in (("en", ENGLISH), ("ar", ARABIC)):
            make_response(session, version, {"experience": " ".join(said)}, language=language)
        for said in OTHERS:
            make_response(session, version, {"experience": said})
        consultation_id = consultation.id
    run_analysis(sessions, settings, consultation_id)


@pytest.mark.usefixtures("analysed")
def test_letter__in_english_and_arabic__waits_with_its_sentences_side_by_side(
    sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    with sessions() as session:
        members = session.scalars(select(CampaignMember)).all()
        texts = {one.id: str(one.value) for one in session.scalars(select(Answer))}
        assert [one.key for one in members] == ["X01", "X01"] and not any(one.is_counted for one in members)
        english = next(one for one in members if texts[one.answer_id].startswith("Families"))
        assert english.beside is not None
        other = texts[english.beside["answer_id"]]
        pairs = [(texts[english.answer_id][a:b], other[c:d]) for a, b, c, d in english.beside["pairs"]]

    assert len(pairs) >= 4 and set(pairs) <= set(zip(ENGLISH, ARABIC, strict=True))
    page = sign_in(Role.ANALYST).get("/desk/consultations/told/shared-wording/X01").text
    table = page[page.index("Sentences that seem to say the same") : page.index("Who sent it")]
    assert table.index("It is shared wording") > table.index(pairs[-1][1]), "before the decision"
    for own, arabic in pairs:
        row = next(one for one in table.split("<tr") if own in one)
        assert arabic in row and 'lang="ar" dir="rtl"' in row
