"""Files attached to a consultation: only known kinds, kept as given, for managers of full standing."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import AccessDenied, Conflict
from consult.models.attachments import AttachedFile
from consult.models.audit import AuditEntry
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.consultations import attaching
from consult.services.consultations.attaching import clean_name, list_attached, read_attached
from consult.services.consultations.knowing_files import (
    EMAIL,
    PDF,
    TEXT,
    TEXT_DOCUMENT,
    WORD,
    find_media_type,
)
from consult.services.returns.revising import NOBODY
from consult.vocabulary import Role, Standing
from tests.factories.attaching import MINUTE, make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_partnership

PAGE = "/desk/consultations/consultation-1/files"
OBSERVER = Viewer(None, frozenset(Role), Standing.OBSERVER)
SignIn = Callable[..., FlaskClient]


def pack(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return made.getvalue()


DOCUMENT = {"[Content_Types]_xml": "", "word__document_xml": ""}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 rest", PDF),
        (b"\x89PNG\r\n\x1a\n rest", "image/png"),
        (b"\xff\xd8\xff rest", "image/jpeg"),
        (pack(**DOCUMENT), WORD),
        (pack(mimetype=TEXT_DOCUMENT), TEXT_DOCUMENT),
        (b"From: ada@example.org\r\nDate: Mon, 1 Jan 2029 10:00 +0000\r\n\r\n<b>Agreed</b>", EMAIL),
        ("Einverständnis: ja".encode(), TEXT),
        (pack(**DOCUMENT, word__vbaProject_bin=""), None),
        (pack(mimetype="application/vnd.oasis.opendocument.spreadsheet"), None),
        (b"PK\x03\x04 broken", None),
        (b"\xef\xbb\xbf <!doctype html><script>", None),
        (b"<svg onload=x>", None),
        (b"MZ\x90\x00\x03", None),
        (b"\xff\xfe text", None),
    ],
)
def test_media_type__of_bytes__is_what_they_are_or_none(content: bytes, media_type: str | None) -> None:
    assert find_media_type(content) == media_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\docs\\minute.pdf", "minute.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\nb\u202egpj.exe", "a b gpj.exe"),
        ("..", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_name__of_a_file__is_its_last_part_in_letters_that_show(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.fixture
def consultation(session: Session) -> Consultation:
    return make_consultation(session)


@pytest.mark.portable
def test_file__attached_twice__is_kept_once_and_given_back_as_it_was(
    session: Session, consultation: Consultation
) -> None:
    first, second = make_attached(session, consultation), make_attached(session, consultation, "again.txt")
    assert first.id == second.id and (first.name, first.media_type) == ("minute.txt", TEXT)
    session.expire_all()
    assert read_attached(session, SYSTEM, consultation.id, first.id).content == MINUTE
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.action == "file attached"))
    assert entry.details == {"kind": "minute", "sha256": first.sha256, "bytes": len(MINUTE)}


@pytest.mark.parametrize(("content", "code"), [(b"", "C522"), (b"x" * 6, "C523"), (b"<p>", "C524")])
def test_file__empty_too_large_or_unknown__is_refused(
    session: Session, consultation: Consultation, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    monkeypatch.setattr(attaching, "MOST_BYTES", 5)
    with pytest.raises(Conflict) as refused:
        given = ("minute.txt", content)
        attaching.attach(session, SYSTEM, consultation, AttachedKind.MINUTE, given, author=NOBODY, now=NOW)
    assert refused.value.code == code
    assert session.scalars(select(AttachedFile)).all() == []


def test_file__changed_in_the_database__is_not_given_as_what_was_attached(
    session: Session, consultation: Consultation
) -> None:
    file = make_attached(session, consultation)
    file.content = MINUTE.replace(b"agreed", b"refused")
    session.flush()
    with pytest.raises(Conflict) as refused:
        read_attached(session, SYSTEM, consultation.id, file.id)
    assert refused.value.code == "C525"


def test_files__asked_for_by_an_observer_of_any_role__are_refused(
    session: Session, consultation: Consultation
) -> None:
    file = make_attached(session, consultation)
    with pytest.raises(AccessDenied):
        list_attached(session, OBSERVER, consultation.id)
    with pytest.raises(AccessDenied):
        read_attached(session, OBSERVER, consultation.id, file.id)


def test_page_of_files__used_by_a_manager__attaches_downloads_and_deletes(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_partnership(session)
        make_consultation(session)
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    client = sign_in(Role.MANAGER)
    refused = client.post(PAGE, data={"kind": "minute", "file": (io.BytesIO(b"<p>"), "page.html")})
    assert refused.status_code == 422 and "C524" in refused.text
    assert client.post(PAGE, data={"kind": "other", "file": (io.BytesIO(MINUTE), "a.txt")}).status_code == 422
    assert (
        client.post(PAGE, data={"kind": "minute", "file": (io.BytesIO(MINUTE), "a.txt")}).status_code == 302
    )
    with sessions() as session:
        file_id = session.scalars(select(AttachedFile.id)).one()
    assert "a.txt" in client.get(PAGE).text and "Minute of a meeting" in client.get(PAGE).text
    with client.get(f"{PAGE}/{file_id}") as sent:
        assert (sent.data, sent.headers["Content-Disposition"]) == (MINUTE, "attachment; filename=a.txt")
    for other in (sign_in(Role.BOARD_MEMBER), sign_in(Role.MANAGER, organisation_id=police)):
        assert [other.get(one).status_code for one in (PAGE, f"{PAGE}/{file_id}")] == [403, 403]
    assert client.post(f"{PAGE}/{file_id}/remove").status_code == 302
    assert (
        client.get(f"{PAGE}/{file_id}").status_code == 404 and "Nothing is attached" in client.get(PAGE).text
    )
