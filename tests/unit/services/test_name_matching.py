"""Whether a reader is one of the people named in a list, and what is known to be missed."""

import pytest

from consult.services.concerns.name_matching import Reader, is_named

SAMI = Reader("Sami Haddad", "sami.haddad@northgate.example", "Northgate Refugee Forum")


@pytest.mark.parametrize(
    "words",
    [
        "an interpreter called SAMI",
        "Haddad, who lives near us",
        "anybody from Northgate",
        "Sámi Háddad",
        "write to sami.haddad@northgate.example and to nobody else",
    ],
)
def test_reader__named_in_any_of_these_ways__is_found(words: str) -> None:
    assert is_named(SAMI, words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "an interpreter from the refugee forum",
        "anybody from Southgate",
        "my uncle, at gmail",
    ],
)
def test_reader__of_another_name_and_place__is_not_found(words: str) -> None:
    assert not is_named(SAMI, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Li Wu", "a woman called Li Wu"),
        ("李伟", "译员李伟不可以看"),
        ("سامي حداد", "المترجم وسامي"),
        ("Олена Коваль", "перекладачка ОЛЕНА"),
        ("ሰላም ተስፋይ", "ሰላም ካብ ኣስመራ"),
        ("Straße Müller", "STRASSE MULLER"),
    ],
)
def test_name__in_many_scripts__is_compared_without_case_accents_and_what_is_joined_to_it(
    name: str, words: str
) -> None:
    assert is_named(Reader(name), words)


@pytest.mark.parametrize(
    ("name", "words"),
    [("Li Wu", "an interpreter who likes to gossip"), ("Sami Haddad", "سامي"), ("Mohammed Aziz", "Muhamad")],
)
def test_name__too_short_in_another_script_or_spelling__is_missed_as_the_guide_says(
    name: str, words: str
) -> None:
    assert not is_named(Reader(name), words)


def test_reader__without_a_name__is_not_found_in_everything() -> None:
    assert not is_named(Reader("", "interpreter@gmail.com"), "an interpreter with gmail")
