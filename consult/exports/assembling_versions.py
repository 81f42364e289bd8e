"""An exact version that was made ready to show, as the document that is written to a file."""

from collections.abc import Iterator

from analysis.drafting.blocks import BulletList, Paragraph
from consult.exports.assembling import METHOD, list_parts, tell_left_out, tell_numbers
from consult.exports.assembling_agreement import tell_agreement
from consult.exports.document import Document, Part
from consult.services.versions.saying_versions import (
    CHANGED_BODY,
    LESS,
    say_digest,
    say_version,
    say_withdrawn,
)
from consult.services.versions.shown_versions import ShownVersion


def assemble_version(shown: ShownVersion) -> Document:
    """Put a version together as a document; it depends on the version, its ledger and what was said of it."""
    return Document(
        title=shown.title,
        subtitle=f"Regional response. {say_version(shown)}{'' if shown.signed else ', not signed off'}",
        partnership=shown.partnership,
        as_of=shown.as_of,
        parts=tuple(_list_all(shown)),
    )


def _list_all(shown: ShownVersion) -> Iterator[Part]:
    annex = next((section for section in shown.sections if section.key == METHOD), None)
    for section in shown.sections:
        yield from list_parts(section.blocks)
        if section is annex:
            yield from _tell_state(shown)
    if annex is None:
        yield from _tell_state(shown)
    yield from tell_agreement(shown.agreement)


def _tell_state(shown: ShownVersion) -> Iterator[Part]:
    yield Paragraph("version.digest", say_digest(shown))
    for place, line in enumerate(shown.signed.lines if shown.signed else ()):
        yield Paragraph(f"version.signed.{place}", line)
    if not shown.is_recomputed:
        yield Paragraph("version.changed", CHANGED_BODY)
    if shown.withdrawals:
        yield Paragraph("version.less", LESS)
        yield BulletList("version.withdrawals", tuple(map(say_withdrawn, shown.withdrawals)))
    yield from tell_left_out(shown.gaps)
    yield from tell_numbers(shown.notes)
