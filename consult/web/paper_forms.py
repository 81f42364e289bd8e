"""A questionnaire to be printed, put together in one language with our own pages round it."""

from typing import cast

from flask import Response, current_app, url_for
from flask_babel import format_date, gettext

from consult.exports.paper_form import PaperForm, PaperWords, make_paper_form
from consult.exports.pdf import PDF_TYPE
from consult.exports.writers import find_means
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.region.directing import list_sub_regions
from consult.vocabulary import FormPurpose
from consult.web.answering_about import make_use_page, make_who_page
from consult.web.branding_file import Branding
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language, speaking
from consult.web.listed_addresses import find_addresses
from consult.web.public_words import choose_words
from forms.answers import Shown
from forms.definitions import Questionnaire
from forms.paper.sheets import Section, list_plain_section, list_sections
from forms.wording import Wording


def make_paper(
    consultation: Consultation,
    version: QuestionnaireVersion,
    definition: Questionnaire,
    language: str,
    *,
    is_large: bool,
) -> PaperForm:
    """Put together what is printed, in one of the languages of the questionnaire.

    definition: what the version asks; for the public as `read_shown` has it, where no half-translated
    language looks live.
    """
    region = cast(Branding, current_app.extensions["branding"])
    with speaking(language):
        return PaperForm(
            title=choose_words(consultation.title, language),
            partnership=region.name,
            language=find_page_language().tag,
            introduction=_introduce(consultation, language),
            address=_find_address(consultation, version, language),
            send_to=[line for line in find_addresses().post.splitlines() if line.strip()],
            sections=_list_sections(version, definition, language),
            words=_list_words(),
            made_on=version.published_at.date() if version.published_at else get_today(),
            is_large=is_large,
        )


def send_paper(form: PaperForm, name: str) -> Response:
    """Send it as a file to look at and to print. Raises: as `make_paper_form`."""
    content = make_paper_form(form, fonts=find_means(current_app.config).fonts)
    size = "-large-print" if form.is_large else ""
    sent = Response(content, content_type=PDF_TYPE)
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}-{form.language}{size}.pdf"'
    return sent


def _introduce(consultation: Consultation, language: str) -> list[Shown]:
    own = find_page_language().tag
    said = [choose_words(consultation.summary, language)] if consultation.summary else []
    if consultation.closes_on:
        day = format_date(consultation.closes_on, "long")
        said.append((gettext("Send this back so that it is with us by %(day)s.", day=day), own))
    notice = url_for("privacy.notice", slug=consultation.slug, lang=language, _external=True)
    said.append((gettext("How your answers are used, and your rights: %(address)s", address=notice), own))
    return said


def _find_address(consultation: Consultation, version: QuestionnaireVersion, language: str) -> str:
    is_return = version.questionnaire.purpose is FormPurpose.RETURN
    page = "answering.start" if is_return else "account.start"
    return url_for(page, slug=consultation.slug, lang=language, _external=True)


def _list_sections(version: QuestionnaireVersion, definition: Questionnaire, language: str) -> list[Section]:
    """Between who answers and how it may be used; people who tell an experience are asked that in person."""
    own = find_page_language().tag
    asked = list_sections(definition, Wording(language, definition.default_language, own, gettext))
    if version.questionnaire.purpose is not FormPurpose.RETURN:
        return asked
    ours = Wording(own, SOURCE, own, gettext)
    who = list_plain_section(make_who_page(list_sub_regions(get_session())), ours)
    return [who, *asked, list_plain_section(make_use_page(), ours)]


def _list_words() -> PaperWords:
    return PaperWords(
        required=gettext("please answer"),
        online=gettext("You can answer online instead:"),
        number=gettext(
            "You need a return number to see or withdraw your answers later. Ask for it when you send this."
        ),
        send_to=gettext("Send it to:"),
        page=gettext("Page"),
    )
