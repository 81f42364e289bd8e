"""Which language a page is shown in, and how it says so.

How it works, for authors of pages:

- `?lang=ar` on any public address chooses a language; a cookie of that name, which ends with the browser's
  session so that nothing stays on a shared phone, keeps it. The path never changes, so place is kept.
- Two languages are told apart. `find_chosen_language()` is what the person chose, for questions and answers:
  any of vocabulary.LANGUAGES. `find_page_language()` is what our own words are in: the chosen one where a
  compiled catalogue exists, else English. `<html lang dir>` follows the second.
- Text that may be in another language than the page (a question, a label, somebody's words, a fallback) goes
  in an element with `{{ lang_attrs(tag) }}`.
- On a page with a form, pass `language_form="id-of-the-form"`: the choices become buttons that send the form
  to the same address with `?lang=` and a field `switch_language`; the route saves what was typed, unchecked,
  and redirects to its own address, so nothing is lost.
- On a page without one the choices are links to itself. What answers a form that has no page of its own, such
  as a refusal, links to the page where the form stands (form_pages.py).
- The staff area is in English; its blueprints are `desk`, or begin with `desk_`, or belong to sign-in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, refresh
from markupsafe import Markup

from consult.services.days import HERE
from consult.vocabulary import LANGUAGES, Language
from consult.web.addresses import change_query
from consult.web.catalogues import TaggedDomain, has_catalogue
from consult.web.form_pages import locate_in_language

COOKIE = "lang"
SOURCE = "en"
BRITISH = "en_GB"
STAFF_BLUEPRINTS = ("desk", "security")
TRANSLATIONS = Path(__file__).parent.parent / "translations"
# What browsers send, in lower case, where it is not our tag.
BROWSER_TAGS = {
    "fa-af": "prs",
    "ku": "kmr",
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
}
OWN_TAGS = {tag.lower(): tag for tag in LANGUAGES}


@dataclass(frozen=True)
class Choice:
    """One entry of the language switch: where a link leads, and where a form is sent to come back to it.

    is_partial: the questions of this page are not wholly translated into it, and shown in their source.
    """

    language: Language
    page: str
    address: str
    is_current: bool
    is_partial: bool = False


def init_languages(app: Flask) -> None:
    """Set up translation and the choice of language, and give templates the words for it."""
    app.extensions["page_languages"] = list_translated(TRANSLATIONS)
    babel = Babel()
    babel.init_app(
        app,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=_select_locale,
        timezone_selector=lambda: str(HERE),
    )
    babel.domain_instance = TaggedDomain(TRANSLATIONS, lambda: find_page_language().tag)
    app.after_request(_keep_choice)
    app.jinja_env.globals.update(
        find_page_language=find_page_language,
        find_chosen_language=find_chosen_language,
        list_language_choices=list_language_choices,
        lang_attrs=lang_attrs,
    )


def list_translated(folder: Path) -> tuple[str, ...]:
    """Tags of the languages our own words exist in: English and every compiled catalogue."""
    return (SOURCE, *(tag for tag in LANGUAGES if tag != SOURCE and has_catalogue(folder, tag)))


def is_staff_page() -> bool:
    """True in the staff area and on its sign-in pages."""
    return has_request_context() and is_for_staff(request.blueprint or "")


def is_for_staff(blueprint: str) -> bool:
    """True for the name of a part of the staff area or of sign-in."""
    first = blueprint.split(".")[0]
    return first in STAFF_BLUEPRINTS or first.startswith("desk_")


def find_chosen_language() -> Language:
    """The language this person chose for questions: address, cookie, browser, else English."""
    if not has_request_context():
        return LANGUAGES[SOURCE]
    if "chosen_language" not in g:
        g.chosen_language = LANGUAGES[_choose_tag()]
    language: Language = g.chosen_language
    return language


def has_chosen_language() -> bool:
    """True where a language was chosen in this browser, and not only guessed from its settings."""
    return bool({request.args.get(COOKIE), request.cookies.get(COOKIE)} & LANGUAGES.keys())


def has_own_words(tag: str) -> bool:
    """True for a language that our own words exist in."""
    return tag in current_app.extensions["page_languages"]


def find_page_language() -> Language:
    """The language of the page's own words; inside `speaking`, that of what is written there."""
    if has_request_context() and "spoken_language" in g:
        spoken: Language = g.spoken_language
        return spoken if has_own_words(spoken.tag) else LANGUAGES[SOURCE]
    if not has_request_context() or is_staff_page():
        return LANGUAGES[SOURCE]
    chosen = find_chosen_language()
    return chosen if has_own_words(chosen.tag) else LANGUAGES[SOURCE]


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Write in this language inside the block, whatever the page is in: letters that the staff send."""
    g.spoken_language = LANGUAGES.get(tag, LANGUAGES[SOURCE])
    refresh()
    try:
        yield
    finally:
        g.pop("spoken_language")
        refresh()


def list_language_choices(tags: list[str] | None = None) -> list[Choice]:
    """Entries of the switch, always in one order; by default the languages our own words exist in."""
    chosen = find_chosen_language().tag
    offered = tags or current_app.extensions["page_languages"]
    partial = g.get("partly_translated", frozenset()) if tags else frozenset()
    return [
        Choice(language, locate_in_language(tag), change_query(lang=tag), tag == chosen, tag in partial)
        for tag, language in LANGUAGES.items()
        if tag in offered
    ]


def mark_partial(tags: frozenset[str]) -> None:
    """Say of this page which languages its questions are not wholly translated into."""
    g.partly_translated = tags


def lang_attrs(tag: str | None) -> Markup:
    """The attributes lang and dir for an element in the language; `und` where it is not known."""
    language = LANGUAGES.get(tag or "")
    if language is None:
        return Markup('lang="{}" dir="auto"').format(tag or "und")
    return Markup('lang="{}" dir="{}"').format(language.tag, language.direction)


def match_browser_tag(sent: str, offered: tuple[str, ...]) -> str | None:
    """The offered tag that fits what a browser sent (`ar-SY`, `zh-TW`); None where none does."""
    lowered = sent.lower()
    candidates = (lowered, BROWSER_TAGS.get(lowered, ""), lowered.split("-")[0])
    found = (BROWSER_TAGS.get(tag) or OWN_TAGS.get(tag) or tag for tag in candidates)
    return next((tag for tag in found if tag in offered), None)


def _select_locale() -> str:
    """The Babel locale of the page; English dates are British."""
    language = find_page_language()
    return BRITISH if language.tag == SOURCE else language.babel_locale


def _choose_tag() -> str:
    for tag in (request.args.get(COOKIE), request.cookies.get(COOKIE)):
        if tag in LANGUAGES:
            return tag
    offered = current_app.extensions["page_languages"]
    matches = (match_browser_tag(sent, offered) for sent in request.accept_languages.values())
    return next((tag for tag in matches if tag), SOURCE)


def _keep_choice(response: Response) -> Response:
    tag = request.args.get(COOKIE)
    if tag in LANGUAGES and not is_staff_page():
        secure = bool(current_app.config.get("HTTPS", True))
        response.set_cookie(COOKIE, tag, secure=secure, httponly=True, samesite="Lax")
    return response
