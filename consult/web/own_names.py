"""The names that the site answers to; links that leave it are built from the first, never from a request."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import current_app

from consult.errors import ConfigurationError


def list_names(config: Mapping[str, Any]) -> list[str]:
    """The names of HOSTS in order; none where it answers to any."""
    return [name.strip() for name in str(config["HOSTS"]).split(",") if name.strip()]


def find_own_name(config: Mapping[str, Any]) -> str | None:
    """The first name that is whole; one that begins with a dot stands for many."""
    return next((name for name in list_names(config) if not name.startswith(".")), None)


def require_own_name(config: Mapping[str, Any]) -> None:
    """Raises: ConfigurationError (C016) where mail would carry links to whatever host a stranger names."""
    if config["SMTP_HOST"] and not config["DEMO"] and find_own_name(config) is None:
        raise ConfigurationError("C016")


def at_own_name(address: str) -> str:
    """A whole address of this site under its own name; as it is where no name is set."""
    name = find_own_name(current_app.config)
    if name is None:
        return address
    scheme = "https" if current_app.config["HTTPS"] else "http"
    return urlunsplit(urlsplit(address)._replace(scheme=scheme, netloc=name))
