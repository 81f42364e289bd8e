"""Every blueprint of the site, registered in one list."""

from typing import Any

from flask import Blueprint, Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.routing import Map

from consult.config import SiteRole
from consult.web import (
    account,
    account_cards,
    account_conversation,
    account_event,
    account_group,
    account_group_list,
    account_kept_away,
    account_powers,
    account_relay,
    account_return,
    account_safety,
    account_set_aside,
    agreement,
    agreement_earlier,
    agreement_sections,
    answering,
    desk_agreement,
    desk_answer_form,
    desk_answer_languages,
    desk_answer_tables,
    desk_ask_reply,
    desk_asks,
    desk_attached,
    desk_audit,
    desk_awaiting_translation,
    desk_campaigns,
    desk_care,
    desk_carried,
    desk_cell_files,
    desk_cells,
    desk_characteristics,
    desk_circulation,
    desk_concerns,
    desk_confirmations,
    desk_consultations,
    desk_cover,
    desk_directory,
    desk_draft,
    desk_draft_comments,
    desk_draft_compare,
    desk_draft_observers,
    desk_equal_languages,
    desk_evidence_index,
    desk_experience_check,
    desk_experience_copies,
    desk_experience_handling,
    desk_experience_translation,
    desk_experiences,
    desk_files,
    desk_findings,
    desk_first_run,
    desk_forum_terms,
    desk_gaps,
    desk_glossary,
    desk_groups,
    desk_home,
    desk_jobs,
    desk_keeping,
    desk_leftover,
    desk_lost_numbers,
    desk_lost_search,
    desk_messages,
    desk_more_time,
    desk_next_passages,
    desk_outcome,
    desk_outline,
    desk_outline_paper,
    desk_own_words,
    desk_paper,
    desk_positions,
    desk_process,
    desk_proposals,
    desk_proposing,
    desk_protection,
    desk_public_page,
    desk_public_preview,
    desk_published_figures,
    desk_questionnaire,
    desk_quoting,
    desk_reading,
    desk_region,
    desk_reliability,
    desk_return_finds,
    desk_return_intake,
    desk_returns,
    desk_sent,
    desk_settings,
    desk_sign_off,
    desk_sources,
    desk_speakers,
    desk_staff,
    desk_tables,
    desk_theme_decisions,
    desk_theme_parts,
    desk_themes,
    desk_told_elsewhere,
    desk_translations,
    desk_trends,
    desk_versions,
    later,
    more_time_link,
    paper,
    privacy,
    public,
    public_outcome,
    return_copies,
    returning,
    unfinished,
)
from consult.web.access import PUBLIC, allow
from consult.web.languages import is_for_staff

BLUEPRINTS: tuple[Blueprint, ...] = (
    desk_audit.bp,
    desk_care.bp,
    desk_characteristics.bp,
    desk_directory.bp,
    desk_forum_terms.bp,
    desk_concerns.bp,
    desk_experience_check.bp,
    desk_experience_copies.bp,
    desk_experience_handling.bp,
    desk_experience_translation.bp,
    desk_awaiting_translation.bp,
    desk_translations.bp,
    desk_trends.bp,
    desk_experiences.bp,
    desk_files.bp,
    desk_keeping.bp,
    desk_findings.bp,
    desk_first_run.bp,
    desk_gaps.bp,
    desk_groups.bp,
    desk_home.bp,
    desk_region.bp,
    desk_agreement.bp,
    desk_settings.bp,
    desk_sources.bp,
    desk_speakers.bp,
    desk_published_figures.bp,
    desk_next_passages.bp,
    desk_staff.bp,
    public.blueprint,
    privacy.blueprint,
    answering.blueprint,
    paper.blueprint,
    later.blueprint,
    more_time_link.blueprint,
    return_copies.blueprint,
    returning.blueprint,
    unfinished.blueprint,
    account.blueprint,
    account_return.blueprint,
    account_set_aside.blueprint,
    account_safety.blueprint,
    account_conversation.blueprint,
    account_group.blueprint,
    account_group_list.blueprint,
    account_event.blueprint,
    account_cards.blueprint,
    account_relay.blueprint,
    account_kept_away.blueprint,
    account_powers.blueprint,
    agreement.blueprint,
    agreement_earlier.blueprint,
    agreement_sections.blueprint,
    desk_consultations.bp,
    desk_protection.bp,
    desk_questionnaire.bp,
    desk_paper.bp,
    desk_proposals.bp,
    desk_cells.bp,
    desk_cell_files.bp,
    desk_equal_languages.bp,
    desk_own_words.bp,
    desk_glossary.bp,
    desk_return_finds.bp,
    desk_return_intake.bp,
    desk_reading.bp,
    desk_returns.bp,
    desk_answer_form.bp,
    desk_answer_languages.bp,
    desk_answer_tables.bp,
    desk_campaigns.bp,
    desk_jobs.bp,
    desk_lost_numbers.bp,
    desk_lost_search.bp,
    desk_messages.bp,
    desk_more_time.bp,
    desk_outcome.bp,
    desk_themes.bp,
    desk_told_elsewhere.bp,
    desk_reliability.bp,
    desk_quoting.bp,
    desk_tables.bp,
    desk_theme_decisions.bp,
    desk_theme_parts.bp,
    desk_leftover.bp,
    desk_draft.bp,
    desk_draft_comments.bp,
    desk_draft_compare.bp,
    desk_draft_observers.bp,
    desk_versions.bp,
    desk_circulation.bp,
    desk_positions.bp,
    desk_sign_off.bp,
    desk_cover.bp,
    desk_evidence_index.bp,
    desk_sent.bp,
    desk_asks.bp,
    desk_ask_reply.bp,
    desk_public_page.bp,
    desk_public_preview.bp,
    public_outcome.blueprint,
    desk_attached.bp,
    desk_process.bp,
    desk_outline.bp,
    desk_outline_paper.bp,
    desk_carried.bp,
    desk_confirmations.bp,
    desk_proposing.bp,
)


def init_blueprints(app: Flask, role: SiteRole = SiteRole.ALL) -> None:
    """Register those of the part of the site that this process serves."""
    for blueprint in BLUEPRINTS:
        if role.is_for_staff if is_for_staff(blueprint.name) else role.is_public:
            app.register_blueprint(blueprint)
    if not role.is_public:
        app.add_url_rule("/", "front_door", go_to_staff_area)
        app.url_build_error_handlers.append(build_public_address)


@allow(PUBLIC)
def go_to_staff_area() -> ResponseReturnValue:
    """Where only the staff area is served, its first page is that of the site."""
    return redirect(url_for("desk.home"))


def build_public_address(_error: Exception, endpoint: str, values: dict[str, Any]) -> str:
    """The address of a page that another process serves under the same name, for links of the staff area.

    Raises: BuildError, where there is no such page.
    """
    kept = current_app.extensions.setdefault("public_addresses", {})
    if "map" not in kept:
        kept["map"] = _make_public_map()
    own = {name: value for name, value in values.items() if not name.startswith("_")}
    is_whole = bool(values.get("_external"))
    binding = kept["map"].bind_to_environ(request.environ)
    return str(binding.build(endpoint, own, force_external=is_whole))


def _make_public_map() -> Map:
    elsewhere = Flask("elsewhere")
    for blueprint in BLUEPRINTS:
        if not is_for_staff(blueprint.name):
            elsewhere.register_blueprint(blueprint)
    return elsewhere.url_map
