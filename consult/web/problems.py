"""What a page of failure says: the words in the page's language, what was kept, what was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from consult.errors import CATALOGUE, CodedError
from consult.web.languages import SOURCE, find_page_language

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# Never shown or sent again. Whole names, since a question may well be called secretary.
SECRET_FIELDS = {"csrf_token", "password", "passphrase", "return_number", "codename"}
OWN_FIELDS = {"submission_id", "switch_language", "version"}
SHORT_CHARACTERS = 20
CHOSEN = re.compile(r"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12},?)+")
"""Ids of rows that somebody ticked."""


@dataclass(frozen=True)
class Words:
    """A sentence and the tag of the language it turned out to be in."""

    text: str
    tag: str = SOURCE


@dataclass(frozen=True)
class Problem:
    """One page of failure. `reference` leads from the page to the line in the log."""

    code: str
    message: Words
    remedy: Words
    status: int
    reference: str = ""


@dataclass(frozen=True)
class Typed:
    """What came with the form: every field, to be sent again, and the texts worth reading and copying."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def describe(code: str, status: int | None = None, reference: str = "") -> Problem:
    """The problem for a code of the catalogue that has no values to fill in."""
    entry = CATALOGUE[code]
    message, remedy = translate(entry.message, {}), translate(entry.remedy, {})
    return Problem(code, message, remedy, status or entry.status, reference)


def describe_coded(error: CodedError) -> Problem:
    """The problem for a failure that a service raised, in the page's language where it is translated."""
    entry = error.catalogue[error.code]
    message, remedy = translate(entry.message, error.values), translate(entry.remedy, error.values)
    return Problem(error.code, message, remedy, error.status)


def translate(template: str, values: Mapping[str, object]) -> Words:
    """Translate a message by its text, then fill it in; English keeps its tag where nothing is translated."""
    translated = gettext(template)
    tag = SOURCE if translated == template else find_page_language().tag
    return Words(translated.format(**values), tag)


def say_what_was_kept(typed: Typed) -> str:
    """What happened to people's work; true everywhere, since services commit whole or not at all."""
    if request.method in SAFE_METHODS:
        return gettext("Nothing was changed, and nothing you saved is lost.")
    if typed.texts:
        return gettext("What you saved before is kept. What you wrote on the last page is below.")
    return gettext("What you saved before is kept. Nothing from the last page was saved.")


def list_typed() -> Typed:
    """What came with this request, except secrets and the form's own token; empty where it cannot be read."""
    if request.method in SAFE_METHODS or request.blueprint == "security":
        return Typed()
    try:
        pairs = list(request.form.items(multi=True))
    except HTTPException:  # too large, or cut short: there is nothing whole to show
        return Typed()
    fields = [(name, value) for name, value in pairs if name not in SECRET_FIELDS]
    texts = [value for name, value in fields if not _is_own(name) and _is_writing(value)]
    return Typed(fields, texts)


def may_send_again() -> bool:
    """True when the browser says that the form came from our own pages, so sending it again is safe."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")


def _is_own(name: str) -> bool:
    """True for what a form of ours carries unseen; such names begin with an underscore."""
    return name in OWN_FIELDS or name.startswith("_")


def _is_writing(value: str) -> bool:
    """True for what somebody wrote, rather than a choice or a number they picked."""
    is_long = len(value) > SHORT_CHARACTERS or len(value.split()) > 1
    return is_long and CHOSEN.fullmatch(value) is None
