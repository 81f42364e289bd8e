"""Streets of which the word stands on either side of a name, and saints whose name is another word too."""

import pytest

from analysis.identifiers import find_without_model


def list_places(text: str, language: str) -> list[str]:
    return [text[one.start : one.end] for one in find_without_model(text, language) if one.kind == "place"]


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("am", "በኪንግ ጎዳና እኖራለሁ", "በኪንግ ጎዳና"),
        ("am", "ልጄ በፓርክ ጎዳና ይኖራል", "በፓርክ ጎዳና"),
        ("am", "በቪክቶሪያ ጎዳና ላይ ነበር", "በቪክቶሪያ ጎዳና"),
        ("ti", "ኣብ ጎደና ኪንግ ንነብር", "ጎደና ኪንግ"),
        ("ti", "ኣብ ጎዳና ዳውኒንግ", "ጎዳና ዳውኒንግ"),
        ("ur", "سینٹ میری اسکول میں بچے ہیں", "سینٹ میری اسکول"),
        ("ur", "سینٹ میری ہسپتال میں پیدا ہوا", "سینٹ میری ہسپتال"),
        ("ur", "ہم سینٹ میری چرچ کے پاس رہتے ہیں", "سینٹ میری چرچ"),
    ],
)
def test_place__named_with_such_a_word__is_found_with_its_whole_name(
    language: str, text: str, named: str
) -> None:
    assert list_places(text, language) == [named]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("am", "በዚህ ጎዳና እኖራለሁ"),
        ("am", "ቤታችን ጎዳና ላይ ነው"),
        ("ur", "میری اسکول کی فیس زیادہ ہے"),
        ("ur", "وہ میری ہسپتال میں مدد کرتے ہیں"),
    ],
)
def test_word__beside_no_name__names_no_place(language: str, text: str) -> None:
    assert list_places(text, language) == []
