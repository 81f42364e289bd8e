"""The shape of stored definitions: it may grow, and nothing that was stored before changes."""

from dataclasses import replace

import pytest

from consult.services.sample.sampling_region import SAMPLE
from forms.definitions import (
    Calculation,
    Choice,
    ConditionalGroup,
    Page,
    Question,
    Questionnaire,
    digest,
    from_dict,
    to_dict,
)
from forms.errors import FormsError
from forms.xlsform.choices import read_choices
from forms.xlsform.problems import Findings
from forms.xlsform.reader import read_xlsform
from forms.xlsform.records import Record
from tests.factories import answering, collecting

# As they were before the shape grew: they stand in the audit of every installation.
SAMPLE_DIGESTS = {
    "questionnaire": "244f8009f392c5e71ada38522a74ddefdfab44c47595462d6054404c3aa782d1",
    "account": "d6732f70d180273175139be938035d3333b05f20d28b771ae693e3d7d3c3a558",
    "earlier_questionnaire": "530f8b8effb2558f447db1a78b343ed8d91ab1ec84cc20c11e99ecae9f51941a",
}
FACTORY_DIGESTS = {
    answering: "6c9b966859f85ae7e50bbfaff1bfe1e59ec81fd1b6cda72840485b262b3fb818",
    collecting: "e59eb86f731eaefa6afab2cacb366dc1d4e8152e1e3c45cff9c163f16015074a",
}
FIRST_FIELDS = {
    "id", "kind", "label", "hint", "required", "required_message", "choices", "appearance",
    "government_questions",
}  # fmt: skip
FULL = Questionnaire(
    "full",
    {"en": "Full"},
    ("en",),
    "en",
    (
        Page(
            "a",
            questions=(
                Question(
                    "a",
                    "select_one",
                    {"en": "A?"},
                    choices=(Choice("x", {"en": "X"}, {"area": "north"}),),
                    guidance={"en": "Look at both."},
                    relevant="1 = 1",
                    constraint=". != ''",
                    constraint_message={"en": "Not that."},
                    choice_filter="area = 'north'",
                    required_if="true()",
                    group_id="inner",
                ),
            ),
        ),
    ),
    (ConditionalGroup("outer", "true()"), ConditionalGroup("inner", "", "outer")),
    (Calculation("total", "1 + 1", "true()", "inner"),),
)


@pytest.mark.parametrize("folder", SAMPLE_DIGESTS)
def test_digest__form_of_the_sample__is_what_it_always_was(folder: str) -> None:
    made = read_xlsform(SAMPLE / folder).questionnaire
    assert made is not None and digest(made) == SAMPLE_DIGESTS[folder]


def test_digest__definitions_of_the_factories__are_what_they_always_were() -> None:
    assert {one: digest(one.make_definition()) for one in FACTORY_DIGESTS} == FACTORY_DIGESTS


def test_to_dict__nothing_new_is_said__has_the_first_fields_only() -> None:
    stored = to_dict(answering.make_definition())
    assert set(stored) == {"id", "title", "languages", "default_language", "pages"}
    questions = [question for page in stored["pages"] for question in page["questions"]]
    assert {frozenset(one) for one in questions} == {frozenset(FIRST_FIELDS)}
    assert {frozenset(choice) for one in questions for choice in one["choices"]} == {
        frozenset({"name", "label"})
    }


def test_from_dict__everything_new_is_said__comes_back_as_it_was() -> None:
    assert from_dict(to_dict(FULL)) == FULL
    assert to_dict(from_dict(to_dict(FULL))) == to_dict(FULL)


def test_digest__an_expression_changed__differs() -> None:
    question = replace(FULL.pages[0].questions[0], relevant="1 = 2")
    changed = replace(FULL, pages=(Page("a", questions=(question,)),))
    assert digest(changed) != digest(FULL)


def test_from_dict__unknown_field_beside_the_later_ones__is_refused() -> None:
    stored = to_dict(FULL)
    stored["pages"][0]["questions"][0]["irrelevant"] = "x"
    with pytest.raises(FormsError, match="irrelevant"):
        from_dict(stored)


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ((ConditionalGroup("inner", "", "outer"), ConditionalGroup("outer")), "before it"),
        ((ConditionalGroup("inner"), ConditionalGroup("inner")), "there twice"),
        ((ConditionalGroup("other"),), "no group “inner”"),
    ],
)
def test_from_dict__groups_that_do_not_fit__are_refused(
    groups: tuple[ConditionalGroup, ...], found: str
) -> None:
    with pytest.raises(FormsError, match=found):
        from_dict(to_dict(replace(FULL, groups=groups)))


def test_from_dict__calculation_named_as_a_question__is_refused() -> None:
    with pytest.raises(FormsError, match="“a” is there twice"):
        from_dict(to_dict(replace(FULL, calculations=(Calculation("a", "1"),))))


class CountedName(str):
    """A name that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedName.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_read_choices__many_in_one_list__are_not_each_compared_with_all() -> None:
    names = [CountedName(f"choice_{n}") for n in range(400)]
    records = [
        Record("choices", n, {"list_name": "all", "name": name}, {"label": {"en": name}})
        for n, name in enumerate(names, 2)
    ]
    findings = Findings()
    lists = read_choices(records, allow_duplicates=False, default_language="en", findings=findings)
    assert len(lists["all"]) == 400 and not findings.problems
    assert CountedName.compared < 10 * len(names)
