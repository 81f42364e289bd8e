"""`consult responses import`: every row counted, bad input named, nothing half done."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.queries.responses import select_responses
from consult.queries.viewer import SYSTEM
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import current_consent
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Channel, Purpose, ResponseState, Sector, UseKind
from tests.factories.numbering import NOW
from tests.integration.command_line import SLUG, CommandLine

HEADING = "response_id,organisation,received_on,language,consent_quote,agree,barriers,homes,said\n"
ROWS = (
    HEADING
    + 'R1,ostley,2026-03-04,cy,named,yes,no yes,12,"Geiriau,\nmwy"\n'
    + "R2,Somebody Else,2026-03-05,,,no,,,'=1+1\n"
    + "R3,,,,,perhaps,,,\n"
)


def do_import(
    consult: CommandLine, content: str | bytes, *options: str | Path, name: str = "returns.csv"
) -> tuple[int, str, str]:
    file = consult.write(name, content)
    return consult("responses", "import", file, "--consultation", SLUG, *options)


def find_by_id(session: Session) -> dict[str, Response]:
    return {one.external_id or one.id: one for one in session.scalars(select(Response))}


def read_rejects(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_import__with_good_and_bad_rows__takes_in_the_good_and_lists_the_bad(consult: CommandLine) -> None:
    code, out, err = do_import(consult, ROWS, "--rejects", "bad.csv")
    assert (code, "3 rows: 2 taken in, 0 already there, 1 rejected." in out) == (0, True)
    (rejected,) = read_rejects(consult.folder / "bad.csv")
    assert (rejected["response_id"], rejected["row"], rejected["code"]) == ("R3", "4", "C725")
    assert "agree" in rejected["reason"] and "Traceback" not in err


def test_import__of_a_return__keeps_who_when_words_and_permission(consult: CommandLine) -> None:
    do_import(consult, ROWS)

    def see(session: Session) -> None:
        found = find_by_id(session)
        first, second = found["R1"], found["R2"]
        assert (first.state, first.channel, first.language) == (ResponseState.SUBMITTED, Channel.IMPORT, "cy")
        assert first.organisation is not None and first.organisation.key == "ostley"
        assert (first.sector, first.received_on) == (Sector.VOLUNTARY_COMMUNITY, date(2026, 3, 4))
        assert first.sub_region is not None and first.sub_region.key == "vale"
        assert (second.organisation_id, second.organisation_name) == (None, "Somebody Else")
        assert current_consent(session, first.id)[Purpose.ATTRIBUTE].granted
        assert not current_consent(session, second.id)[Purpose.QUOTE].granted
        reading = read_answers(
            session,
            SYSTEM,
            select_responses(SYSTEM, first.consultation_id),
            purpose=Purpose.ANALYSE,
            use_kind=UseKind.PAGE,
            subject_id="test",
            now=NOW,
        )
        values = {(row.response_id, row.question_id): row.value for row in reading.rows}
        assert values[first.id, "said"] == "Geiriau,\nmwy" and values[second.id, "said"] == "=1+1"
        assert values[first.id, "barriers"] == ["yes", "no"] and values[first.id, "homes"] == 12
        assert session.scalar(select(func.count(Revision.id))) == len(values)

    consult.look(see)


def test_import__of_the_same_file_again__finds_all_of_it_there(consult: CommandLine) -> None:
    do_import(consult, ROWS)
    code, out, _ = do_import(consult, ROWS)
    assert (code, "0 taken in, 2 already there, 1 rejected" in out) == (0, True)
    assert consult.look(lambda session: len(find_by_id(session))) == 2


def test_import__of_a_known_id_with_other_words__rejects_that_row(consult: CommandLine) -> None:
    do_import(consult, ROWS)
    code, _, err = do_import(consult, HEADING + "R2,,,,,no,,,other words\n", "--rejects", "bad.csv")
    assert code == 1 and "C703" in err
    assert read_rejects(consult.folder / "bad.csv")[0]["code"] == "C722"


def test_import__of_an_id_twice_in_one_file__tells_same_from_other(consult: CommandLine) -> None:
    rows = "R1,,,,,yes,,,a\nR1,,,,,yes,,,a\nR1,,,,,yes,,,b\n"
    _, out, _ = do_import(consult, HEADING + rows)
    assert "1 taken in, 1 already there, 1 rejected" in out


def test_import__of_a_withdrawn_return__does_not_bring_it_back(consult: CommandLine) -> None:
    do_import(consult, HEADING + "R1,,,,,yes,,,a\n")

    def take_back(session: Session) -> None:
        withdraw(session, find_by_id(session)["R1"], actor="system", now=NOW)
        session.commit()

    consult.look(take_back)
    code, _, _ = do_import(consult, HEADING + "R1,,,,,yes,,,a\n", "--rejects", "bad.csv")
    assert (code, read_rejects(consult.folder / "bad.csv")[0]["code"]) == (1, "C727")


def test_import__without_ids__is_the_same_import_when_repeated(consult: CommandLine) -> None:
    content = "agree,said\nyes,a\nyes,a\nno,b\n"
    assert "3 taken in" in do_import(consult, content)[1]
    assert "0 taken in, 3 already there" in do_import(consult, content)[1]


ODD_ANSWERS = (
    "=SUM(1,2)", "'=as typed", "''@two", "+44 20", "-5", "@cmd|' /C calc'!A0", "\ttab first", "#N/A", "TRUE",
    "007", "one\ntwo\n", "  spaces  ", 'quotes "here", commas; marks',
    "\u202bنص\u202c \u200fو", "\U0001f469\u200d\U0001f467 \u2028 \x85", "\ufeffmark", "e\u0301", "\ufffd",
)  # fmt: skip


def test_import__of_what_was_exported__finds_all_of_it_there(consult: CommandLine) -> None:
    rows = [{"response_id": f"={n}", "agree": "yes", "said": text} for n, text in enumerate(ODD_ANSWERS)]
    do_import(consult, json.dumps(rows), name="odd.json")
    do_import(consult, ROWS)
    said = select(Answer.value).where(Answer.question_id == "said")
    kept = consult.look(lambda session: set(session.scalars(said)))
    assert isinstance(kept, set) and set(ODD_ANSWERS) <= kept
    for name in ("out.csv", "out.xlsx", "out.json"):
        assert consult("responses", "export", SLUG, "--out", name)[0] == 0
        code, out, _ = consult("responses", "import", name, "--consultation", SLUG)
        assert (code, f"0 taken in, {len(rows) + 2} already there, 0 rejected" in out) == (0, True), name


def test_import__all_rejected__changes_nothing_and_fails(consult: CommandLine) -> None:
    code, _, err = do_import(consult, HEADING + "R9,,,,,perhaps,,,\n")
    assert code == 1 and "returns-rejects.csv" in err
    assert consult.look(lambda session: session.scalar(select(func.count(AuditEntry.id)))) == 0


def test_import__whose_rejects_cannot_be_written__takes_in_nothing(consult: CommandLine) -> None:
    code, _, err = do_import(consult, ROWS, "--rejects", consult.folder / "none" / "bad.csv")
    assert code == 1 and "C802" in err
    assert consult.look(lambda session: len(find_by_id(session))) == 0


def test_import__of_corrected_rejects__takes_them_in(consult: CommandLine) -> None:
    do_import(consult, ROWS, "--rejects", "bad.csv")
    corrected = (consult.folder / "bad.csv").read_text(encoding="utf-8").replace("perhaps", "yes", 1)
    assert "1 taken in" in do_import(consult, corrected)[1]


def test_import__with_an_unanswered_required_question__counts_and_says_so(consult: CommandLine) -> None:
    code, out, err = do_import(consult, HEADING + "R1,,,,,,,,a\n")
    assert code == 0 and "1 taken in" in out and "answer to agree, which the form requires: 1" in err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEADING.replace("said", "nosuch") + "R1,,,,,yes,,,a\n", "C704"),
        (HEADING.encode() + b"R1,,,,,yes,,,\xe9\n", "C708"),
        (HEADING, "C706"),
        (b"", "C701"),
        (b"PK\x03\x04 no workbook", "C701"),
    ],
)
def test_import__of_a_wrong_file__fails_by_its_code(
    consult: CommandLine, content: str | bytes, code: str
) -> None:
    ended, out, err = do_import(consult, content)
    assert (ended, out) == (1, "") and code in err and "Traceback" not in err


def test_import__of_200_megabytes__is_refused_at_once(consult: CommandLine) -> None:
    path = consult.folder / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    ended, _, err = consult("responses", "import", path, "--consultation", SLUG)
    assert ended == 1 and "C707" in err and "MAX_UPLOAD_BYTES" in err


@pytest.mark.parametrize("slug", ["nosuch", ""])
def test_import__into_a_consultation_that_is_not_there__fails(consult: CommandLine, slug: str) -> None:
    ended, _, err = consult("responses", "import", consult.write("a.csv", ROWS), "--consultation", slug)
    assert ended == 1 and "C209" in err


def test_import__with_controls_and_long_text__keeps_text_as_given(consult: CommandLine) -> None:
    words = "a\x00b‏" + "x" * 99_000
    assert "1 taken in" in do_import(consult, HEADING + f'R1,,,,,yes,,,"{words}"\n')[1]
