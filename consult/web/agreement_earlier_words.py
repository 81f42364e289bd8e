"""Words of the pages on which an organisation says whether what it told us before still holds."""

from flask_babel import LazyString, gettext, lazy_gettext

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
}
STANDS = lazy_gettext(
    "Your organisation has answered this already. That answer stands, and nothing was changed."
)


def say_answer(row: CarriedMaterial) -> str:
    """What the organisation said of a piece, on its own list."""
    if row.ended_on is not None:
        return str(ANSWERS[CarriedAnswer.OUTDATED])
    return str(ANSWERS[row.answer]) if row.answer else gettext("No answer yet")


def list_answers(row: CarriedMaterial) -> dict[CarriedAnswer, LazyString]:
    """What can be said of a piece: anything at first, and later only that it no longer holds."""
    return {one: text for one, text in ANSWERS.items() if not row.answer or one is CarriedAnswer.OUTDATED}
