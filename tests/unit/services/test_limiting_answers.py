"""How much a form for experiences may require, by the pages and the questions that it has."""

from dataclasses import replace

import pytest

from consult.services.consultations.limiting_answers import find_refusal, list_over_limit
from consult.vocabulary import FormPurpose
from forms.definitions import Page, Question, Questionnaire


def make_form(*pages: str) -> Questionnaire:
    """One question to a word; those with a star are required."""
    made = tuple(
        Page(f"p{n}", {}, tuple(_ask(word) for word in page.split())) for n, page in enumerate(pages)
    )
    return Questionnaire("told", {"en": "Told"}, ("en",), "en", made)


def _ask(word: str) -> Question:
    return Question(word.strip("*"), "text", {"en": word}, required="*" in word)


@pytest.mark.parametrize(
    ("pages", "over"),
    [
        (["said*"], []),
        (["said*", "helped area"], []),
        (["said helped"], []),
        (["said* helped*", "area"], ["helped"]),
        (["said*", "helped", "area*"], ["area"]),
        (["said", "helped*"], ["helped"]),
        (["said* helped*", "area*"], ["helped", "area"]),
    ],
)
def test_form__for_experiences__may_require_one_answer_on_its_first_page(
    pages: list[str], over: list[str]
) -> None:
    form = make_form(*pages)
    assert [one.id for one in list_over_limit(form)] == over
    refusal = find_refusal(form, FormPurpose.ACCOUNT)
    assert (refusal is not None) == bool(over)
    assert all(f"“{id}”" in str(refusal.message if refusal else "") for id in over)


def test_form__for_returns__may_require_every_answer() -> None:
    assert find_refusal(make_form("said* helped*", "area*"), FormPurpose.RETURN) is None


def test_form__for_experiences__asks_for_words_on_its_first_page() -> None:
    chosen = Question("area", "select_one", {"en": "Where?"}, required=True)
    wordless = Questionnaire("told", {"en": "Told"}, ("en",), "en", (Page("p", {}, (chosen,)),))
    late = replace(wordless, pages=(*wordless.pages, Page("q", {}, (_ask("said"),))))
    both = replace(wordless, pages=(Page("p", {}, (chosen, _ask("said"))),))

    found = [find_refusal(form, FormPurpose.ACCOUNT) for form in (wordless, late, both)]

    assert [one.code if one else "" for one in found] == ["C219", "C219", ""]
    assert find_refusal(wordless, FormPurpose.RETURN) is None
