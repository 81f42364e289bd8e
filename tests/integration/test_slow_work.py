"""Slow work keeps nobody waiting: while one request does it, another writer begins and commits at once."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import use_no_models
from consult.jobs.drafting import build_draft
from consult.models.audit import AuditEntry
from consult.models.consent import Use
from consult.models.response import Response
from consult.sealing.salt_files import create_secret_salt
from consult.vocabulary import ResponseState, Role, UseKind
from forms.repairing.carrying import pack_opened
from forms.xlsform.csv_file import read_csv
from forms.xlsform.reader import Opened
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.drafting_record import make_received
from tests.integration.other_writer import OtherWriter
from tests.integration.teller import RETURN, START, open_form, tell, visit, write
from tests.integration.visitor import Visitor

DESK = "/desk/consultations/consultation-1"
ARGON2 = "consult.sealing.stretching.argon2id.kdf"
Sessions = sessionmaker[Session]
SHEETS = Opened("form.csv", "form", read_csv(b"type,name,label\ntext,meta,A?\n", "form.csv"))


@pytest.fixture
def other(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> OtherWriter:
    return OtherWriter(sqlite_url, monkeypatch)


def list_states(sessions: Sessions) -> list[ResponseState]:
    with sessions() as session:
        return list(session.scalars(select(Response.state)))


def test_return__while_its_number_is_stretched__keeps_nobody_waiting(
    visitor: Visitor, other: OtherWriter, sessions: Sessions
) -> None:
    visitor.answer_all()
    other.write_during(ARGON2)
    assert visitor.send("check").status_code == 302
    assert (other.met, list_states(sessions)) == (["written"], [ResponseState.SUBMITTED])


def test_return__of_a_consultation_closed_meanwhile__is_not_received(
    visitor: Visitor, other: OtherWriter, sessions: Sessions
) -> None:
    visitor.answer_all()
    other.write_during(ARGON2, "UPDATE consultation SET state = 'closed'")
    assert "C201" in visitor.send("check").text
    assert (other.met, list_states(sessions)) == (["written"], [ResponseState.IN_PROGRESS])


def test_return__sent_again__is_stretched_once(visitor: Visitor, other: OtherWriter) -> None:
    visitor.answer_all()
    form = visitor.fill("check")
    other.write_during(ARGON2)
    sent = [visitor.client.post(visitor.at("check"), data=form).status_code for _ in range(3)]
    assert (sent, other.met) == ([302] * 3, ["written"])


@pytest.mark.parametrize("is_known", [True, False])
def test_return__looked_up_by_its_number__keeps_nobody_waiting(
    visitor: Visitor, other: OtherWriter, is_known: bool
) -> None:
    number = visitor.send_return() if is_known else "000 000 000 000 000 098"
    other.write_during(ARGON2)
    found = visitor.send("/return/", {"return_number": number}).status_code
    assert (found, other.met) == (302 if is_known else 422, ["written"])


def test_experience__while_its_number_is_stretched__keeps_nobody_waiting(
    make_app: MakeApp, sessions: Sessions, other: OtherWriter
) -> None:
    client = visit(open_form(make_app, sessions))
    write(client)
    other.write_during(ARGON2)
    assert client.post(f"{START}/check").headers["Location"] == f"{START}/number"
    assert (other.met, list_states(sessions)) == (["written"] * 2, [ResponseState.SUBMITTED])


def test_experience__opened_changed_and_withdrawn__keeps_nobody_waiting(
    make_app: MakeApp, sessions: Sessions, other: OtherWriter
) -> None:
    app = open_form(make_app, sessions)
    number, client = tell(visit(app)), visit(app)
    other.write_during(ARGON2)
    steps = [
        client.post(f"{RETURN}/", data={"return_number": number}),
        client.get(f"{RETURN}/yours"),
        client.post(f"{RETURN}/permission", data={"q_permission": ["quote"]}),
        client.post(f"{RETURN}/withdraw"),
    ]
    assert [step.status_code for step in steps] == [302, 200, 302, 200]
    assert (other.met, list_states(sessions)) == (["written"] * 8, [ResponseState.WITHDRAWN])


def test_experience__asked_for_by_an_unknown_number__is_stretched_as_often(
    make_app: MakeApp, sessions: Sessions, other: OtherWriter
) -> None:
    client = visit(open_form(make_app, sessions))
    other.write_during(ARGON2)
    unknown = {"return_number": "000 000 000 000 000 098"}
    assert client.post(f"{RETURN}/", data=unknown).status_code == 422
    assert other.met == ["written"] * 2


@pytest.fixture
def manager(app: Flask, sign_in: SignIn, sessions: Sessions) -> FlaskClient:
    """A manager of a consultation with returns and a draft."""
    create_secret_salt(Path(app.config["SALT_FILE"]))
    with sessions(expire_on_commit=False) as session, session.begin():
        found = make_received(session)
    build_draft(
        sessions,
        found.consultation.id,
        keys=found.agent,
        actor="system",
        report=lambda _step, _done, _total: None,
        models=use_no_models(),
    )
    return sign_in(Role.MANAGER)


def enter_by_hand(client: FlaskClient) -> int:
    entry = {
        "submission_id": "one", "channel": "telephone", "language": "en", "quoting": "unnamed",
        "received_on-day": "3", "received_on-month": "3", "received_on-year": "2031",
        "organisation": "", "sub_region": "", "organisation_name": "Vale",
        "sector": "voluntary_community", "q_homes": "Deposits.",
    }  # fmt: skip
    return client.post(f"{DESK}/returns/new", data=entry).status_code


def import_returns(client: FlaskClient) -> int:
    file = (BytesIO(b"response_id,homes\n1,Deposits.\n"), "returns.csv")
    return client.post(f"{DESK}/returns/import", data={"file": file}).status_code


def check_questionnaire(client: FlaskClient) -> int:
    content = b"survey,,,\n,type,name,label\n,text,homes,What about homes?\n"
    data = {"file": (BytesIO(content), "form.csv"), "purpose": "return"}
    return client.post(f"{DESK}/questionnaire", data=data).status_code


def repair_questionnaire(client: FlaskClient) -> int:
    data = {"sheets": pack_opened(SHEETS), "extent": "rest"}
    return client.post(f"{DESK}/questionnaire/repair", data=data).status_code


def save_questionnaire(client: FlaskClient) -> int:
    data = {"sheets": pack_opened(SHEETS), "extent": "rest"}
    return client.post(f"{DESK}/questionnaire/save", data=data, follow_redirects=True).status_code


def read_document(client: FlaskClient) -> int:
    data = {"file": (BytesIO(b"Question 1: What is missing?"), "paper.txt")}
    return client.post(f"{DESK}/document-questions", data=data, follow_redirects=True).status_code


def begin_translating(client: FlaskClient) -> str:
    """The address of the Arabic texts of a new draft."""
    found = re.search(
        r'href="(/desk/[^"]*/questionnaire/[^"]*/languages)"', client.get(f"{DESK}/questionnaire").text
    )
    assert found is not None
    draft = client.post(f"{found[1]}/draft").headers["Location"]
    return client.post(draft, data={"language": "ar"}).headers["Location"]


def read_texts(client: FlaskClient) -> int:
    content = b"id,source,translation\nquestion/homes/label,x,y\n"
    data = {"file": (BytesIO(content), "back.csv"), "drafted_by": "file", "name": ""}
    return client.post(f"{begin_translating(client)}/import", data=data).status_code


def write_texts(client: FlaskClient) -> int:
    return client.get(f"{begin_translating(client)}/texts.xlsx").status_code


def upload_organisations(client: FlaskClient) -> int:
    file = (BytesIO(b"key,name,sector\nvale,Vale,health\n"), "directory.csv")
    return client.post("/desk/region/organisations/upload", data={"file": file}).status_code


def open_page(path: str) -> Callable[[FlaskClient], int]:
    return lambda client: client.get(DESK + path).status_code


WORK = {
    "return entered by hand": (enter_by_hand, ARGON2),
    "returns imported": (import_returns, "consult.web.desk_imports.read_table"),
    "rejected rows packed": (import_returns, "consult.web.desk_return_intake.pack_rejects"),
    "questionnaire checked": (check_questionnaire, "consult.web.desk_form_reports.check_file"),
    "questionnaire repaired": (repair_questionnaire, "consult.web.desk_form_reports.check_file"),
    "repaired questionnaire saved": (save_questionnaire, "consult.web.desk_form_reports.check_file"),
    "document read": (read_document, "consult.web.desk_proposals.list_document_lines"),
    "texts read": (read_texts, "consult.web.desk_cell_files.read_cells"),
    "texts written": (write_texts, "consult.web.desk_cell_files.write_cells"),
    "organisations uploaded": (
        upload_organisations,
        "consult.services.region.uploading_directory.read_table",
    ),
    "Word file written": (open_page("/draft.docx"), "consult.exports.writers.make_word"),
    "PDF written": (open_page("/draft.pdf"), "consult.exports.writers.make_pdf"),
    "returns exported": (open_page("/returns/export.xlsx"), "consult.web.sent_tables.write_table"),
    "section drawn": (open_page("/draft/question:1"), "consult.web.desk_draft.render_template"),
    "edit drawn": (open_page("/draft/question:1/edit"), "consult.web.desk_draft_forms.render_template"),
    "theme drawn": (open_page("/themes/T01"), "consult.web.desk_themes.render_template"),
    "list drawn": (open_page("/returns"), "consult.web.desk_return_pages.render_template"),
}


@pytest.mark.parametrize("name", WORK)
def test_desk__while_it_does_slow_work__keeps_nobody_waiting(
    manager: FlaskClient, other: OtherWriter, name: str
) -> None:
    act, slow = WORK[name]
    other.write_during(slow)
    assert (act(manager), other.met) == (200, ["written"])


def test_record__while_it_is_checked__keeps_nobody_waiting(sign_in: SignIn, other: OtherWriter) -> None:
    auditor = sign_in(Role.AUDITOR)
    other.write_during("consult.web.desk_audit.render_template")
    assert "whole" in auditor.post("/desk/settings/audit/verify").text
    assert other.met == ["written"]


def test_word_file__that_cannot_be_written__is_on_record_as_a_use_all_the_same(
    manager: FlaskClient, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise OSError("no room")

    monkeypatch.setattr("consult.exports.writers.make_word", fail)
    with pytest.raises(OSError, match="no room"):
        manager.get(f"{DESK}/draft.docx")
    with sessions() as session:
        assert session.scalars(select(Use).where(Use.kind == UseKind.EXPORT)).first()
        assert "draft exported" in session.scalars(select(AuditEntry.action)).all()
