"""Texts cut where they may hold personal data."""

from consult.services.identifiers.masking import Piece, cut_beside, list_masked, mask

TEXT = "It was on 07700 900123, at once."


def test_text_beside__with_words_taken_out_of_the_answers__is_masked_there_too() -> None:
    pieces = cut_beside(TEXT, {"at ONCE", "once"})
    assert "".join(one.words for one in pieces) == TEXT
    assert [one.shown for one in pieces if one.kind] == ["[telephone number]", "[detail]"]
    assert "".join(one.shown for one in pieces) == "It was on [telephone number], [detail]."


def test_short_words_beside__that_end_in_a_mark__are_masked_too() -> None:
    pieces = cut_beside("Told by K. the sister, +44 her line.", {"K.", "+44"})
    assert "".join(one.shown for one in pieces) == "Told by [detail] the sister, [detail] her line."


def test_mask__that_begins_or_ends_within_a_part_taken_out__shows_its_stand_in() -> None:
    pieces = [Piece("We saw "), Piece("Sara Haddad", "person", "[name]"), Piece(" there.")]
    assert mask(pieces, 0, 25) == "We saw [name] there."
    assert mask(pieces, 3, 9) == "saw [name]"
    assert mask(pieces, 9, 21) == "[name] th"
    assert mask(pieces, 18, 25) == " there."


def show_beside(text: str, *masked: Piece) -> str:
    return "".join(one.shown for one in cut_beside(text, list_masked([Piece("We saw "), *masked])))


def test_name__masked_in_an_answer__is_masked_beside_it_whole_and_by_each_part() -> None:
    name = Piece("Qorvel van Li", "person", "[name]")
    shown = show_beside("qorvel waited. Li's living in a van, and we saw QORVEL VAN LI.", name)
    assert shown == "[detail] waited. [detail]'s living in a van, and we saw [detail]."
    assert show_beside("زربولک آمد", Piece("زربولک کریمی", "person", "[name]")) == "[detail] آمد"


def test_detail__masked_in_an_answer__is_masked_in_parts_only_where_it_looks_like_a_name() -> None:
    named = Piece("Qorvel Tesfay", "detail", "[detail]")
    other = Piece("the only baker", "detail", "[detail]")
    text = "The baker told us of Qorvel that the only baker left."
    assert show_beside(text, named, other) == "The baker told us of [detail] that [detail] left."


def test_name__beside_in_other_case__is_masked_letter_for_letter() -> None:
    for name, text in (("Işıl", "so ISIL İşil IŞIL"), ("Weiß", "to WEIẞ"), ("Νίκος", "with ΝΊΚΟΣ")):
        shown = show_beside(text, Piece(name, "person", "[name]"))
        assert shown.endswith("[detail]") and shown.startswith(text.split()[0]), shown
    assert show_beside("so ISIL İşil", Piece("Işıl", "person", "[name]")) == "so ISIL [detail]"
