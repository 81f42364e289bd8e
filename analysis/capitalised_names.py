"""People's names guessed from capital letters, in languages for which no model finds them.

Only in scripts that have capitals. Organisations and places look the same, and a single word says nothing:
it marks too much rather than too little, since all it costs is another passage to quote.
"""

import re
from collections.abc import Iterator
from itertools import dropwhile

from analysis.identifier_patterns import Found
from analysis.name_lists import is_cue
from analysis.text import fold_word

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
# Words of bodies and places: what is written in capitals with one of them names no person.
_BODY_WORDS = """
    academy act advice agency alliance apartment apt asylum authority avenue bank board borough bureau care
    cathedral centre center charity church city clinic close club college committee community company
    consultation corporation council county court crescent department district drive england english
    europe european festival forum foundation fund gardens government group guide gurdwara hall health home
    hospital hotel house housing inc institute international island kingdom lane law library limited llc
    local london ltd migration ministry mosque national network north northern office orchestra
    organisation organization parish park parliament partners partnership party place plan police post
    primary programme project red cross region regional road school scotland scottish secondary section
    service services social society south southern square station store street strategy suite support team
    temple terrace town trust union united university valley village voluntary wales ward way welsh west
    western east eastern year
    swyddfa llywodraeth cyngor prifysgol ysbyty heddlu ministerio ministério ministère ministerul ministerstwo
    ministria ministrija bakanlığı bakanlık müdürlüğü belediyesi üniversitesi міністерство
    министерство мвс мвд служба рада університет университет lycée université universidad
    universidade uniwersytet
    universitatea urząd gmina primăria prefeitura ayuntamiento câmara conseil mairie préfecture hôpital spital
    szpital zyra drejtoria bashkia spitali bộ sở phòng trường đại waajjira waajjirri mana xafiiska wasaaradda
    jaamacadda wezareta wezaretê şaredarî zanîngeha royaume-uni reino regatul królestwo mbretëria vương
    birleşik сполучене соединённое королівство королевство
"""
BODY_WORDS = frozenset(_BODY_WORDS.split())
_SPACES = frozenset({" ", "\u00a0"})
_CONFIDENCE = 0.4


def list_capitalised(text: str) -> list[Found]:
    """List every run of two or more capitalised words; words all in capitals are taken for abbreviations."""
    runs = [_without_cues(run) for run in _list_runs(text)]
    spans = [(run[0].start(), run[-1].end()) for run in runs if len(run) > 1]
    return [
        Found("person", start, end, "is written in capitals like a name", _CONFIDENCE)
        for start, end in spans
        if not is_not_name(text[start:end]) and not names_body(text[start:end])
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


def _without_cues(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out titles and words for kin that the names follow."""
    return list(dropwhile(lambda word: is_cue(fold_word(word[0])), run))


def names_body(text: str) -> bool:
    """Tell whether a phrase has a word of the names of bodies and places in it, such as "council"."""
    return any(word in BODY_WORDS for word in text.casefold().split())


def _is_capitalised(word: str) -> bool:
    """A single letter is an initial, but for the English "I"."""
    return word[0].isupper() and word != "I" and (len(word) == 1 or not word.isupper())


def is_not_name(text: str) -> bool:
    """Tell whether a phrase is of words of this field and numbers alone, such as "Home Office"."""
    words = [
        word.strip("'’").casefold() for word in re.findall(r"[^\W_]+(?:['’]\w+)?", text.replace(".", ""))
    ]
    return all(word.removesuffix("'s").removesuffix("’s") in NOT_NAMES or word.isdigit() for word in words)
