"""Who is looking, and which responses that person may see: decided here and nowhere else."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.kept_away import KeptAway, ReaderConfirmation
from consult.models.region import Organisation
from consult.models.response import Response
from consult.models.staff import Staff
from consult.models.translation import TranslationAssignment
from consult.vocabulary import ResponseKind, Role, Standing

READERS_OF_RETURNS = frozenset(Role) - {Role.AUDITOR}
READERS_OF_ACCOUNTS = frozenset({Role.MANAGER, Role.ANALYST})
READERS_OF_QUOTED_ACCOUNTS = READERS_OF_RETURNS - {Role.TRANSLATOR}
"""A translator sees of accounts only those assigned to them, and so not what a draft quotes of others."""


@dataclass(frozen=True)
class Viewer:
    """Somebody on the staff, or a job. Staff of no organisation are the partnership's own: full standing.

    only_account_id: the one account that somebody sees as its translator, and then nothing else.
    """

    staff_id: str | None
    roles: frozenset[Role]
    standing: Standing = Standing.FULL
    only_account_id: str | None = None

    @property
    def sees_returns(self) -> bool:
        """Whether this viewer may read what organisations said."""
        return bool(self.roles & READERS_OF_RETURNS)

    @property
    def sees_accounts(self) -> bool:
        """Whether this viewer may read experiences; only people of full standing ever do."""
        return self.standing is Standing.FULL and bool(self.roles & READERS_OF_ACCOUNTS)

    @property
    def sees_quoted_accounts(self) -> bool:
        """Whether this viewer may see a quotation from an experience in a draft."""
        return self.standing is Standing.FULL and bool(self.roles & READERS_OF_QUOTED_ACCOUNTS)

    @property
    def translates(self) -> bool:
        """Whether accounts may be assigned to this viewer for translation."""
        return self.standing is Standing.FULL and Role.TRANSLATOR in self.roles


SYSTEM = Viewer(None, frozenset(Role))
"""A job: it works on everything that is permitted and unlocked; who sees the result is asked again then."""

PUBLISHED = Viewer(None, frozenset({Role.TRANSLATOR}))
"""A visitor of a page that is published: sees quotations of returns there, as far as each allows it now, and
never one of an experience. Only for the words that somebody published; it is nobody on the staff.
"""

NOBODY = Viewer(None, frozenset())
"""A visitor, who sees no response at all."""


def get_viewer(session: Session, staff_id: str) -> Viewer:
    """The viewer that somebody on the staff is. Raises: NotFound (C102) where nobody active has this id."""
    staff = session.get(Staff, staff_id, populate_existing=True)
    if staff is None or not staff.active:
        raise NotFound("C102")
    standing = find_standing(session, staff.organisation_id)
    return Viewer(staff.id, frozenset(role.name for role in staff.roles), standing)


def find_standing(session: Session, organisation_id: str | None) -> Standing:
    """The standing of whoever works for the organisation; for none, the partnership's own: full."""
    found = session.scalar(select(Organisation.standing).where(Organisation.id == organisation_id))
    return found or Standing.FULL


def is_assigned(viewer: Viewer, *, today: date) -> ColumnElement[bool]:
    """The condition on TranslationAssignment that leaves only what the viewer may work on today."""
    if not viewer.translates or viewer.staff_id is None:
        return false()
    own = TranslationAssignment.staff_id == viewer.staff_id
    lasts = and_(TranslationAssignment.until_on >= today, TranslationAssignment.ended_on.is_(None))
    return and_(own, lasts, is_answered_for())


def is_answered_for() -> ColumnElement[bool]:
    """The condition on TranslationAssignment: nobody is kept away, or somebody answers for this reader."""
    is_listed = exists().where(KeptAway.response_id == TranslationAssignment.response_id)
    is_confirmed = exists().where(
        ReaderConfirmation.response_id == TranslationAssignment.response_id,
        ReaderConfirmation.staff_id == TranslationAssignment.staff_id,
    )
    return or_(~is_listed, is_confirmed)


def narrow(session: Session, viewer: Viewer, assignment_id: str, *, today: date) -> Viewer:
    """The viewer as the translator of one account. Raises: NotFound (C102) where it is not theirs today."""
    wanted = select(TranslationAssignment.response_id).where(
        is_assigned(viewer, today=today), TranslationAssignment.id == assignment_id
    )
    response_id = session.scalar(wanted)
    if response_id is None:
        raise NotFound("C102")
    return replace(viewer, roles=frozenset(), only_account_id=response_id)


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Response that leaves only what the viewer may read."""
    if viewer.only_account_id is not None:
        return and_(Response.id == viewer.only_account_id, Response.kind == ResponseKind.ACCOUNT)
    return _list_kinds(viewer.sees_returns, viewer.sees_accounts)


def is_visible_quoted(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Response that leaves only what the viewer may see quoted in a draft."""
    return _list_kinds(viewer.sees_returns, viewer.sees_quoted_accounts)


def _list_kinds(returns: bool, accounts: bool) -> ColumnElement[bool]:
    if returns and accounts:
        return true()
    if returns:
        return Response.kind == ResponseKind.RETURN
    return Response.kind == ResponseKind.ACCOUNT if accounts else false()
