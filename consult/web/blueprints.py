"""Every blueprint of the site, registered in one list."""

from flask import Blueprint, Flask

from consult.web import desk_jobs

BLUEPRINTS: tuple[Blueprint, ...] = (desk_jobs.bp,)


def init_blueprints(app: Flask) -> None:
    """Register them all."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
