"""A consultation whose form has conditions of every kind, in two languages."""

from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from forms.definitions import Choice, Page, Question, digest, to_dict
from forms.definitions import Questionnaire as Definition
from tests.factories.collecting import make_consultation, make_questionnaire_version

BRANCHING_SLUG = "branching"
YES_NO = (Choice("yes", {"en": "Yes", "ar": "نعم"}), Choice("no", {"en": "No", "ar": "لا"}))
PLACES = (
    Choice("n1", {"en": "Northton", "ar": "نورثتون"}, {"region": "north"}),
    Choice("s1", {"en": "Southton", "ar": "ساوثتون"}, {"region": "south"}),
    Choice("s2", {"en": "Southwick", "ar": "ساوثويك"}, {"region": "south"}),
)


def ask(id: str, kind: str = "text", **values: Any) -> Question:
    """A question whose label is its name with a mark."""
    return Question(id, kind, {"en": f"The {id}?", "ar": f"{id}؟"}, **values)


PAGES = (
    Page("homes", {}, (ask("homes", "select_one", choices=YES_NO, required=True),)),
    Page(
        "count",
        {},
        (
            ask(
                "count",
                "integer",
                relevant="${homes} = 'yes'",
                constraint=". <= 100",
                constraint_message={"en": "No more than 100", "ar": "لا أكثر من 100"},
                required=True,
            ),
        ),
    ),
    Page("why", {}, (ask("why", required_if="${homes} = 'no'"),)),
    Page(
        "work",
        {"en": "Work", "ar": "العمل"},
        (ask("works", "select_one", choices=YES_NO), ask("what", relevant="${works} = 'yes'", required=True)),
    ),
    Page("region", {}, (ask("region", constraint=". != 'east'"),)),
    Page("place", {}, (ask("place", "select_one", choices=PLACES, choice_filter="region = ${region}"),)),
)


NUMBERED_TOWNS = (Choice("t1", {"en": "Aford"}, {"size": "small"}), Choice("t2", {"en": "Bridgeham"}))
NUMBERS = (
    Page("n", {}, (ask("n", "integer"),)),
    Page("m", {}, (ask("m", "integer", constraint=". <= ${n}"),)),
    Page(
        "towns",
        {},
        (
            ask(
                "towns",
                "select_multiple",
                choices=NUMBERED_TOWNS,
                choice_filter="coalesce(${n}, 0) < 50 or size = 'small'",
            ),
        ),
    ),
)
"""Answers that a later answer to another page makes wrong, or takes choices from."""


def make_branching_definition(pages: tuple[Page, ...] = PAGES) -> Definition:
    """Six pages, of which some are asked only after certain answers."""
    return Definition("branching", {"en": "Branching"}, ("en", "ar"), "en", pages)


def make_branching_consultation(session: Session, pages: tuple[Page, ...] = PAGES) -> Consultation:
    """An open consultation with that form."""
    made = make_branching_definition(pages)
    consultation = make_consultation(session, slug=BRANCHING_SLUG)
    make_questionnaire_version(session, consultation, definition=to_dict(made), digest=digest(made))
    return consultation
