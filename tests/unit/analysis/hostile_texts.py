"""Answers that break careless analyses, by name, and strategies that mix them; all made up."""

import random

from hypothesis import strategies as st

from tests.unit.analysis.analysis_material import DOCTORS, ENGLISH, HOUSING
from tests.unit.analysis.item_frames import odd_texts

LETTER = (
    "We the undersigned ask the government to open safe routes for families, to end long waits for "
    "decisions, and to let people work while they wait for an answer to their claim."
)
PLAIN = [*HOUSING, *ENGLISH, *DOCTORS]
WELSH = [
    "Mae angen mwy o dai fforddiadwy yn y dref",
    "Mae rhenti yn rhy uchel i deuluoedd ifanc",
    "Nid oes digon o feddygon yn yr ardal",
    "Mae angen rhagor o ddosbarthiadau Saesneg gyda'r nos",
]
ARABIC = [
    "نحتاج إلى مزيد من المساكن الميسورة في المدينة",
    "الإيجارات مرتفعة جدا للعائلات",
    "لا يوجد عدد كاف من الأطباء في منطقتنا",
    "نحتاج إلى دروس اللغة الإنجليزية في المساء",
]
MARKUP = [
    "<script>alert(1)</script> rents are too high",
    "</p></blockquote><img src=x onerror=alert(1)> rents",
    "&lt;b&gt; & rents \"quoted\" 'twice'",
    "]]> <!-- rents --> are high",
    "{{ 7*7 }} {% raw %} rents are high",
    "' OR 1=1; -- rents are high",
    "%s %d {0} {name} rents are high",
    "a|b|c;d,e\tf rents are high",
]
FORMULAS = [
    '=HYPERLINK("http://example.org","rents")',
    "+44 1632 960000 is where the landlord answers",
    "-1+1 rents are too high",
    "@SUM(A1) rents are too high",
    "＝1+1 rents are too high",
    "\n=1+1 rents are too high",
    "'=1+1 rents are too high",
]
CONTROLS = [
    "rents\x00 too\x07 high\ud800 for us",
    "\r\n\rrents\r are high\x0b\x0c",
    "\x1b[31mrents are high\x7f\x85",
    "rents \ufffe\uffff\U0001ffff are high",
    "\ue000\ue001 \U000f0000 rents are high",
]
BIDI = [
    "\u202erents are too high\u202c for us",
    "\u2066\u2067\u2068 landlords refuse \u2069 families",
    "\u200e\u200f\u061c",
    "\u202e\u202d\u202b",
    "rents\u202e hgih",
    "\u0301\u0301 rents " + "\u0301" * 300,
]
UNKNOWN_SCRIPTS = [
    "𐎀𐎁𐎂 𐎃𐎄𐎅 𐎆𐎇",
    "ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾ",
    "𓀀𓀁𓀂 𓀃𓀄",
    "ꓐꓑꓒ ꓓꓔ",
    "\U0001e900\U0001e901 \U0001e902",
    "ⴰⴱⴳ ⴷⴻ",
    "ߒߞߏ ߓߊ",
]
EMOJI = ["🙂", "🙂👍🏽", "👨‍👩‍👧‍👦 🏠", "🇬🇧🇪🇷", "😡😡😡 rents 😡", "🙂" * 2_000]
NUMBERS = [
    "1",
    "22 33",
    "3.14",
    "１２３",
    "٣٤٥",
    "-5",
    "1e9",
    "£500",
    "2024-01-01",
    "NaN",
    "inf",
    "None",
    "null",
]


def make_long_answer(words: int) -> str:
    """Make an answer of at least so many words, in sentences of many subjects."""
    chance, parts, length = random.Random(0), list[str](), 0
    while length < words:
        parts.append(chance.choice([*PLAIN, *WELSH, *ARABIC]) + ".")
        length += len(parts[-1].split())
    return " ".join(parts)


CONDITIONS: dict[str, list[str]] = {
    "empty corpus": [],
    "nothing written": ["", " ", "\n", "\u200b"],
    "one response": [HOUSING[0]],
    "one word": ["Rents"],
    "two responses": list(HOUSING[:2]),
    "all identical": [HOUSING[0]] * 12,
    "one letter from all": [LETTER] * 12,
    "one language only, Welsh": WELSH * 3,
    "one language only, Arabic": ARABIC * 3,
    "unknown scripts": UNKNOWN_SCRIPTS * 2,
    "emoji": EMOJI,
    "only numbers": NUMBERS,
    "hostile markup": MARKUP * 2,
    "hostile formulas": FORMULAS * 2,
    "control characters": CONTROLS * 2,
    "bidi characters": BIDI * 2,
    "all of these": [*PLAIN, *WELSH, *ARABIC, *MARKUP, *FORMULAS, *CONTROLS, *BIDI, *EMOJI, *NUMBERS, LETTER],
}

any_text = st.one_of(
    st.sampled_from([*PLAIN, *WELSH, *ARABIC]),
    st.sampled_from([*MARKUP, *FORMULAS, *CONTROLS, *BIDI]),
    st.sampled_from([*UNKNOWN_SCRIPTS, *EMOJI, *NUMBERS, LETTER, ""]),
    st.lists(st.sampled_from([*PLAIN, *MARKUP, *FORMULAS, *CONTROLS, *BIDI, *EMOJI]), max_size=4).map(
        ". ".join
    ),
    odd_texts,
)
"""One answer."""

any_language = st.sampled_from(["en", "", "und", "cy", "ar", "ti", "zz", "en-GB", "<b>", "=1"])
any_group = st.sampled_from(
    ["council", "health", "", "No group given", "<b>police</b>", "=1+1", "\u202egroup"]
)
