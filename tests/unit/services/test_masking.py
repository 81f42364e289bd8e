"""Texts cut where they may hold personal data."""

from consult.services.masking import Piece, cut_beside, mask

TEXT = "It was on 07700 900123, at once."


def test_text_beside__with_words_taken_out_of_the_answers__is_masked_there_too() -> None:
    pieces = cut_beside(TEXT, {"at ONCE", "once"})
    assert "".join(one.words for one in pieces) == TEXT
    assert [one.shown for one in pieces if one.kind] == ["[telephone number]", "[detail]"]
    assert "".join(one.shown for one in pieces) == "It was on [telephone number], [detail]."


def test_mask__that_begins_or_ends_within_a_part_taken_out__shows_its_stand_in() -> None:
    pieces = [Piece("We saw "), Piece("Sara Haddad", "person", "[name]"), Piece(" there.")]
    assert mask(pieces, 0, 25) == "We saw [name] there."
    assert mask(pieces, 3, 9) == "saw [name]"
    assert mask(pieces, 9, 21) == "[name] th"
    assert mask(pieces, 18, 25) == " there."
