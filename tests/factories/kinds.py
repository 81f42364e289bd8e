"""A form that asks each kind of question once, in English and Arabic."""

from dataclasses import replace
from typing import Any

from forms.definitions import Choice, Page, Question, Text
from forms.xlsform.other import add_other

TOWNS = 12_000


def say(english: str, arabic: str) -> Text:
    """A text in both languages."""
    return {"en": english, "ar": arabic}


def ask(id: str, kind: str, english: str, arabic: str, **values: Any) -> Question:
    """A question in both languages."""
    return Question(id, kind, say(english, arabic), **values)


GROUPS = (
    Choice("families", say("Families", "العائلات")),
    Choice("single", say("People on their own", "الأفراد")),
    Choice("older", say("Older people", "كبار السن")),
)
AGREE = (
    Choice("agree", say("Agree", "موافق")),
    Choice("neither", say("Neither agree nor disagree", "لا موافق ولا غير موافق")),
    Choice("disagree", say("Disagree", "غير موافق")),
)
TOWN_CHOICES = (
    Choice("leeds", say("Leeds", "ليدز")),
    Choice("newport_1", say("Newport", "نيوبورت")),
    Choice("newport_2", say("Newport", "نيوبورت")),
    *(Choice(f"t{n}", say(f"Town {n:05}", f"بلدة {n:05}")) for n in range(TOWNS - 3)),
)
ASKED_ONE_BY_ONE = (
    ask("cost", "decimal", "What does it cost a week?", "كم يكلف في الأسبوع؟", default="2.50"),
    ask(
        "trust", "range", "How much do you trust us?", "كم تثق بنا؟",
        parameters={"start": "0", "end": "5", "step": "0.5"},
    ),
    ask(
        "share", "range", "What share is it?", "ما نسبته؟",
        parameters={"start": "0", "end": "100", "step": "1"},
    ),
    ask("opens", "time", "When do you open?", "متى تفتحون؟"),
    ask("met", "dateTime", "When did you meet?", "متى التقيتم؟"),
    ask("order", "rank", "Who needs it first?", "من يحتاجه أولًا؟", choices=GROUPS),
    ask("scale", "select_one", "Do you agree?", "هل توافق؟", choices=AGREE, appearance="likert"),
    ask("town", "select_one", "Which town?", "أي بلدة؟", choices=TOWN_CHOICES, appearance="autocomplete"),
    ask("read", "acknowledge", "I have read the notice", "قرأت الإشعار", required=True),
)  # fmt: skip
WHO, WHO_ELSE = add_other(
    ask("who", "select_one", "Who do you help?", "من تساعدون؟", choices=GROUPS), ("en", "ar")
)
TABLE = Page(
    "table",
    say("How far do you agree?", "إلى أي مدى توافق؟"),
    (
        ask("homes_fit", "select_one", "Homes fit families", "المنازل تناسب العائلات", choices=AGREE),
        ask("homes_near", "select_one", "Homes are near schools", "المنازل قريبة من المدارس", choices=AGREE),
        ask("homes_why", "text", "Why?", "لماذا؟"),
    ),
    "table-list",
)
PAGES = (
    *(Page(one.id, {}, (one,)) for one in ASKED_ONE_BY_ONE[:-1]),
    Page("who", {}, (WHO,)),
    Page("who_other", {}, (replace(WHO_ELSE, required=True),)),
    TABLE,
    Page("read", {}, (ASKED_ONE_BY_ONE[-1],)),
)
