"""What a draft's table of numbers gives, as the evidence of a sentence: no size that it does not show."""

from collections.abc import Mapping

from analysis.drafting import numbers_said
from analysis.drafting.numbers_said import Numbers, Own, count_numbers
from analysis.drafting.statements import Counted
from analysis.tables.rests import Rest
from analysis.tables.tiers import Amount
from consult.services.counting.number_layers import ADDED, ALL, COUNCILS, GAVE, OTHERS, Layer

_SUMS = {ALL: numbers_said.TOTAL, COUNCILS: numbers_said.COUNCILS, OTHERS: numbers_said.OTHERS}


def tell_numbers(question_id: str, every: Layer, own: Layer | None) -> Counted | None:
    """Put them together. own: without shared wording, where somebody wrote nothing else.

    Single numbers are told only where all agreed to be named. None where one of them has a part behind its
    point: evidence holds whole numbers, and the table alone says what they come to.
    """
    if not every.are_whole:
        return None
    found, (least, most, noughts) = every.sizes, _list_single(every)
    return count_numbers(
        Numbers(
            question_id,
            len(every.given),
            len(every.silent),
            found.given,
            found.inside,
            found.earlier,
            found.perhaps_twice,
            _whole(found.total) if every.is_told else None,
            least,
            most,
            noughts,
            _whole(every.parts[COUNCILS]),
            _whole(every.parts[OTHERS]),
            tells_states=ADDED not in every.hidden,
            public=every.everyone_named,
            own=None if own is None else _tell_own(own),
            rests=_name_rests(every.rests),
        )
    )


def _tell_own(own: Layer) -> Own:
    least, most, _ = _list_single(own)
    total = _whole(own.sizes.total) if own.is_told else None
    parts = (_whole(own.parts[COUNCILS]), _whole(own.parts[OTHERS]))
    rests, between = _name_rests(own.rests), _name_rests(own.between)
    counts = (own.count(GAVE), total, least, most)
    return Own(*counts, *parts, added=own.count(ADDED), rests=rests, between=between)


def _name_rests(rests: Mapping[str, Rest]) -> dict[str, Rest]:
    return {_SUMS[of]: rest for of, rest in rests.items()}


def _whole(number: Amount | None) -> int | None:
    return None if number is None else int(number)


def _list_single(layer: Layer) -> tuple[int | None, int | None, int | None]:
    """The smallest and the largest number, and how many are nought, where these may be told."""
    found = layer.sizes
    if not (layer.is_told and found.public):
        return None, None, None
    return _whole(found.least), _whole(found.most), found.noughts
