"""One request of a community group: the group that this browser opened, and whether it may go on."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, url_for

from consult.models.groups import RelayGroup
from consult.sealing.group_keys import BoxKey
from consult.services.experiences.grouping import is_active, may_see_list
from consult.services.experiences.relay_agreements import get_current_agreement
from consult.services.experiences.relay_terms import has_accepted
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.group_cookie import GROUP_COOKIE, HeldGroup

CLOSED = 409


@dataclass(frozen=True)
class GroupVisit:
    """A group and what this browser holds of it."""

    group: RelayGroup
    held: HeldGroup

    @property
    def name(self) -> str:
        """What the group is called."""
        return self.group.organisation.name


def get_opened_group() -> GroupVisit:
    """The group whose link works and was opened here; else the page that says how to get a link."""
    held = GROUP_COOKIE.find()
    group = get_session().get(RelayGroup, held.group_id) if held else None
    if held is None or group is None or not is_active(group, today=get_today()):
        GROUP_COOKIE.hold(None)
        abort(make_response(render_template("account/group/no_link.html"), CLOSED))
    return GroupVisit(group, held)


def get_ready_group() -> GroupVisit:
    """The same, once it has accepted the agreement that holds now and has its number."""
    visit = get_opened_group()
    if not has_accepted(visit.group, get_current_agreement(get_session())):
        abort(redirect(url_for("account_group.agreement")))
    if visit.group.number_lookup is None or visit.held.number:
        abort(redirect(url_for("account_group.number")))
    return visit


def get_listed_group() -> tuple[RelayGroup, BoxKey]:
    """The group whose number was given here; its link may have expired, but it may still have a list."""
    held = GROUP_COOKIE.find()
    group = get_session().get(RelayGroup, held.group_id) if held else None
    key = held.box_key if held else None
    if group is None or key is None or not may_see_list(group) or group.public_key != key.public:
        abort(redirect(url_for("account_group.enter")))
    return group, key
