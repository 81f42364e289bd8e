"""`consult coding reliability`: what may be said of a sample, in the terminal and as a table."""

import csv

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.blind import BlindSample
from consult.models.coding import Segment
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer
from consult.services.coding_so_far import get_codebook
from tests.factories.collecting import make_response
from tests.factories.numbering import NOW
from tests.factories.tagging import make_blind_sample
from tests.integration.command_line import SLUG, CommandLine

PASSAGES = 32


def fill_sample(session: Session) -> None:
    version = session.scalars(select(QuestionnaireVersion)).one()
    get_codebook(session)
    for n in range(PASSAGES):
        make_response(session, version, {"said": f"There are not enough homes, {n}."})
    for answer in session.scalars(select(Answer)):
        revision_id = answer.head_revision_id
        session.add(Segment(answer_id=answer.id, revision_id=revision_id, number=1, start=0, end=9))
    session.flush()
    consultation_id = version.questionnaire.consultation_id
    make_blind_sample(session, consultation_id, None, None, done=False, most=PASSAGES)
    session.commit()


def finish(session: Session) -> None:
    sample = session.scalars(select(BlindSample)).one()
    sample.first_done_at = sample.second_done_at = NOW
    session.commit()


def test_reliability__of_a_sample__is_told_once_both_are_done(consult: CommandLine) -> None:
    code, _, failure = consult("coding", "reliability", SLUG)
    assert code == 1 and "C425" in failure
    consult.look(fill_sample)
    code, _, failure = consult("coding", "reliability", SLUG)
    assert code == 1 and "C424" in failure
    consult.look(finish)

    code, said, _ = consult("coding", "reliability", SLUG)

    assert code == 0 and f"(all), (all): below, {PASSAGES}, -0." in said
    assert f"housing, en: below, {PASSAGES}, -0." in said
    table = consult.folder / "r.csv"
    assert consult("coding", "reliability", SLUG, "--sample", "1", "--out", table)[0] == 0
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert (rows[0]["tag"], rows[0]["standing"], rows[0]["agreement"]) == ("(all)", "below", "0.0")
    assert rows[1]["alpha"] and (rows[0]["kappa"], rows[1]["kappa"]) == ("", "")
