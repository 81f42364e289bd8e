"""Any questionnaire, answered by chance from the first page to the receipt, in each of its languages."""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer, Response
from consult.sealing.salt_files import create_secret_salt
from consult.services.consultations.publishing import RESERVED_NAMES, add_version, publish
from consult.vocabulary import ConsultationState, ResponseState
from forms.cells import show_complete
from forms.definitions import Questionnaire
from forms.flow.reaching import reach
from forms.repairing.extents import Extent
from forms.repairing.repairing import repair
from forms.xlsform.reader import open_xlsform
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW
from tests.factories.opened_forms import make_form
from tests.integration.respondent import DAY, Respondent

FOLDER = Path(os.environ.get("CONSULT_SHARED", "../shared/data")) / "xlsforms"
SLUG = "anything"
Walk = Callable[..., None]


@pytest.fixture
def walk(app: Flask, sessions: sessionmaker[Session]) -> Walk:
    """Publish a questionnaire, and answer it in its languages, or so many; what is kept is what was said."""
    create_secret_salt(Path(app.config["SALT_FILE"]))

    def act(definition: Questionnaire, seed: int, languages: int = 99) -> None:
        with sessions.begin() as session:
            given = {"slug": SLUG, "state": ConsultationState.OPEN}
            version = add_version(
                session, make_consultation(session, **given), definition, actor="x", now=NOW
            )
            publish(session, version, actor="x", now=NOW)
        for place, language in enumerate(definition.languages[:languages]):
            random = Random(seed * 100 + place)
            who = Respondent(app.test_client(), show_complete(definition), SLUG, random, language)
            who.walk()
            compare(sessions, who, place + 1)

    return act


def compare(sessions: sessionmaker[Session], who: Respondent, count: int) -> None:
    """Hold what was received to what was answered, less what is not asked in the end."""
    with sessions() as session:
        received = session.scalars(select(Response).order_by(Response.submitted_at, Response.id)).all()
        assert [one.state for one in received] == [ResponseState.SUBMITTED] * count
        kept = session.scalars(select(Answer).where(Answer.language == who.language))
        said = {one.question_id: one.value for one in kept if one.value is not None}
    counted = {**reach(who.definition, who.answers, DAY).counted}
    assert said == counted


def read(path: Path, extent: Extent) -> Questionnaire:
    made = repair(open_xlsform(path), extent, reserved_names=RESERVED_NAMES).reading.questionnaire
    assert made is not None
    return made


@pytest.mark.shared
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*")), ids=lambda path: path.stem)
def test_real_form__whatever_is_left_after_repairs__can_be_answered_to_the_end(
    walk: Walk, path: Path
) -> None:
    walk(read(path, Extent.ALWAYS), 1, languages=1)


@pytest.mark.soak
@pytest.mark.shared
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("extent", [Extent.REST, Extent.ALWAYS])
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*")), ids=lambda path: path.stem)
def test_real_form__answered_again_and_again__always_comes_to_the_end(
    walk: Walk, path: Path, extent: Extent, seed: int
) -> None:
    walk(read(path, extent), seed)


@pytest.mark.parametrize(
    "seed", [*range(8), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(8, 200))]
)
def test_form__of_anything_with_conditions__can_be_answered_to_the_end(walk: Walk, seed: int) -> None:
    made = repair(make_form(Random(seed)), Extent.ALWAYS).reading.questionnaire
    assert made is not None
    walk(made, seed)
