"""Ways to read a PDF back: its text, its tags and their languages, and what a validator says of it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import page
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

LIMITS = page.SafetyLimits(max_reference_depth=100_000)


@dataclass(frozen=True)
class Tag:
    """An element of the structure; its language is "" where it has its parent's."""

    kind: str
    language: str
    depth: int
    alternative: str = ""


def open_pdf(content: bytes) -> PdfReader:
    """Open a file from its bytes."""
    return PdfReader(io.BytesIO(content))


def read_words(content: bytes) -> str:
    """The text of all pages, with every run of white space as one space."""
    return " ".join(" ".join(one.extract_text() for one in open_pdf(content).pages).split())


def list_tags(content: bytes) -> list[Tag]:
    """The elements of the structure in reading order."""
    root = open_pdf(content).trailer["/Root"]["/StructTreeRoot"]
    return list(_walk(root, 0))


def _walk(node: Any, depth: int) -> Iterator[Tag]:
    found = node.get_object()
    if isinstance(found, DictionaryObject) and "/S" in found:
        yield Tag(str(found["/S"])[1:], str(found.get("/Lang", "")), depth, str(found.get("/Alt", "")))
    inner = found.get("/K", []) if isinstance(found, DictionaryObject) else found
    for one in inner if isinstance(inner, list) else [inner]:
        if not isinstance(one.get_object(), int):
            yield from _walk(one, depth + 1)


def find_failures(content: bytes) -> list[str]:
    """What the validator objects to under PDF/UA-1; it has to have looked at something."""
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1, limits=LIMITS)
    assert report.rules.total > 100
    return [f"{one.rule_id}: {one.message}" for one in report.failures]
