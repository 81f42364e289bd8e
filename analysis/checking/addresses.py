"""Addresses in text and in sources, by their form alone: no address is ever opened from here."""

import re
from urllib.parse import urlsplit

_CANDIDATE = re.compile(
    r"(?<!\w)(?:(?:https?|htp|htpps|http?s?)\s?[:;]?/{1,3}|https?:|www\.)\S*", re.IGNORECASE
)
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]", re.UNICODE)
_AFTER = ".,;:!?)]}’”\"'"


def find_broken_addresses(text: str) -> list[str]:
    """The addresses in a text that cannot be right as they are written."""
    found = (one.rstrip(_AFTER) for one in _CANDIDATE.findall(text))
    return [one for one in found if not is_sound(one)]


def is_sound(address: str) -> bool:
    """Whether an address has the form of a page on the web: http or https, and a host with a dot."""
    whole = f"https://{address}" if address.lower().startswith("www.") else address
    try:
        parts = urlsplit(whole)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    is_plain = "@" not in parts.netloc and " " not in whole and "\\" not in whole
    return parts.scheme in {"http", "https"} and is_plain and port_is_sound and bool(_HOST.fullmatch(host))


def looks_like_address(text: str) -> bool:
    """Whether a place is meant as an address, and not as a page of a book."""
    return bool(_CANDIDATE.match(text.strip()))
