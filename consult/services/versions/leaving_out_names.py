"""Put names out of texts for others, in whatever letters each is written; quick for very many names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SOMEBODY = "[an organisation]"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Names:
    """Names by their first word in small letters: only those of which it stands in a text are looked for."""

    by_word: Mapping[str, tuple[str, ...]]

    def leave_out(self, text: str) -> str:
        """The text with SOMEBODY for each name that stands in it as whole words, long names first."""
        words = {"", *_WORD.findall(text.lower())}
        found = {name for word in words for name in self.by_word.get(word, ())}
        for name in sorted(found, key=lambda one: (-len(one), one)):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY, text, flags=re.IGNORECASE)
        return text


def index_names(names: Iterable[str]) -> Names:
    """Make ready to put names out of many texts."""
    by_word: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for name in sorted(set(names) - {""}):
        by_word[next(iter(_WORD.findall(name.lower())), "")] += (name,)
    return Names(dict(by_word))
