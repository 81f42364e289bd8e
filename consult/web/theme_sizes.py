"""How large a theme is, as this person may be told: small numbers only to the partnership's own analysts."""

from dataclasses import dataclass, field, replace

from analysis.drafting.figures import Rules, is_small, write_number
from consult.models.analysis import AnalysisRun, Theme
from consult.queries.campaigns import count_wholly_shared
from consult.queries.runs import find_run_before
from consult.queries.theme_growth import count_new
from consult.queries.themes import ThemeSize, count_sizes
from consult.queries.viewer import Viewer
from consult.services.region.hidden_numbers import find_rules
from consult.web.database import get_session
from consult.web.viewing import may_see_figures

NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class ShownSize:
    """Respondents that raised a theme, in words. bar: how long its bar is; nought where it is hidden.

    vouched: of the experiences, those through community groups. elsewhere: those told elsewhere.
    without_open: all but those of the open form. new: since the run before; empty where there is none.
    """

    all: str
    own: str
    accounts: str
    vouched: str
    without_open: str
    elsewhere: str
    bar: int = field(kw_only=True)
    new: str = ""


def list_sizes(run: AnalysisRun, viewer: Viewer) -> list[tuple[Theme, ShownSize]]:
    """List the themes of a run with their sizes, the largest first."""
    sizes = count_sizes(get_session(), viewer, run)
    listed = [(one, sizes.get(one.id, ThemeSize())) for one in run.themes]
    ranked = sorted(listed, key=lambda pair: (-pair[1].all, pair[0].key))
    rules = _find_rules(viewer)
    new, bases = _list_new(run, viewer, rules), _find_bases(run, viewer, rules)
    shown = [(theme, show_size(size, rules, bases)) for theme, size in ranked]
    return [(theme, replace(size, new=new.get(theme.key, ""))) for theme, size in shown]


def find_size(theme: Theme, viewer: Viewer) -> ShownSize:
    """The size of one theme; the others are not counted for it."""
    counted = count_sizes(get_session(), viewer, theme.run, only=theme)
    rules = _find_rules(viewer)
    new = _list_new(theme.run, viewer, rules, only=theme)
    shown = show_size(counted.get(theme.id, ThemeSize()), rules, _find_bases(theme.run, viewer, rules))
    return replace(shown, new=new.get(theme.key, ""))


def _find_rules(viewer: Viewer) -> Rules | None:
    return None if may_see_figures(viewer) else find_rules(get_session())


def _find_bases(run: AnalysisRun, viewer: Viewer, rules: Rules | None) -> tuple[int, int]:
    """How many responses were analysed, and in how many words of their own; asked where it matters."""
    if rules is None or rules.least_silent <= 1:
        return 0, 0
    every, wholly = count_wholly_shared(get_session(), viewer, run.id)
    return every, every - wholly


def _list_new(
    run: AnalysisRun, viewer: Viewer, rules: Rules | None, *, only: Theme | None = None
) -> dict[str, str]:
    """How many are new in each theme since the run before, which two protected numbers would give away."""
    before = find_run_before(get_session(), run)
    if before is None:
        return {}
    if rules is not None:
        return {theme.key: NOT_SHOWN for theme in (run.themes if only is None else [only])}
    new = count_new(get_session(), viewer, run, before, only=only)
    return {key: write_number(number) for key, number in new.items()}


def show_size(size: ThemeSize, rules: Rules | None, bases: tuple[int, int] = (0, 0)) -> ShownSize:
    """Say a size. rules: how numbers are protected; None shows them as they are.

    bases: how many could have raised it, all and in words of their own; looked at where those who did not
    are protected.
    """
    if rules is None:
        without_open = size.all - size.accounts + size.vouched
        numbers = (size.all, size.own, size.accounts, size.vouched, without_open, size.elsewhere)
        return ShownSize(*map(write_number, numbers), bar=size.all)
    if is_small(size.all, rules):
        return ShownSize(f"fewer than {rules.small_number}", *[NOT_SHOWN] * 5, bar=0)
    most, few = (base - count for base, count in zip(bases, (size.all, size.own), strict=True))
    silent = [0 < one < rules.least_silent for one in (most, few, most - few)]
    if silent[0]:
        return ShownSize(*[NOT_SHOWN] * 6, bar=0)
    gives_away = any(silent) or is_small(size.own, rules) or is_small(size.all - size.own, rules)
    own = NOT_SHOWN if gives_away else write_number(size.own)
    return ShownSize(write_number(size.all), own, *[NOT_SHOWN] * 4, bar=size.all)
