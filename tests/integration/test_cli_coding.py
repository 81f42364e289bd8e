"""`consult coding`: what may be said of a sample, and of suggestions, in the terminal and as a table."""

import csv

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.held_out import is_held_out
from consult.models.analysis import AnalysisRun, AnsweredItem
from consult.models.blind import BlindSample
from consult.models.coding import MACHINE, Coding, Segment
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer
from consult.services.tags.coding_so_far import get_codebook
from consult.vocabulary import Bucket, CodingState
from tests.factories.collecting import make_response
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
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


def look_over(session: Session) -> None:
    """A run of one answer of 100 passages, each with the tag suggested with 0.5 and rejected by a person."""
    version = session.scalars(select(QuestionnaireVersion)).one()
    [answer] = make_response(session, version, {"said": "x" * 200}).answers
    run = AnalysisRun(
        consultation_id=version.questionnaire.consultation_id,
        number=1,
        as_of_on=NOW.date(),
        started_at=NOW,
        finished_at=NOW,
    )
    session.add(run)
    session.flush()
    item = {"run_id": run.id, "answer_id": answer.id, "bucket": Bucket.ANALYSED}
    session.add(AnsweredItem(**item, language="en"))
    staff_id, code_id = make_staff(session).id, get_codebook(session).codes[0].id
    for n in range(1, 101):
        place = {"answer_id": answer.id, "revision_id": answer.head_revision_id, "number": n}
        segment = Segment(**place, start=n, end=n + 1, looked_at=NOW, language="cy")
        session.add(segment)
        session.flush()
        of = {"segment_id": segment.id, "code_id": code_id, "at": NOW}
        session.add(Coding(**of, author=MACHINE, state=CodingState.SUGGESTED, score=0.5))
        session.add(Coding(**of, author=staff_id, staff_id=staff_id, state=CodingState.REJECTED))
    session.commit()


def test_accuracy__of_suggestions__is_told_by_language_and_by_score(consult: CommandLine) -> None:
    code, _, failure = consult("coding", "accuracy", SLUG)
    assert code == 1 and "C402" in failure
    consult.look(look_over)

    code, said, _ = consult("coding", "accuracy", SLUG)

    held_out = consult.look(
        lambda session: sum(
            is_held_out(f"{one.answer_id}:{one.number}") for one in session.scalars(select(Segment))
        )
    )
    assert code == 0 and held_out
    assert f"all: {held_out}, 0 of {held_out} (0% to " in said and f"cy: {held_out}, 0 of" in said
    assert f"40% to 60%: {held_out}, 0 of {held_out} (0% to " in said and "0% to 20%: 0, –" in said
    assert f"Decide about {100 - int(str(held_out))} more" in said
