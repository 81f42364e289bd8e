"""“or_other”: a choice “Other”, and a question for what it is, in every language of the product.

The words were drafted by machine but for the English.
"""

from collections.abc import Iterable
from dataclasses import replace

from forms.definitions import Choice, Question, Text

OTHER = "other"
ENDING = "_other"
FALLBACK = "en"

# fmt: off
WORDS: dict[str, tuple[str, str]] = {
    "en": ("Other", "Please say what it is"),
    "cy": ("Arall", "Nodwch beth ydyw"),
    "ar": ("غير ذلك", "يُرجى ذكر ما هو"),
    "fa": ("سایر", "لطفاً بنویسید چیست"),
    "prs": ("دیگر", "لطفاً بنویسید چیست"),
    "ps": ("نور", "مهرباني وکړئ ولیکئ چې څه دی"),
    "ckb": ("هیتر", "تکایە بنووسە چییە"),
    "kmr": ("Yên din", "Ji kerema xwe binivîse çi ye"),
    "ti": ("ካልእ", "በጃኹም እንታይ ምዃኑ ጽሓፉ"),
    "am": ("ሌላ", "እባክዎ ምን እንደሆነ ይጻፉ"),
    "om": ("Kan biraa", "Maaloo maal akka ta’e barreessaa"),
    "so": ("Wax kale", "Fadlan qor waxa uu yahay"),
    "ur": ("دیگر", "براہ کرم لکھیں کہ یہ کیا ہے"),
    "pa": ("ਹੋਰ", "ਕਿਰਪਾ ਕਰਕੇ ਲਿਖੋ ਕਿ ਇਹ ਕੀ ਹੈ"),
    "bn": ("অন্যান্য", "অনুগ্রহ করে লিখুন এটি কী"),
    "sq": ("Tjetër", "Ju lutemi shkruani se çfarë është"),
    "vi": ("Khác", "Vui lòng ghi rõ"),
    "tr": ("Diğer", "Lütfen ne olduğunu yazın"),
    "uk": ("Інше", "Будь ласка, напишіть, що саме"),
    "ru": ("Другое", "Пожалуйста, напишите, что именно"),
    "pl": ("Inne", "Proszę napisać co"),
    "ro": ("Altele", "Vă rugăm să scrieți ce anume"),
    "pt": ("Outro", "Por favor, escreva o que é"),
    "es": ("Otro", "Por favor, escriba qué es"),
    "fr": ("Autre", "Veuillez préciser"),
    "zh-Hans": ("其他", "请写明"),
    "zh-Hant": ("其他", "請寫明"),
}
# fmt: on
_CHINESE = {"zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}


def add_other(question: Question, languages: Iterable[str]) -> tuple[Question, Question]:
    """Return the question with a choice “Other” at its end, and the text asked only where it is chosen.

    A list that has a choice of this name keeps it as it is. languages: those of the form.
    """
    label, follow_up = (_say(place, languages) for place in (0, 1))
    choices = question.choices
    if OTHER not in {choice.name for choice in choices}:
        choices = (*choices, Choice(OTHER, label))
    kept = f"({question.choice_filter}) or name = '{OTHER}'" if question.choice_filter else ""
    return replace(question, choices=choices, choice_filter=kept), Question(
        id=f"{question.id}{ENDING}",
        kind="text",
        label=follow_up,
        government_questions=question.government_questions,
        relevant=f"selected(${{{question.id}}}, '{OTHER}')",
        group_id=question.group_id,
    )


def _say(place: int, languages: Iterable[str]) -> Text:
    """The words in these languages as far as they are known; in English where in none."""
    found = {tag: _find_words(tag) for tag in languages}
    known = {tag: words[place] for tag, words in found.items() if words}
    return known or {FALLBACK: WORDS[FALLBACK][place]}


def _find_words(tag: str) -> tuple[str, str] | None:
    return WORDS.get(_CHINESE.get(tag, tag)) or WORDS.get(tag.split("-")[0])
