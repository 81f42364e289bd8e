"""Every blueprint of the site, registered in one list."""

from flask import Blueprint, Flask

BLUEPRINTS: tuple[Blueprint, ...] = ()


def init_blueprints(app: Flask) -> None:
    """Register them all."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
