"""Telephone numbers in a right-to-left sentence: in an element of their own, with all else as it was."""

import pytest

from consult.web.isolating import isolate_numbers


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("116 123", '<bdi dir="ltr">116 123</bdi>'),
        ("اتصل: 0808 157 0101.", 'اتصل: <bdi dir="ltr">0808 157 0101</bdi>.'),
        ("+44 (0)1632 960106, ليلًا", '<bdi dir="ltr">+44 (0)1632 960106</bdi>, ليلًا'),
        ("116 123 أو 0800-555-111", '<bdi dir="ltr">116 123</bdi> أو <bdi dir="ltr">0800-555-111</bdi>'),
        ("18000", '<bdi dir="ltr">18000</bdi>'),
        ("from 9 - 17, or 999", "from 9 - 17, or 999"),
        ("<b>Tom & 116 123</b>", '&lt;b&gt;Tom &amp; <bdi dir="ltr">116 123</bdi>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_isolate__words_with_numbers__sets_apart_those_of_a_telephone(words: str, shown: str) -> None:
    assert str(isolate_numbers(words)) == shown
