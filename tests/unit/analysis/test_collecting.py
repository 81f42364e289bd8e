"""Two analyses in threads of one process, each of which looks for dead objects seldom."""

import gc
from contextlib import ExitStack

from analysis.collecting import collect_seldom


def test_threshold__of_two_that_overlap__is_seldom_until_the_last_ends_and_then_as_before() -> None:
    usual = gc.get_threshold()
    first, second = ExitStack(), ExitStack()
    try:
        first.enter_context(collect_seldom())
        seldom = gc.get_threshold()
        second.enter_context(collect_seldom())
        first.close()
        assert gc.get_threshold() == seldom != usual
        second.close()
        assert gc.get_threshold() == usual
    finally:
        gc.set_threshold(*usual)
