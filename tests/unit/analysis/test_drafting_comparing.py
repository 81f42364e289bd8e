"""Two texts compared: nothing is lost, nothing is invented, and what is alike is set beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.drafting.comparing import IN, OUT, SAME, Pair, Piece, Said, compare_parts, compare_words

WORDS = st.text(alphabet=st.sampled_from("ab ,.\né"), max_size=30)
PARTS = st.lists(st.sampled_from("abcd").map(lambda text: Said("paragraph", (text,))), max_size=8)


def say(*texts: str) -> list[Said]:
    return [Said("paragraph", (text,)) for text in texts]


@given(WORDS, WORDS)
def test_words__of_any_two_texts__give_both_again(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert "".join(one.text for one in pieces if one.mark != IN) == old
    assert "".join(one.text for one in pieces if one.mark != OUT) == new


@given(PARTS, PARTS)
def test_parts__of_any_two_texts__are_each_told_once_and_in_order(old: list[Said], new: list[Said]) -> None:
    pairs = compare_parts(old, new)
    assert [one.old for one in pairs if one.old is not None] == list(range(len(old)))
    assert [one.new for one in pairs if one.new is not None] == list(range(len(new)))
    assert all(old[one.old] == new[one.new] for one in pairs if one.is_same)  # type: ignore[index]


def test_words__where_some_changed__are_marked_as_words() -> None:
    pieces = compare_words("The board asks for more homes.", "The board asks for more school places.")
    assert pieces == [
        Piece("The board asks for more ", SAME),
        Piece("homes", OUT),
        Piece("school places", IN),
        Piece(".", SAME),
    ]


def test_words__that_follow_each_other__are_one_change() -> None:
    pieces = compare_words("It is a long wait.", "It was no long wait.")
    assert [one for one in pieces if one.mark] == [Piece("is a", OUT), Piece("was no", IN)]


def test_texts__too_long_to_compare__are_taken_out_and_put_in_whole() -> None:
    old, new = "a " * 3000, "b " * 3000
    assert compare_words(old, new) == [Piece(old, OUT), Piece(new, IN)]


def test_paragraph__put_in_before_one_that_changed__is_not_taken_for_it() -> None:
    old = say("First.", "Councils wait for homes.", "Last.")
    new = say("First.", "Something else entirely here.", "Councils still wait for homes.", "Last.")
    assert compare_parts(old, new) == [
        Pair(0, 0, is_same=True),
        Pair(None, 1),
        Pair(1, 2),
        Pair(2, 3, is_same=True),
    ]


def test_what_is_referred_to__with_other_words__is_the_same_thing_changed() -> None:
    old = [Said("statement", ("34 of 43.",), "q.s"), Said("statement", ("Other.",), "q.t")]
    new = [Said("statement", ("35 of 44 raised this now.",), "q.s")]
    assert compare_parts(old, new) == [Pair(0, 0), Pair(1, None)]


def test_heading__made_a_paragraph__is_taken_out_and_put_in() -> None:
    assert compare_parts([Said("heading", ("Homes",))], say("Homes")) == [Pair(0, None), Pair(None, 0)]
