"""Kinds of what follows a response: the way it was sent, and how government replied to what was asked."""

from enum import StrEnum


class SendingWay(StrEnum):
    """How a response went to government."""

    EMAIL = "email"
    PORTAL = "portal"
    POST = "post"


class ReplyKind(StrEnum):
    """What government replied to one ask. silent: nothing was found on the day on which somebody looked."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    SILENT = "silent"


class ToldOf(StrEnum):
    """What an organisation was written to about: that the response was sent, or what government replied."""

    SENT = "sent"
    REPLY = "reply"
