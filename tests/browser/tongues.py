"""The languages of the journeys, a row each, with words that somebody might write in them. All are fictional.

The words hold what is easily lost on the way: marks above and below letters, joiners that do not show, other
quotation marks, an end of line, letters that can be written in two ways.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

ARABIC_LETTERS, ETHIOPIC_LETTERS, LATIN_LETTERS = r"\u0600-\u06FF", r"\u1200-\u139F", "A-Za-z"


@dataclass(frozen=True)
class Tongue:
    """A language: how it is written, and what is told in it. quoted: a part of what is told."""

    tag: str
    direction: str
    letters: str
    told: str
    quoted: str
    changed: str
    point: str
    message: str
    label: str


TONGUES = (
    Tongue(
        tag="en",
        direction="ltr",
        letters=LATIN_LETTERS,
        told="We waited four months for a school place.\nNobody answered our letters. “Why?” asked my "
        "sister’s son – he is six, and his cafe\u0301 drawing was so good.",
        quoted="Nobody answered our letters.",
        changed="We waited five months, not four.",
        point="Several said that the last bus to the clinic leaves too early.",
        message="Please leave the month out.",
        label="blue door",
    ),
    Tongue(
        tag="ar",
        direction="rtl",
        letters=ARABIC_LETTERS,
        told="اِنتظرنا أربعة أشهر حتى حصلنا على مقعد في المدرسة.\nلم يُجِبْ أحدٌ على رسائلنا. سألني ابن أختي: "
        "«لماذا؟»، وهو في الســـادسة من عمره.",
        quoted="لم يُجِبْ أحدٌ على رسائلنا.",
        changed="انتظرنا خمسة أشهر، لا أربعة.",
        point="قال عدة أشخاص إن آخر حافلة إلى العيادة تغادر مبكراً جداً.",
        message="أرجو ألا تذكروا الشهر.",
        label="باب أزرق",
    ),
    Tongue(
        tag="ti",
        direction="ltr",
        letters=ETHIOPIC_LETTERS,
        told="ንቦታ ቤት ትምህርቲ ኣርባዕተ ወርሒ ተጸቢና።\nንደብዳቤታትና ዝመለሰ ሰብ ኣይነበረን። ወዲ ሓብተይ፦ «ስለምንታይ፧» "
        "ኢሉ ሓቲቱ፤ ዕድሚኡ ሽዱሽተ እዩ።",
        quoted="ንደብዳቤታትና ዝመለሰ ሰብ ኣይነበረን።",
        changed="ሓሙሽተ ወርሒ ኢና ተጸቢና፡ ኣርባዕተ ኣይኮነን።",
        point="ብዙሓት፡ እታ ናብ ክሊኒክ እትኸይድ ናይ መወዳእታ ኣውቶቡስ ኣቐዲማ ከም እትብገስ ተዛሪቦም።",
        message="በጃኹም እቲ ወርሒ ኣይትጥቀስዎ።",
        label="ሰማያዊ ማዕጾ",
    ),
    Tongue(
        tag="prs",
        direction="rtl",
        letters=ARABIC_LETTERS,
        told="چهار ماه برای یک جای در مکتب منتظر ماندیم.\nهیچ\u200cکس به نامه\u200cهای ما جواب نداد. "
        "بچهٔ خواهرم پرسید: «چرا؟» او شش\u200cساله است.",
        quoted="هیچ\u200cکس به نامه\u200cهای ما جواب نداد.",
        changed="پنج ماه منتظر ماندیم، نه چهار ماه.",
        point="چند نفر گفتند که آخرین بس به کلینیک بسیار وقت حرکت می\u200cکند.",
        message="لطفاً نام ماه را ننویسید.",
        label="دروازهٔ آبی",
    ),
)


def in_ways(*usual: str) -> pytest.MarkDecorator:
    """Each language with and without script; in the usual run those named, as `ar-script` or `en-plain`."""
    return _try_each("is_scripted", {"script": True, "plain": False}, usual)


def by_exits(*usual: str) -> pytest.MarkDecorator:
    """Each language and way to leave at once; in the usual run those named, as `ar-button`."""
    return _try_each("way", {way: way for way in ("button", "shift", "link")}, usual)


def _try_each(argument: str, ways: dict[str, Any], usual: tuple[str, ...]) -> pytest.MarkDecorator:
    names = {f"{one.tag}-{name}": (one, way) for one, (name, way) in product(TONGUES, ways.items())}
    each = [
        pytest.param(*given, id=name, marks=() if name in usual else pytest.mark.soak)
        for name, given in names.items()
    ]
    return pytest.mark.parametrize(("tongue", argument), each)
