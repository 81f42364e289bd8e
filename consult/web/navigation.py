"""The entries of the navigation and of the footer; an entry that leads nowhere is left out."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext

from consult.web.access import may_open
from consult.web.addresses import has_page


@dataclass(frozen=True)
class Entry:
    """Words and the endpoint they lead to; `blueprint` and `others` are what it stands for."""

    words: str
    endpoint: str
    others: tuple[str, ...] = ()

    @property
    def blueprint(self) -> str:
        """The part of the site: the endpoint without its last name."""
        return self.endpoint.rpartition(".")[0]


# The staff area is in English.
DESK = (
    Entry(
        "Consultations",
        "desk_consultations.index",
        (
            *(
                "desk_carried",
                "desk_confirmations",
                "desk_proposing",
                "desk_outcome",
                "desk_sent",
                "desk_asks",
                "desk_ask_reply",
                "desk_public_page",
                "desk_public_preview",
                "desk_protection",
                "desk_questionnaire",
                "desk_cells",
                "desk_cell_files",
                "desk_equal_languages",
                "desk_proposals",
                "desk_returns",
                "desk_reading",
                "desk_return_intake",
            ),
            *("desk_answer_tables", "desk_tables", "desk_gaps"),
        ),
    ),
    Entry(
        "Experiences",
        "desk_experiences.index",
        (
            "desk_concerns",
            "desk_experience_check",
            "desk_experience_handling",
            "desk_experience_translation",
            "desk_lost_numbers",
            "desk_lost_search",
            "desk_awaiting_translation",
        ),
    ),
    Entry("My translations", "desk_translations.index"),
    Entry("Themes", "desk_themes.index", ("desk_campaigns",)),
    Entry(
        "Draft",
        "desk_draft.index",
        (
            "desk_answer_form",
            "desk_attached",
            "desk_circulation",
            "desk_cover",
            "desk_draft_comments",
            "desk_draft_compare",
            "desk_draft_observers",
            "desk_evidence_index",
            "desk_findings",
            "desk_positions",
            "desk_sign_off",
            "desk_sources",
            "desk_versions",
        ),
    ),
    Entry(
        "Region",
        "desk_region.index",
        (
            "desk_agreement",
            "desk_care",
            "desk_directory",
            "desk_forum_terms",
            "desk_glossary",
            "desk_groups",
            "desk_own_words",
            "desk_speakers",
            "desk_published_figures",
            "desk_trends",
        ),
    ),
    Entry(
        "Settings",
        "desk_settings.index",
        ("desk_staff", "desk_first_run", "desk_audit", "desk_files", "desk_keeping"),
    ),
)
FOOTER = (
    Entry(lazy_gettext("Contact"), "public.contact"),
    Entry(lazy_gettext("Privacy"), "public.privacy"),
    Entry(lazy_gettext("Accessibility"), "public.accessibility"),
)


def list_desk_entries() -> list[dict[str, object]]:
    """Items of the staff area's navigation: the pages that the person signed in may open."""
    return [
        {
            "text": entry.words,
            "href": url_for(entry.endpoint),
            "active": request.blueprint in (entry.blueprint, *entry.others),
        }
        for entry in DESK
        if may_open(entry.endpoint)
    ]


def list_footer_entries() -> list[dict[str, str]]:
    """Links of the footer, in the page's language."""
    return [
        {"text": str(entry.words), "href": url_for(entry.endpoint)}
        for entry in FOOTER
        if has_page(entry.endpoint)
    ]
