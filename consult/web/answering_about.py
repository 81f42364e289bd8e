"""The two pages of a return that every consultation asks in our own words: who you are, how we may use it."""

from collections.abc import Sequence

from flask_babel import gettext

from consult.models.region import SubRegion
from consult.models.response import Response
from consult.services.permissions.consenting import Consents
from consult.services.returns.submitting import Sender
from consult.vocabulary import Purpose, Sector
from consult.web.languages import SOURCE, find_page_language
from consult.web.public_words import QUOTE_CHOICES, SECTORS
from forms.builder import QuestionForm, field_name
from forms.definitions import Choice, Page, Question, Text
from forms.routing import Answers

ORGANISATION, SECTOR, AREA, USE = "organisation", "sector", "sub_region", "use"
WHOLE_REGION = "whole_region"
LONGEST_NAME = 200


def make_who_page(sub_regions: Sequence[SubRegion]) -> Page:
    """Ask for the organisation, its sector and, where the region has parts, which part."""
    sectors = tuple(Choice(sector.value, _say(str(words))) for sector, words in SECTORS.items())
    questions = [
        Question(
            ORGANISATION,
            "text",
            _say(gettext("Name of your organisation")),
            _say(gettext("Leave this empty if you answer for yourself")),
        ),
        Question(
            SECTOR,
            "select_one",
            _say(gettext("What kind of organisation is it?")),
            required=True,
            choices=sectors,
            appearance="minimal",
        ),
    ]
    if sub_regions:
        whole = Choice(WHOLE_REGION, _say(gettext("The whole region, or none of these")))
        areas = tuple(Choice(area.id, {SOURCE: area.name}) for area in sub_regions)
        label = _say(gettext("Which area do you work in?"))
        questions.append(Question(AREA, "select_one", label, choices=(*areas, whole)))
    return Page("who", _say(gettext("Who is answering")), tuple(questions))


def make_use_page() -> Page:
    """Ask whether what is said may be quoted; nothing is chosen beforehand."""
    choices = tuple(Choice(name, _say(str(words))) for name, words in QUOTE_CHOICES.items())
    question = Question(
        USE,
        "select_one",
        _say(gettext("May we quote your answers in the regional response?")),
        _say(gettext("Your answers are read and counted whatever you choose here.")),
        required=True,
        choices=choices,
    )
    return Page("use", {}, (question,))


def list_sender(response: Response) -> Answers:
    """What the return says of its sender, as answers of the page."""
    name = _find_name(response) or None
    if response.sector is None:
        return {ORGANISATION: name, SECTOR: None, AREA: None}
    return {
        ORGANISATION: name,
        SECTOR: response.sector.value,
        AREA: response.sub_region_id or WHOLE_REGION,
    }


def read_sender(form: QuestionForm, response: Response) -> Sender:
    """What the page says of the sender; what staff noted of the return and the page does not ask stays."""
    answers = form.answers()
    area, sector = answers.get(AREA), answers[SECTOR]
    name = " ".join(str(answers[ORGANISATION] or "").split())
    return Sender(
        organisation_id=response.organisation_id if name == _find_name(response) else None,
        organisation_name=name,
        sector=Sector(str(sector)) if sector else None,
        sub_region_id=str(area) if area and area != WHOLE_REGION else None,
        dissents=response.dissents,
    )


def check_sender(form: QuestionForm) -> None:
    """An organisation has a name, and it is a name."""
    answers, field = form.answers(), form[field_name(ORGANISATION)]
    name, sector = str(answers[ORGANISATION] or ""), answers[SECTOR]
    if sector and sector != Sector.INDIVIDUAL and not name:
        field.errors = [gettext("Enter the name of your organisation")]
    elif len(name) > LONGEST_NAME:
        field.errors = [gettext("Enter a shorter name, of at most %(most)s characters", most=LONGEST_NAME)]


def find_quote_choice(consents: Consents) -> str | None:
    """Which choice the permissions given so far amount to; None where nobody was asked yet."""
    quote, attribute = consents.get(Purpose.QUOTE), consents.get(Purpose.ATTRIBUTE)
    if quote is None:
        return None
    if not quote.granted:
        return "none"
    return "named" if attribute is not None and attribute.granted else "unnamed"


def _find_name(response: Response) -> str:
    return response.organisation.name if response.organisation else response.organisation_name


def _say(words: str) -> Text:
    return {find_page_language().tag: words}
