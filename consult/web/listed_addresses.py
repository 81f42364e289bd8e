"""The addresses at which the region can be reached, for every page that says where to ask."""

from dataclasses import dataclass
from typing import cast

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError

from consult.services.region.setting_up import find_partnership
from consult.web.branding_file import Branding
from consult.web.database import get_session


@dataclass(frozen=True)
class Addresses:
    """Each may be empty; false where all are."""

    email: str
    phone: str
    post: str

    def __bool__(self) -> bool:
        return bool(self.email or self.phone or self.post)


def find_addresses() -> Addresses:
    """As the branding file says; the e-mail address as the partnership says where that file gives none."""
    if "addresses" not in g:
        region = cast(Branding, current_app.extensions["branding"])
        g.addresses = Addresses(region.email or _find_email(), region.phone, region.address)
    return cast(Addresses, g.addresses)


def _find_email() -> str:
    """Empty where nothing can be read: the page is worth more than the address."""
    try:
        partnership = find_partnership(get_session())
    except SQLAlchemyError:
        return ""
    return partnership.contact_email if partnership else ""
