"""`consult draft`: writes a file whole or not at all, and says what it did."""

from pathlib import Path

import docx
import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.main import run
from tests.factories.collecting import make_consultation
from tests.integration.drafting_record import make_received


@pytest.fixture
def received(
    sessions: sessionmaker[Session],
    sqlite_url: str,
    sqlite_keys_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An installation with one consultation that was received and analysed, and one that was not."""
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONSULT_KEYSTORE_URL", sqlite_keys_url)
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path))
    with sessions.begin() as session:
        make_received(session)
        make_consultation(session)


def draft(*arguments: str) -> int:
    return run(create_app, ["draft", *arguments])


@pytest.mark.usefixtures("received")
def test_draft__asked_for_twice_with_one_date__writes_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    for path in (first, second):
        assert draft("consultation-1", "--out", str(path), "--as-of", "2031-04-01") == 0
    said = capsys.readouterr()
    assert "draft 2, 12 sections" in said.out and "Reading what was received" in said.err
    assert first.read_bytes() == second.read_bytes()
    titles = [one.text for one in docx.Document(str(first)).paragraphs if one.style.name == "Heading 1"]
    assert titles[0] == "Status and authority" and len(titles) == 10


@pytest.mark.usefixtures("received")
def test_draft__named_as_another_form__is_written_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.HTML"
    assert draft("consultation-1", "--out", str(path), "--as-of", "2031-04-01") == 0
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "As the record stood on 1 April 2031" in page
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("consultation-1", "--out", "draft.rtf"), 1, "C808"),
        (("consultation-1", "--out", "draft.html", "--template", "own.docx"), 2, "--template"),
        (("consultation-2", "--out", "draft.docx"), 1, "C502"),
        (("nothing", "--out", "draft.docx"), 1, "C209"),
        (("consultation-1",), 2, "--out"),
        (("consultation-1", "--out", "draft.docx", "--as-of", "soon"), 2, "--as-of"),
        (("consultation-1", "--out", "missing/draft.docx"), 1, "C802"),
    ],
)
def test_draft__that_cannot_be_made__says_why_and_leaves_no_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert draft(*arguments) == code
    assert words in capsys.readouterr().err
    assert [path for path in tmp_path.iterdir() if "draft" in path.name] == []
