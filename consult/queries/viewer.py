"""Who is looking, and which responses that person may see: decided here and nowhere else."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.region import Organisation
from consult.models.response import Response
from consult.models.staff import Staff
from consult.vocabulary import ResponseKind, Role, Standing

READERS_OF_RETURNS = frozenset(Role) - {Role.AUDITOR}
READERS_OF_ACCOUNTS = frozenset({Role.MANAGER, Role.ANALYST})


@dataclass(frozen=True)
class Viewer:
    """Somebody on the staff, or a job. Staff of no organisation are the partnership's own: full standing."""

    staff_id: str | None
    roles: frozenset[Role]
    standing: Standing = Standing.FULL

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
        return self.standing is Standing.FULL and self.sees_returns


SYSTEM = Viewer(None, frozenset(Role))
"""A job: it works on everything that is permitted and unlocked; who sees the result is asked again then."""

NOBODY = Viewer(None, frozenset())
"""A visitor, who sees no response at all."""


def get_viewer(session: Session, staff_id: str) -> Viewer:
    """The viewer that somebody on the staff is. Raises: NotFound (C102) where nobody active has this id."""
    staff = session.get(Staff, staff_id, populate_existing=True)
    if staff is None or not staff.active:
        raise NotFound("C102")
    standing = session.scalar(select(Organisation.standing).where(Organisation.id == staff.organisation_id))
    return Viewer(staff.id, frozenset(role.name for role in staff.roles), standing or Standing.FULL)


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Response that leaves only what the viewer may read."""
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
