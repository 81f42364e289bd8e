"""The entries of the navigation and of the footer; an entry whose page is not there is left out."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext

from consult.web.addresses import has_page


@dataclass(frozen=True)
class Entry:
    """Words and the endpoint they lead to; `blueprint` marks the part of the site it stands for."""

    words: str
    endpoint: str

    @property
    def blueprint(self) -> str:
        """The part of the site: the endpoint without its last name."""
        return self.endpoint.rpartition(".")[0]


# The staff area is in English.
DESK = (
    Entry("Consultations", "desk_consultations.index"),
    Entry("Experiences", "desk_experiences.index"),
    Entry("Themes", "desk_themes.index"),
    Entry("Draft", "desk_draft.index"),
    Entry("Region", "desk_region.index"),
    Entry("Settings", "desk_settings.index"),
)
FOOTER = (
    Entry(lazy_gettext("Contact"), "public.contact"),
    Entry(lazy_gettext("Privacy"), "public.privacy"),
    Entry(lazy_gettext("Accessibility"), "public.accessibility"),
)


def list_desk_entries() -> list[dict[str, object]]:
    """Items of the staff area's navigation, as the service navigation component takes them."""
    return [
        {"text": entry.words, "href": url_for(entry.endpoint), "active": entry.blueprint == request.blueprint}
        for entry in DESK
        if has_page(entry.endpoint)
    ]


def list_footer_entries() -> list[dict[str, str]]:
    """Links of the footer, in the page's language."""
    return [
        {"text": str(entry.words), "href": url_for(entry.endpoint)}
        for entry in FOOTER
        if has_page(entry.endpoint)
    ]
