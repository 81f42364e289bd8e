"""In which order values can be worked out, and which wait for each other."""

from collections.abc import Collection, Mapping


class CycleFound(ValueError):
    """Values that wait for each other; `names` begins and ends with the same one."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(" → ".join(names))
        self.names = names


def put_in_order(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return all names, each after those it needs and else as they were given. Raises: CycleFound.

    Names that are needed and not given need nothing themselves.
    """
    done: dict[str, None] = {}
    for name in needs:
        _visit(name, needs, done)
    return tuple(done)


def _visit(start: str, needs: Mapping[str, Collection[str]], done: dict[str, None]) -> None:
    """Walk to everything that is needed first, without recursion: forms may have thousands of rows."""
    path: dict[str, None] = {}
    waiting = [(start, iter(needs[start]))]
    path[start] = None
    while waiting:
        name, rest = waiting[-1]
        following = next((one for one in rest if one in needs and one not in done), None)
        if following is None:
            waiting.pop()
            del path[name]
            done[name] = None
        elif following in path:
            names = list(path)
            raise CycleFound((*names[names.index(following) :], following))
        else:
            path[following] = None
            waiting.append((following, iter(needs[following])))
