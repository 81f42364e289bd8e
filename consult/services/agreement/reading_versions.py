"""A partner reads the version it was asked about: what a board member of its standing would read, no more.

Of experiences it reads no words here, whatever its standing: they are opened in the staff area alone, and
these pages are served by the part that collects.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.circulating import Asked
from consult.models.versions import DraftVersion
from consult.queries.viewer import Viewer
from consult.services.drafts.documenting import Showing
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.shown_versions import ShownVersion
from consult.vocabulary import Role, Standing, UseKind


@dataclass(frozen=True)
class Reader:
    """Who reads, and when."""

    asked: Asked
    now: datetime

    @property
    def viewer(self) -> Viewer:
        """Full standing only if the organisation had it when it was asked, and has it now."""
        standings = {self.asked.standing, self.asked.organisation.standing} - {Standing.FULL}
        return Viewer(None, frozenset({Role.BOARD_MEMBER}), min(standings, default=Standing.FULL))


def read_version(session: Session, version: DraftVersion, reader: Reader) -> ShownVersion:
    """The version as this partner may read it now; what is quoted in it is put on record."""
    showing = Showing(reader.viewer, UseKind.PAGE, reader.now, keys=None)
    return show_exact(session, version, showing)
