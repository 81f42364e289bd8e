"""Words of the pages on which an organisation says whether what it told us before still holds."""

from flask_babel import gettext, lazy_gettext

from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer

ANSWERS = {
    CarriedAnswer.CURRENT: lazy_gettext("It still holds, as we said it"),
    CarriedAnswer.CHANGED: lazy_gettext("It holds with changes: use our words below instead"),
    CarriedAnswer.OUTDATED: lazy_gettext("It no longer holds"),
}
WRONG = {
    "answer": lazy_gettext("Choose whether it still holds"),
    "words": lazy_gettext("Write what holds now, in up to 2,000 characters"),
    "given_by": lazy_gettext("Write your name"),
    "given_role": lazy_gettext("Write your role"),
}


def say_answer(row: CarriedMaterial) -> str:
    """What the organisation said of a piece, on its own list."""
    if row.ended_on is not None:
        return str(ANSWERS[CarriedAnswer.OUTDATED])
    return str(ANSWERS[row.answer]) if row.answer else gettext("No answer yet")


def list_errors(wrong: list[str]) -> list[dict[str, str]]:
    """Items of the error summary, each linked to its input."""
    return [{"text": str(WRONG[name]), "href": f"#{name}"} for name in wrong]
