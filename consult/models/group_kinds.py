"""Enumerations about the ways in to telling an experience."""

from enum import StrEnum


class WayIn(StrEnum):
    """Who may give an experience."""

    BY_LINK = "by_link"
    BY_LINK_OR_CARD = "by_link_or_card"
    ANYONE = "anyone"


class LostNumberWay(StrEnum):
    """How somebody who lost their return number asked."""

    GROUP = "group"
    ADDRESS = "address"


class LostRefusal(StrEnum):
    """Why such a request is closed: a code, since a reason in words would stay in the record for ever."""

    NUMBER_FOUND = "number_found"
    NOT_WANTED = "not_wanted"
    NONE_FITS = "none_fits"
    DOUBTED = "doubted"


class LostNumberState(StrEnum):
    """Where such a request stands: one person finds the account, another decides."""

    ASKED = "asked"
    FOUND = "found"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
