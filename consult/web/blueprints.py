"""Every blueprint of the site, registered in one list."""

from flask import Blueprint, Flask

from consult.web import (
    account,
    account_cards,
    account_event,
    account_group,
    account_group_list,
    account_relay,
    account_return,
    answering,
    desk_audit,
    desk_care,
    desk_consultations,
    desk_directory,
    desk_draft,
    desk_experiences,
    desk_first_run,
    desk_groups,
    desk_home,
    desk_jobs,
    desk_questionnaire,
    desk_region,
    desk_return_intake,
    desk_returns,
    desk_settings,
    desk_speakers,
    desk_staff,
    desk_themes,
    public,
    returning,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    desk_audit.bp,
    desk_care.bp,
    desk_directory.bp,
    desk_experiences.bp,
    desk_first_run.bp,
    desk_groups.bp,
    desk_home.bp,
    desk_region.bp,
    desk_settings.bp,
    desk_speakers.bp,
    desk_staff.bp,
    public.blueprint,
    answering.blueprint,
    returning.blueprint,
    account.blueprint,
    account_return.blueprint,
    account_group.blueprint,
    account_group_list.blueprint,
    account_event.blueprint,
    account_cards.blueprint,
    account_relay.blueprint,
    desk_consultations.bp,
    desk_questionnaire.bp,
    desk_return_intake.bp,
    desk_returns.bp,
    desk_jobs.bp,
    desk_themes.bp,
    desk_draft.bp,
)


def init_blueprints(app: Flask) -> None:
    """Register them all."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
