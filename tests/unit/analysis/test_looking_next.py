"""What to look at next: doubt first, kinds in turn, one a respondent, and a quarter drawn at random."""

from analysis.looking_next import Doubt, Why, choose_next

HOMES, SCHOOLS = ("T01", "en"), ("T02", "ar")


def doubt(
    number: int, kind: tuple[str, str] = HOMES, *, person: str = "", sure: float = 0.0, has_none: bool = False
) -> Doubt:
    return Doubt(f"s{number}", person or f"person-{number}", kind, sure, has_none)


def test_doubts__of_one_kind_only_more_in_doubt__do_not_fill_the_list() -> None:
    homes = [doubt(number, sure=number / 100) for number in range(10)]
    schools = [doubt(20, SCHOOLS, sure=0.4), doubt(21, SCHOOLS, sure=0.45)]

    chosen = choose_next([*homes, *schools], [], most=4)

    assert chosen == [(one, Why.DOUBT) for one in ("s0", "s20", "s1", "s21")]


def test_doubts__of_one_respondent__are_asked_about_once_where_doubt_is_largest() -> None:
    several = [doubt(1, person="one", sure=0.3), doubt(2, person="one", sure=0.1), doubt(3, sure=0.2)]

    assert [one for one, _ in choose_next(several, [], most=3)] == ["s2", "s3"]


def test_doubts__of_returns_and_accounts__take_turns_while_there_are_both() -> None:
    accounts = [Doubt(f"a{n}", f"teller-{n}", HOMES, 0.0, is_account=True) for n in range(4)]
    returns = [doubt(n, sure=0.1 + n / 100) for n in range(2)]

    chosen = [one for one, _ in choose_next([*accounts, *returns], [], most=6)]

    assert chosen == ["s0", "a0", "s1", "a1", "a2", "a3"]


def test_list__of_eight__has_two_drawn_at_random_and_six_in_doubt() -> None:
    doubts = [doubt(number) for number in range(20)]

    chosen = choose_next(doubts, ["h1", "h2", "h3"], most=8)

    assert [one for one, why in chosen if why is Why.CHECK] == ["h1", "h2"]
    assert len(chosen) == 8


def test_list__with_little_in_doubt__has_more_drawn_at_random() -> None:
    chosen = choose_next([doubt(1)], ["h1", "h2", "h3", "h4"], most=4)

    assert [one for one, _ in chosen] == ["h1", "h2", "h3", "s1"]


def test_segment__held_out_and_in_doubt__is_listed_once_as_held_out() -> None:
    assert choose_next([doubt(1)], ["s1"], most=4) == [("s1", Why.CHECK)]


def test_segments__with_no_suggestion__come_among_those_in_doubt_and_say_so() -> None:
    some = [doubt(number) for number in range(6)]
    none = [doubt(10 + number, has_none=True) for number in range(6)]

    chosen = choose_next([*none, *some], [], most=6)

    assert [one for one, _ in chosen] == ["s0", "s1", "s10", "s2", "s3", "s11"]
    assert [one for one, why in chosen if why is Why.NOTHING] == ["s10", "s11"]


def test_segments__with_no_suggestion_alone__are_asked_about_one_a_respondent() -> None:
    none = [doubt(number, person="one" if number < 3 else "", has_none=True) for number in range(5)]
    both = [doubt(9, person="one", sure=0.1), *none]

    assert [one for one, _ in choose_next(none, [], most=5)] == ["s0", "s3", "s4"]
    assert [one for one, _ in choose_next(both, [], most=5)] == ["s9", "s3", "s4"]
