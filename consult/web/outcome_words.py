"""What public pages call the government's replies, in the page's language."""

from flask_babel import lazy_gettext

from consult.models.following_kinds import ReplyKind

REPLIES = {
    ReplyKind.ACCEPTED: lazy_gettext("Accepted"),
    ReplyKind.PARTLY: lazy_gettext("Accepted in part"),
    ReplyKind.REJECTED: lazy_gettext("Rejected"),
    ReplyKind.SILENT: lazy_gettext("The government said nothing about this"),
}


def say_reply(kind: ReplyKind) -> str:
    """A reply in the language of the page."""
    return str(REPLIES[kind])
