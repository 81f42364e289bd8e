"""Tagged PDF (PDF/UA-1), set by Typst from data: nothing people wrote is read as markup.

Column headings are tagged; row headings are not, for the setter has no way to yet.
"""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock

import typst

from consult.errors import ExportRefused
from consult.exports.document import Document
from consult.exports.pdf_fonts import list_families, open_fonts
from consult.exports.pdf_letters import Setting, find_missing_scripts, find_unshown, name_script, name_signs
from consult.exports.pdf_payload import Payload, list_texts, make_payload, replace_signs
from consult.vocabulary import LANGUAGES

PDF_TYPE = "application/pdf"
LAYOUT = Path(__file__).parent / "pdf_layout" / "response.typ"
LONGEST_WAIT_SECONDS = 10.0
_ONE_AT_A_TIME = Lock()


def make_pdf(document: Document, *, fonts: Path | None = None) -> bytes:
    """Make the bytes of a response: a second or two for a hundred pages. Raises: see `set_pages`."""
    return set_pages(LAYOUT, make_payload(document), document.language, document.as_of, fonts=fonts)


def set_pages(
    layout: Path, payload: Payload, language: str, day: date, *, fonts: Path | None = None
) -> bytes:
    """Set data with a layout, which finds it in `given` with the families of fonts; one at a time.

    language: of every text of the payload that stands in no mapping with a `tag` of its own.
    fonts: the folder of Noto's fonts; None for the system's. Another waits its turn for a while.
    Raises: ExportRefused (C813 no font for a language, C814 cannot be set, C815 another is being made).
    """
    if not _ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise ExportRefused("C815")
    try:
        found = open_fonts(fonts)
        setting = Setting(found, list_families(found))
        return _set(layout, _settle_letters(payload, language, setting), day, setting)
    finally:
        _ONE_AT_A_TIME.release()


def _settle_letters(payload: Payload, language: str, setting: Setting) -> Payload:
    """Name the signs that have no shape. Raises: ExportRefused (C813) for a script without a font."""
    texts = list(list_texts(payload, language))
    letters = set().union(*(text for text, _ in texts))
    unshown = find_unshown(letters, setting)
    missing = find_missing_scripts(letters, unshown)
    if missing:
        raise ExportRefused("C813", languages=_name_languages(texts, missing, language))
    return replace_signs(payload, name_signs(unshown)) if unshown else payload


def _name_languages(texts: list[tuple[str, str]], missing: set[str], language: str) -> str:
    """Name the languages of texts in scripts without a font; the script where the language says nothing."""
    named = set()
    for text, tag in texts:
        for script in missing & {name_script(letter) for letter in text}:
            known = LANGUAGES.get(tag) if tag != language else None
            named.add(known.english_name if known else f"{script.capitalize()} letters")
    return ", ".join(sorted(named))


def _set(layout: Path, payload: Payload, day: date, setting: Setting) -> bytes:
    """Set the pages. Raises: ExportRefused (C814)."""
    try:
        return typst.compile(
            layout.read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            font_paths=setting.fonts,
            ignore_system_fonts=True,
            sys_inputs={"given": json.dumps(payload | {"families": setting.families})},
            timestamp=datetime.combine(day, time(), UTC),
        )
    except typst.TypstError as refusal:
        raise ExportRefused("C814", reason=refusal.message) from refusal
