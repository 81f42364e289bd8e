"""A real version as a Word file, through LibreOffice and back: the same headings, tables and paragraphs."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.exports.assembling_versions import assemble_version
from consult.exports.word import make_word
from consult.models.engine import make_engine
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing
from consult.services.returns.revising import Author
from consult.services.versions.freezing import make_version
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import UseKind
from tests.factories.numbering import NOW
from tests.integration.drafted_copies import Kept, reopen
from tests.office.provision import find_office
from tests.unit.exports.word_sample import open_word

pytestmark = [pytest.mark.office, pytest.mark.soak]
SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)
Text = tuple[str, str]


@pytest.fixture
def session(tmp_path: Path, kept_draft: Kept) -> Iterator[Session]:
    engine = make_engine(kept_draft.copy_to(tmp_path))
    with sessionmaker(engine, expire_on_commit=False)() as found:
        yield found
    engine.dispose()


def go_round(folder: Path, content: bytes) -> bytes:
    """Open a Word file in LibreOffice and save it as another."""
    office, file = find_office(), folder / "version.docx"
    assert office
    file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "again"),
        str(file),
    ]
    subprocess.run([office, profile, *asked], check=True, capture_output=True, timeout=240)
    return (folder / "again" / file.name).read_bytes()


def list_texts(content: bytes) -> list[Text]:
    """Each paragraph with what it is: a heading by its level, or text; none of the contents."""
    found = ((one.style.name if one.style else "", one.text) for one in open_word(content).paragraphs)
    kept = (
        (name or "", text)
        for name, text in found
        if text.strip() and not (name or "").lower().startswith("toc")
    )
    return [(name if name.startswith("Heading ") else "text", text) for name, text in kept]


def list_tables(content: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in open_word(content).tables]


def test_version__through_libreoffice_and_back__has_equal_headings_tables_and_paragraphs(
    tmp_path: Path, session: Session, kept_draft: Kept
) -> None:
    received = reopen(kept_draft.lend(), session)
    latest = get_latest_draft(session, received.consultation.id)
    version = make_version(session, latest, SHOWING, author=Author(None, "Ada Morgan"))
    file = make_word(assemble_version(show_exact(session, version, SHOWING)))
    again = go_round(tmp_path, file)
    texts, tables = list_texts(file), list_tables(file)
    assert sum(name != "text" for name, _ in texts) > 10 and len(tables) > 3
    assert list_texts(again) == texts
    assert list_tables(again) == tables
