"""People's names told by what stands beside them: the words for "my name is", or a title such as "Mrs".

In scripts with capitals the name must be capitalised; in others it is the next word or two, up to a word that
cannot belong to a name. Titles in everyday use as nouns are left out, or each "lady" would be a person.
"""

import re
from collections.abc import Iterator

from analysis.capitalised_names import PARTICLES
from analysis.identifier_patterns import Found

_CAPITALISED = r"[^\W\d_a-zа-яёіїєґ][\w'’ʼ-]+"
# Vowel signs of Arabic, Gurmukhi and Bengali belong to the word; Python counts them apart from its letters.
_MARKS = "\u064b-\u065f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d"
_LETTERS = rf"[^\W\d_][\w{_MARKS}'’ʼ-]*"
_BEFORE, _AFTER = r"(?<!\w)", rf"(?![\w{_MARKS}])"
# With no bound, what may stand in a long run of blanks is looked for again from each of them.
_SPACES, _MAYBE_SPACES = r"\s{1,5}", r"\s{0,5}"
_ENDING = rf"{_MAYBE_SPACES}:?{_SPACES}"
_CONFIDENCE = 0.8
_CONFIDENCE_WITHOUT_CAPITALS = 0.6
_TITLE_REASON = "follows a title"
_BEFORE_TITLE_REASON = "stands before a title"
_NAME_REASON = "follows the words for a name"

# By language: en; fr, es, pt, pl, ro, sq, tr, so, vi, om, kmr; uk, ru.
_INTRODUCED_CAPITALISED = r"""
    (?:my|his|her|their|the|first|last|maiden|full|middle|given|family|sur|nick)\ ?names?(?:\ is|\ was|'s|’s)
    |(?:\w+\ |sur|fore|nick)?name\ ?:|i(?:'m|’m|\ am)\ called|calls?\ me|call\ (?:him|her|me)
    |named\ (?:him|her)|called|(?:son|daughter|husband|wife)\ named
    |je\ m['’]appelle|mon\ nom\ est|(?:il|elle)\ s['’]appelle|me\ llamo|se\ llama|mi\ nombre\ es
    |chamo(?:-|\ )me|me\ chamo|(?:o\ )?meu\ nome\ é|chama(?:-|\ )se|se\ chama
    |nazywam\ się|nazywa\ się|mam\ na\ imię|ma\ na\ imię|mă\ numesc|se\ numește|numele\ meu\ este
    |quhem|quhet|emri\ im\ është|(?:benim\ )?adım|adı|ismim|magacaygu\ waa|magaciisu\ waa|magaceedu\ waa
    |(?:tôi\ )?tên\ (?:tôi\ )?là|maqaan\ (?:koo|isaa|ishee)|navê\ (?:min|wî|wê)
    |мене\ звати|мене\ звуть|його\ звати|її\ звати|моє\ ім['’ʼ]я|меня\ зовут|его\ зовут|её\ зовут|моё\ имя
"""
_TITLES_CAPITALISED = r"""
    Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Imam|Sheikh|Cllr|Councillor
    |M|Mme|Mlle|Monsieur|Madame|Sr|Sra|señor|señora|senhor|senhora|Pan|Pani|domnul|doamna|zoti|zonja
    |Mudane|Marwo|Obbo|Aadde|ông|bà|пан|пані|господин|госпожа
"""
# ar; fa, prs; ur; ps; ckb; ti; am; bn; pa.
_INTRODUCED_UNCASED = r"""
    و?[اإ]سمي|و?[اإ]سمه|و?[اإ]سمها|يدعى|تدعى|اسم\ من|نام\ من|اسمم|نامم|اسمش|نامش
    |میرا\ نام|اس\ کا\ نام|زما\ نوم|د\ هغه\ نوم|د\ هغې\ نوم|ناوم|ناوی\ من
    |ስመይ|ስሙ|ስማ|ሽመይ|ስሜ|ስሟ|আমার\ নাম|তার\ নাম|ਮੇਰਾ\ ਨਾਂ|ਮੇਰਾ\ ਨਾਮ|ਉਸ\ ਦਾ\ ਨਾਂ
"""
_TITLES_UNCASED = r"""
    السيد|السيدة|الأستاذ|الأستاذة|الدكتور|الدكتورة|الشيخ|آقای|سرکار\ خانم|دکتر|ډاکټر|ښاغلی|ښاغلي
    |ڈاکٹر|جناب|کاک|ኣቶ|አቶ|ወይዘሮ|ወይዘሪት|ዶክተር|জনাব|ডাক্তার|ਸ਼੍ਰੀਮਤੀ|ਡਾਕਟਰ
"""
# Words between "my name" and the name, and words that end a name: is, am, and, I, from, who, years …
_IS = rf"(?:(?:هو|هي|یې|est|është|waa|is|là|é|:){_SPACES})?"
_NO_NAME = r"""
    و\w+|أنا|انا|من|هو|هي|في|كان|كانت|عمري|است|هست|و|از|هستم|بود|ہے|ہیں|اور|میں|دی|ده|او|گفت|په|ته|نه|غلط|تۆمار|یم|له
    |እዩ|እያ|እዮም|ኣነ|ካብ|ብ\w+|ነው|ናት|ነኝ|እኔ|ከ\w+|এবং|আমি|হয়|ਹੈ|ਅਤੇ|ਮੈਂ
"""
_HAN = r"[\u4e00-\u9fff]"
_HAN_INTRODUCED = re.compile(
    rf"(?:我叫|我的名字是|我的名字叫|我姓|他叫|她叫)(?P<it>{_HAN}{{2,4}}?)(?=[，,。.；;、\s]|我|$)"
)
_HAN_TITLED = re.compile(rf"(?P<it>{_HAN}{{1,2}})(?=先生|女士|太太|小姐|医生|醫生)")
_TURKISH_TITLE = re.compile(rf"{_BEFORE}(?P<it>{_CAPITALISED})\s+(?:Bey|Hanım|Hoca)(?:[’']?\w*)?")


def _join(alternatives: str) -> str:
    """Lines of alternatives laid out for reading, as one expression; a backslash keeps a space, or a few."""
    joined = "".join(alternatives.replace("\\ ", "\x00").split())
    return joined.replace("\x00?", _MAYBE_SPACES).replace("\x00", _SPACES)


def _capitalised(cues: str, most: int, ending: str) -> re.Pattern[str]:
    more = rf"(?:\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+)?{_CAPITALISED}){{0,{most - 1}}}"
    return re.compile(rf"{_BEFORE}(?i:{_join(cues)}){ending}(?P<it>{_CAPITALISED}{more})")


def _uncased(cues: str) -> re.Pattern[str]:
    word = rf"(?!(?:{_join(_NO_NAME)}){_AFTER}){_LETTERS}"
    return re.compile(rf"{_BEFORE}(?:{_join(cues)}){_AFTER}{_ENDING}{_IS}(?P<it>{word}(?:\s+{word})?)")


_LATIN = r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž'’-]+"
_WITH_INITIAL = re.compile(rf"{_BEFORE}(?P<it>{_LATIN} +(?:[A-Z]\.? +){{1,2}}{_LATIN})")

_FORMS = (
    (_WITH_INITIAL, "has an initial between two words in capitals, like a name", 0.6),
    (_capitalised(_INTRODUCED_CAPITALISED, 4, f"{_ENDING}{_IS}"), _NAME_REASON, _CONFIDENCE),
    (_capitalised(_TITLES_CAPITALISED, 3, rf"\.?{_SPACES}"), _TITLE_REASON, _CONFIDENCE),
    (_TURKISH_TITLE, _BEFORE_TITLE_REASON, _CONFIDENCE),
    (_uncased(_INTRODUCED_UNCASED), _NAME_REASON, _CONFIDENCE_WITHOUT_CAPITALS),
    (_uncased(_TITLES_UNCASED), _TITLE_REASON, _CONFIDENCE_WITHOUT_CAPITALS),
    (_HAN_INTRODUCED, _NAME_REASON, _CONFIDENCE_WITHOUT_CAPITALS),
    (_HAN_TITLED, _BEFORE_TITLE_REASON, _CONFIDENCE_WITHOUT_CAPITALS),
)


def list_introduced(text: str) -> Iterator[Found]:
    """List the names that a title or the words for a name announce, in the languages served."""
    for form, reason, confidence in _FORMS:
        for match in form.finditer(text):
            yield Found("person", *match.span("it"), reason, confidence)
