"""Dates of birth in the phrases of the languages served, before or after the word; and what is none."""

import pytest

from analysis.identifiers import find_in_text

BORN = [
    ("تاريخ الولادة ١٢/٣/١٩٨٥", "١٢/٣/١٩٨٥"),
    ("تاريخ ولادتي ١٢-٣-١٩٨٥", "١٢-٣-١٩٨٥"),
    ("أنا مولود في ١٢/٣/١٩٨٥", "١٢/٣/١٩٨٥"),
    ("عيد ميلادي ١٢ مارس ١٩٨٥", "١٢ مارس ١٩٨٥"),
    ("وُلِدْتُ في 12/03/1985 هناك", "12/03/1985"),
    ("وُلدت في ١٢ كانون الثاني ١٩٨٥", "١٢ كانون الثاني ١٩٨٥"),
    ("في ١٢/٣/١٩٨٥ وُلدت هناك", "١٢/٣/١٩٨٥"),
    ("дата мого народження 12.03.1985", "12.03.1985"),
    ("мій день народження 12 березня 1985", "12 березня 1985"),
    ("народжена 12 березня 1985", "12 березня 1985"),
    ("12 березня 1985 року я народилася", "12 березня 1985"),
    ("12.03.1985 р. я народився", "12.03.1985"),
    ("من در ۱۲ حمل ۱۳۶۵ به دنیا آمدم", "۱۲ حمل ۱۳۶۵"),
    ("به دنیا آمدم در ۱۲ حمل ۱۳۶۵", "۱۲ حمل ۱۳۶۵"),
    ("تولد شدم در ۱۵ حمل ۱۳۶۴", "۱۵ حمل ۱۳۶۴"),
    ("۱۳۶۴/۱/۱۵ تولد شده\u200cام", "۱۳۶۴/۱/۱۵"),
    ("ዕለተ ልደተይ 12/03/1985", "12/03/1985"),
    ("ተወሊደ 12 መጋቢት 1985", "12 መጋቢት 1985"),
    ("ብ12/03/1985 ተወሊደ", "12/03/1985"),
    ("ኣብ 12 መጋቢት 1985 ተወሊደ", "12 መጋቢት 1985"),
    ("cefais fy ngeni ar 12 Mawrth 1985", "12 Mawrth 1985"),
    ("cefais fy ngeni ar y 3ydd o Ionawr 1990", "3ydd o Ionawr 1990"),
    ("ganed fi 12 Mawrth 1985", "12 Mawrth 1985"),
    ("fy nyddiad geni yw 03/01/1990", "03/01/1990"),
    ("on 12 March 1985 I was born", "12 March 1985"),
    ("my birthday is 3 March 1990", "3 March 1990"),
    ("birthday: 03/03/1990", "03/03/1990"),
    ("her birthday on 3rd March 1990", "3rd March 1990"),
    ("birth date 3.3.1990", "3.3.1990"),
    ("I was born March 3rd, 1990", "March 3rd, 1990"),
    ("fecha de nacimiento: 3/3/1990", "3/3/1990"),
    ("date de naissance 3 mars 1990", "3 mars 1990"),
]
NONE = [
    "We came on 12 March 2021, and no child was born there",
    "Ми приїхали 12.03.2021. Народжена дитина спить",
    "We had 2 children 3 born here and 12 people were born there",
    "وصلنا في ١٢/٣/٢٠٢١، ولدت ابنتي هنا",
    "ደሓር ብ12/03/2021። ተወሊደ",
    "Było dobra 12.5.2020",
]


@pytest.mark.parametrize(("text", "date"), BORN)
def test_date_of_birth__in_a_usual_phrase_of_a_language_served__is_found(text: str, date: str) -> None:
    found = [one for one in find_in_text(text) if one.kind == "birth_date"]
    assert [text[one.start : one.end] for one in found] == [date]


@pytest.mark.parametrize("text", NONE)
def test_date__of_something_else_near_a_birth__is_not_suggested(text: str) -> None:
    assert [one for one in find_in_text(text) if one.kind == "birth_date"] == []


def test_date__of_something_else_before_a_date_of_birth__is_left() -> None:
    text = "arrived 12/3/2021 and born 1/2/1985"
    assert [text[one.start : one.end] for one in find_in_text(text)] == ["1/2/1985"]


@pytest.mark.parametrize(
    "text", ["1/1/1911 " * 7_000, "born " * 12_000, "وُلِدْتُ " * 7_000, "12 a 1985 " * 6_000]
)
def test_words_for_births__without_end__are_read_to_the_last(text: str) -> None:
    ended = f"{text}. وُلِدْتُ في 12/03/1985"
    assert find_in_text(ended)[-1].end == len(ended)
