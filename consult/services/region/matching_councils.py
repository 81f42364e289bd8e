"""Which council of the directory a published table means: by code, former code, key, name or spelling."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from consult.errors import ImportRefused
from consult.models.region import Organisation
from consult.services.region.known_councils import (
    AREAS,
    KnownCouncil,
    find_codes,
    load_known_councils,
    short_name,
    whole_name,
)

_BESIDE = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True)
class Outside:
    """A place that is known and not in the region."""

    name: str


class CouncilMatcher:
    """Finds councils of the directory; made once for a whole table."""

    def __init__(self, councils: Iterable[Organisation]) -> None:
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = {}
        self._by_short: dict[str, set[str]] = {}
        self._known: dict[str, KnownCouncil] = {}
        self._names: dict[str, str] = {}
        known = {code: one for one in load_known_councils() for code in (*one.former_codes, one.code) if code}
        current = find_codes()
        for council in councils:
            self._add(council, known.get(council.council_code or ""))
            if not council.council_code and (code := current.get(whole_name(council.name))):
                self._by_code.update(
                    {one.casefold(): council.key for one in (code, *known[code].former_codes)}
                )
        for one in load_known_councils():
            for text in (one.code, *one.former_codes, *map(whole_name, one.names)):
                self._known.setdefault(text.casefold(), one)

    def find(self, text: str, code: str = "") -> str | Outside:
        """Find the key of the council meant. Raises: ImportRefused (C751, C756 replaced, C757 several)."""
        folded = code.strip().casefold()
        if folded and folded in self._known and folded not in self._by_code:  # elsewhere, or no more
            return self._find_outside(text, code)
        for given in (folded, text.strip().casefold()):
            if given in self._by_code:
                return self._by_code[given]
        for index, name in ((self._by_name, whole_name(text)), (self._by_short, short_name(text))):
            keys = index.get(name, set()) if name else set()
            if len(keys) > 1:
                several = ", ".join(sorted(self._names[key] for key in keys))
                raise ImportRefused("C757", found=text, several=several)
            if keys and not self._is_another(text):
                return next(iter(keys))
        return self._find_outside(text, code)

    def _add(self, council: Organisation, known: KnownCouncil | None) -> None:
        codes = [council.council_code or "", council.key]
        codes += [known.code, *known.former_codes] if known else []
        self._by_code.update({code.casefold(): council.key for code in codes if code})
        beside = _BESIDE.findall(council.name)
        names = [council.name, _BESIDE.sub(" ", council.name), *beside, *(known.names if known else ())]
        self._names[council.key] = council.name
        for name in names:
            self._by_name.setdefault(whole_name(name), set()).add(council.key)
            self._by_short.setdefault(short_name(name), set()).add(council.key)

    def _is_another(self, text: str) -> bool:
        """Whether a council elsewhere has exactly this name, which is then meant."""
        return whole_name(text) in self._known and whole_name(text) not in self._by_name

    def _find_known(self, text: str, code: str) -> KnownCouncil | None:
        return self._known.get(code.strip().casefold() or "-") or self._known.get(whole_name(text))

    def _find_outside(self, text: str, code: str) -> Outside:
        if whole_name(text) in AREAS:
            return Outside(text.strip())
        found = self._find_known(text, code) or self._known.get(text.strip().casefold())
        if found is None:
            near = get_close_matches(text, list(self._names.values()), n=3, cutoff=0.5)
            raise ImportRefused("C751", found=text or code, near=", ".join(near) or "none")
        now = [key for one in found.replaced_by if (key := self._by_code.get(one.casefold()))]
        if now:
            raise ImportRefused("C756", found=text or code, now=", ".join(self._names[key] for key in now))
        return Outside(found.name)
