"""Where a form stands whose answer has no page of its own: there people go on in another language.

What is sent to such an address may be refused, and a link from the refusal to that address would lead to no
page, or where withdrawing is refused to the same refusal again.
"""

from flask import current_app, request, url_for

from consult.web.addresses import change_query
from consult.web.database import SAFE_METHODS

FORM_PAGES = {
    "account_event.begin": "account_group.home",
    "account_group.close": "account_group.home",
    "account_group.confirm": "account_group.number",
    "account_group.relay": "account_group.home",
    "account_listed.correct": "account_listed.show",
    "account_listed.give_label": "account_listed.show",
    "account_listed.say_lost": "account_listed.show",
    "account_listed.take_back": "account_listed.show",
    "account_return.close": "account_return.show",
    "agreement_earlier.leave": "agreement_earlier.home",
    "agreement_sections.choose_listing": "agreement_sections.home",
    "agreement_sections.leave": "agreement_sections.home",
    "return_copies.download": "return_copies.show",
    "returning.change": "returning.show",
    "returning.leave": "returning.show",
    "returning.take_back": "returning.show",
}
"""The page of the form, by the endpoint that takes what is sent."""


def locate_in_language(tag: str) -> str:
    """The address of this page in another language; of what was sent, of the page where its form stands."""
    page = FORM_PAGES.get(request.endpoint or "") if request.method not in SAFE_METHODS else None
    if page is None:
        return change_query(lang=tag)
    named = {name for rule in current_app.url_map.iter_rules(page) for name in rule.arguments}
    kept = {name: value for name, value in (request.view_args or {}).items() if name in named}
    return url_for(page, **kept, lang=tag)
