"""A copy of a return as PDF: tagged, in the direction of its language; nothing typed is read as markup."""

from dataclasses import replace
from datetime import date

import pytest

from consult.exports.return_copy import CopiedLine, CopiedSection, ReturnCopy, Said, make_return_copy
from tests.unit.exports.pdf_sample import find_failures, list_tags, open_pdf, read_words
from tests.unit.exports.test_pdf import COMMANDS

DAY = date(2031, 6, 30)
ENGLISH: Said = ("Deposits.\nAdvice.", "en")


def make_copy(*answers: Said, language: str = "en", title: str = "A copy of your return") -> ReturnCopy:
    line = CopiedLine(("What helps people?", "en"), answers, () if answers else (("Not answered", "en"),))
    sections = (CopiedSection(("Homes", "en"), (line,)), CopiedSection(("", None), (line,)))
    return ReturnCopy(language, title, "Vale", ("Safe routes", "en"), ("Received.",), sections, DAY)


@pytest.mark.noto
@pytest.mark.parametrize(("language", "title"), [("en", "A copy of your return"), ("ar", "نسخة من ردك")])
def test_copy__in_either_direction__breaks_no_rule_of_pdf_ua(language: str, title: str) -> None:
    content = make_return_copy(make_copy(ENGLISH, ("المساعدة", "ar"), language=language, title=title))
    assert find_failures(content) == []
    assert str(open_pdf(content).trailer["/Root"]["/Lang"]).startswith(language)
    assert [one.kind for one in list_tags(content) if one.kind in {"Title", "H1", "H2"}] == [
        *("Title", "H1", "H2", "H2"),
    ]


def test_copy__of_hostile_words__shows_them_as_they_are() -> None:
    words = read_words(make_return_copy(make_copy(*((one, "en") for one in COMMANDS))))
    for one in COMMANDS:
        assert "".join(one.split()) in "".join(words.split()), one


def test_copy__of_words_in_an_unknown_language_and_with_strange_signs__is_made() -> None:
    content = make_return_copy(make_copy(("Odd \ue000 sign\x00", None)))
    assert find_failures(content) == [] and "[u+e000]" in read_words(content).lower()


def test_copy__made_again_on_its_day__has_the_same_bytes() -> None:
    first = make_return_copy(make_copy(ENGLISH))
    assert make_return_copy(make_copy(ENGLISH)) == first
    assert make_return_copy(replace(make_copy(ENGLISH), made_on=date(2031, 7, 1))) != first
