"""Every blueprint of the site, registered in one list."""

from flask import Blueprint, Flask

from consult.web import answering, desk_jobs, desk_themes, public, returning

BLUEPRINTS: tuple[Blueprint, ...] = (
    public.blueprint,
    answering.blueprint,
    returning.blueprint,
    desk_jobs.bp,
    desk_themes.bp,
)


def init_blueprints(app: Flask) -> None:
    """Register them all."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
