"""Make the e-mail to government ready for a file; one with an organisation's words is kept on record."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from consult.models.keeping_kinds import FileKind
from consult.models.versions import DraftVersion
from consult.services.drafts.documenting import Showing
from consult.services.following.ask_texts import ASKS
from consult.services.following.cover_email import Cover, write_cover
from consult.services.permissions.releasing import note_release
from consult.services.versions.carried_words import list_carried_references, read_section


def export_cover(
    session: Session, version: DraftVersion, showing: Showing, *, forms: Collection[str], attached: str = ""
) -> Cover:
    """The e-mail for a version, as `write_cover` writes it, for somebody to take.

    Where an organisation takes back what it confirmed, the file is to be taken back, attachment or not.
    """
    write = partial(write_cover, session, version, forms=forms, attached=attached, showing=showing)
    if not _has_carried(version):
        return write()
    said, about = f"E-mail with version {version.number}", (showing.viewer, version.consultation_id)
    file = note_release(session, *about, FileKind.DRAFT, said, now=showing.now)
    return replace(write(subject_id=file.subject_id), file_id=file.id)


def _has_carried(version: DraftVersion) -> bool:
    """Whether anything that is asked stands in the words of an organisation that confirmed them."""
    return any(True for _ in list_carried_references(read_section(version, ASKS)))
