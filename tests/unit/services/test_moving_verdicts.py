"""What a person said of a sentence, when it stands in a text very often."""

from consult.models.conversation import QuotationVerdict
from consult.services.experiences.moving_verdicts import _place
from consult.vocabulary import Verdict
from tests.factories.numbering import TODAY

WORDS = "No."
MANY = f"{WORDS} " * 205 + "This is new."


def make_verdict(verdict: Verdict) -> QuotationVerdict:
    return QuotationVerdict(start=0, end=len(WORDS), verdict=verdict, said_on=TODAY)


def test_yes__to_words_that_stand_there_too_often__is_none_to_the_whole_text() -> None:
    assert _place([make_verdict(Verdict.AGREED)], WORDS, MANY) == {}


def test_refusal__of_words_that_stand_there_too_often__is_one_of_the_whole_text() -> None:
    row = make_verdict(Verdict.REFUSED)
    assert _place([row], WORDS, MANY) == {(0, len(MANY)): row}
