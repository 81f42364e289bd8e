"""People's names guessed from capital letters, in languages for which no model finds them.

Only in scripts that have capitals. Organisations and places look the same, and a single word says nothing:
it marks too much rather than too little, since all it costs is another passage to quote.
"""

import re
from collections.abc import Iterator

from analysis.identifier_patterns import Found

# What a model or capitals take for people in this field's writing; compared without case and full stops.
_NOT_NAMES = """
    gp gps esol brp ilr elr nrpf mears serco clearsprings migrant help asap nass ukvi arap acrs evisa hmo hmos
    vcs vcse smp nino dwp nhs ofsted ramadan eid christmas easter brexit covid windrush section home office
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())
_WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*")
# What stands between the parts of a name, as in "Ahmed al Sayed", "Maria de Souza", "Siân ferch Ifan".
_PARTICLE_WORDS = "ab al ap bin bint da de del di do dos el ferch ibn la le van von"
PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SPACES = frozenset({" ", "\u00a0"})
_CONFIDENCE = 0.4


def list_capitalised(text: str) -> list[Found]:
    """List every run of two or more capitalised words; words all in capitals are taken for abbreviations."""
    spans = [(run[0].start(), run[-1].end()) for run in _list_runs(text) if len(run) > 1]
    return [
        Found("person", start, end, "is written in capitals like a name", _CONFIDENCE)
        for start, end in spans
        if not is_not_name(text[start:end])
    ]


def _list_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Give the capitalised words that follow each other with no more than a space or a small word between."""
    run: list[re.Match[str]] = []
    end = 0
    for word in _WORD.finditer(text):
        is_name = _is_capitalised(word[0])
        if text[end : word.start()] not in _SPACES or not (is_name or word[0] in PARTICLES):
            yield run
            run = []
        if is_name:
            run.append(word)
        end = word.end()
    yield run


def _is_capitalised(word: str) -> bool:
    """A single letter is an initial, but for the English "I"."""
    return word[0].isupper() and word != "I" and (len(word) == 1 or not word.isupper())


def is_not_name(text: str) -> bool:
    """Tell whether a phrase is of words of this field and numbers alone, such as "Home Office"."""
    words = [
        word.strip("'’").casefold() for word in re.findall(r"[^\W_]+(?:['’]\w+)?", text.replace(".", ""))
    ]
    return all(word.removesuffix("'s").removesuffix("’s") in NOT_NAMES or word.isdigit() for word in words)
