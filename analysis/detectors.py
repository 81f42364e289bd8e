"""Two language detectors asked together; where they agree on a sentence they were never seen to be wrong.

Measured with tests/benchmarks/bench_languages.py; the limits are in the design, section 7.
"""

import re
from dataclasses import dataclass
from itertools import islice

import py3langid
import pycld2

from analysis.columns import UNKNOWN_LANGUAGE
from analysis.language_codes import SERVED, fits_script, read_detected
from analysis.scripts import find_main_script
from analysis.sentence_marks import ADDRESS
from analysis.text import clean_text, iterate_words

MIN_WORDS = 3
MIN_WORDS_CONFIDENT = 5
_RANKS_READ = 5
_NOT_LANGUAGE = re.compile(rf"{ADDRESS}|[@#]\w+|\ufffd", re.IGNORECASE)
# The same common words in the two Chinese spellings: pycld2 guesses between them where the text is short.
_SIMPLIFIED_ONLY = frozenset(
    "这们为来时个会说对学国发经过现还进种应与从开关问间门见车东长书马语话请让认识该样头点两给几处传难医疗帮务区员业动场实无当"
    "总战极权机条气济热电确离类级练组结统续维网职联脑节药虽视觉规设评证试调谁议负责费资转输边达运远连选银错队阳阶际险随预领题"
    "风飞馆体儿写决况减则刚创别办劳势单卖历压参双变号听响园团围图圆报护担择据数断术杂标树桥检楼汉测满爱环产画纪纸线终绿编罗"
)
_TRADITIONAL_ONLY = frozenset(
    "這們為來時個會說對學國發經過現還進種應與從開關問間門見車東長書馬語話請讓認識該樣頭點兩給幾處傳難醫療幫務區員業動場實無當"
    "總戰極權機條氣濟熱電確離類級練組結統續維網職聯腦節藥雖視覺規設評證試調誰議負責費資轉輸邊達運遠連選銀錯隊陽階際險隨預領題"
    "風飛館體兒寫決況減則剛創別辦勞勢單賣歷壓參雙變號聽響園團圍圖圓報護擔擇據數斷術雜標樹橋檢樓漢測滿愛環產畫紀紙線終綠編羅"
)
_KURMANJI_LETTERS = frozenset("êîûşç")
_PERSIAN_FAMILY = frozenset({"fa", "prs"})


@dataclass(frozen=True, slots=True)
class Detection:
    """What the detectors make of a text. Confident: both agree and there is enough text."""

    tag: str
    confident: bool


UNKNOWN = Detection(UNKNOWN_LANGUAGE, False)


def detect(text: str) -> Detection:
    """Detect the language of a text; under three words of letters it is unknown. Never gives Dari."""
    plain = _NOT_LANGUAGE.sub(" ", clean_text(text))
    with_letters = (word for word in iterate_words(plain) if any(map(str.isalpha, word.form)))
    enough = len(list(islice(with_letters, MIN_WORDS_CONFIDENT)))
    if enough < MIN_WORDS:
        return UNKNOWN
    script = find_main_script(plain)
    first, reliable = _ask_cld(plain, script)
    ranked = _ask_langid(plain, script)
    detection = _combine(plain, first, reliable, ranked, script, enough)
    return _choose_chinese(detection, first, plain)


def are_same(first: str, second: str) -> bool:
    """Say whether two tags are one language to a detector: Dari is Farsi, and Chinese is Chinese."""
    both = {first, second}
    return first == second or both == _PERSIAN_FAMILY or all(tag.startswith("zh") for tag in both)


def _combine(
    text: str, first: str, reliable: bool, ranked: list[str], script: str | None, n_words: int
) -> Detection:
    enough = n_words >= MIN_WORDS_CONFIDENT
    if script == "Ethi" and first != UNKNOWN_LANGUAGE:
        return Detection(first, enough and reliable)
    if are_same(first, ranked[0]):
        return Detection(first, enough)
    if ranked[0] == "kmr" and not reliable:
        # pycld2 does not know Kurmanji, so its silence is the agreement; without the letters that Kurmanji
        # has, it may as well be Arabic or Persian in Latin letters.
        return Detection("kmr", enough and not _KURMANJI_LETTERS.isdisjoint(text))
    return Detection(_choose(first, reliable, ranked, script), False)


def _choose(first: str, reliable: bool, ranked: list[str], script: str | None) -> str:
    """Choose where they differ: the one pycld2 stands by if the other finds it possible."""
    fitting = [tag for tag in ranked if fits_script(tag, script)]
    if reliable and first in SERVED and first in fitting:
        return first
    served = [tag for tag in fitting if tag in SERVED]
    return (served or fitting or [UNKNOWN_LANGUAGE])[0]


def _ask_cld(text: str, script: str | None) -> tuple[str, bool]:
    """Ask pycld2 for its best guess, and whether it stands by it."""
    try:
        strict = pycld2.detect(text.encode("utf-8"), isPlainText=True)
        best = pycld2.detect(text.encode("utf-8"), isPlainText=True, bestEffort=True)
    except pycld2.error:  # it refuses some valid but unassigned code points
        return UNKNOWN_LANGUAGE, False
    code = best[2][0][1]
    reliable = bool(strict[0]) and strict[2][0][1] == code
    if script == "Hani" and code in {"ja", "un"}:
        code = "zh"
    return read_detected(code, script), reliable


def _ask_langid(text: str, script: str | None) -> list[str]:
    ranked = [read_detected(code, script) for code, _ in py3langid.rank(text)[:_RANKS_READ]]
    return list(dict.fromkeys(ranked))


def _choose_chinese(detection: Detection, first: str, text: str) -> Detection:
    if not detection.tag.startswith("zh"):
        return detection
    lead = sum((char in _TRADITIONAL_ONLY) - (char in _SIMPLIFIED_ONLY) for char in text)
    traditional = lead > 0 or (lead == 0 and first == "zh-Hant")
    return Detection("zh-Hant" if traditional else "zh-Hans", detection.confident and lead != 0)
