"""Numbers of cases, files and applications: told by the word before them in the languages served, or alone.

A run of digits that stands alone is suggested too, less surely, as no list has every word for it. Years,
sums of money, dates and numbers that end in three noughts are left out.
"""

import re
from collections.abc import Iterator

from analysis.identifier_patterns import LAST_GROUPS, Found

# A space stands between words, an underscore for a space within one; what follows a stem is \w*.
# en, cy; fr, es, pt, ro; pl, sq; tr, kmr; so, om, vi; uk, ru.
_WORDS_WITH_CAPITALS = r"""
    cases? reference ref file application claim
    home_office_(?:ref|number|no) rhif_swyddfa_gartref
    rhif_(?:\w{1,3}_)?(?:achos|cais|ffeil) (?:cyfeir|nghyfeir|chyfeir)(?:nod|if)\w* cais nghais
    dossiers? affaire demande référence réf expediente\w* caso solicitud referencia\w* processo pedido
    referência dosar\w* caz(?:ul|ului)? cerer\w+ referin\w+
    spraw(?:a|y|ie|ę|ą) sygnatur\w+ wnios\w+ akt rast(?:i|it|in) dosj\w+ çështj\w+ kërkes\w+ referenc\w+
    dosya\w* dava\w* başvuru\w* referans\w* vaka\w* doz(?:a|ê|î) serlêdan\w*
    kiis\w* k[ea]ysk\w* fayl\w* codsi\w* galka tixraac\w* dacwad\w* dhimm\w* galmee\w* faayil\w* iyyannoo\w*
    hồ_sơ vụ_(?:án|việc) đơn tham_chiếu
    справ(?:а|и|і|у|ою) звернення заяв(?:а|и|і|у|ою) провадження референс\w*
    дел(?:о|а|у|ом|е) заявлени\w+ обращени\w+ ходатайств\w*
"""
# ar; fa, prs, ps, ur; ckb; ti, am; bn; pa.
_WORDS_WITHOUT_CAPITALS = r"""
    (?:[وفبك]?(?:ال)?|لل|ل)(?:قضي[ةه]|قضيت(?:ي|نا|ه|ها|هم|ك)|ملف(?:ي|نا|ه|ها|هم|ك)?|معامل(?:ة|ت(?:ي|نا|ه|ها|هم)))
    رقمي?_(?:في_)?(?:ال)?هوم_[اأ]وفيس ቁጽሪ_ሆም_ኦፊስ
    (?:[وفبك]?(?:ال)?|لل|ل)(?:طلب(?:ي|نا|ه|ها|هم|ك)?|مرجع(?:ي|ية)?|دعو(?:ى|اي|ة))
    پرونده[\w\u200c]* دوسی[هې][\w\u200c]* درخواست[\w\u200c]* قضیه[\w\u200c]* قضیې کیس[\w\u200c]* حوالہ
    غوښتنلیک\w* مقدم[ہے] فائل\w* فایل[\w\u200c]* ک[ەە]یس\w* دۆسی\w* داواکاری\w*
    [የናብለ]?ጉዳ\w+ [የናብለ]?መዝገብ\w* [የናብለ]?ማመልከቻ\w* [የናብለ]?ፋይል\w* [የናብለ]?ኬ[ዝስ]\w* መወከሲ\w* መመልከቲ\w*
    কেস মামলা আবেদন ফাইল রেফারেন্স ਕੇਸ ਫਾਈਲ ਫਾਇਲ ਅਰਜ਼ੀ ਹਵਾਲਾ
"""
_HAN_WORDS = "案件|案号|案號|档案|檔案|申请|申請|参考|參考|编号|編號|卷宗|个案|個案"
_SIGNS = "£$€₴₽₺₹﷼"
# Words for money, for people and for shares: what stands before one of them counts something.
_COUNTED_SIGNS = rf"[{_SIGNS}%٪元镑鎊人名个個]|英镑|英鎊"
_COUNTED = r"""
    pounds? quid pence gbp usd eur euros? dollars? punnoedd bunnoedd livres? libras? lire lei zł\w*
    funt\w* sterlin\w* lira\w* paund\w* gini\w* doolar\w* bảng đồng фунт\w* гривен\w* гривн\w* грн руб\w*
    євро евро долар\w* доллар\w* людей человек جنيه\w* باوند\w* دولار\w* دالر\w* دلار\w* يورو یورو پوند\w*
    پونډ\w* پاؤنڈ\w* افغانی\w* تومان ریال روپ\w* ፓውንድ\w* ብር ዶላር\w* ናቕፋ টাকা পাউন্ড ਪੌਂਡ ਰੁਪਏ
    people persons families words شخص\w* نفر\w* أشخاص ሰባት ሰዎች
"""
_GAP = r"[^\d\n.;!?؟۔።。]{0,20}?(?:\b(?:no|nr|n|num|núm|numb|ref|réf)\.\s?)?"
_DATE = r"(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}-\d{2})(?![\d/-])"
_PLAIN_DATE = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"


def _join(words: str) -> str:
    """Words laid out for reading, as alternatives."""
    return "|".join(words.split()).replace("_", r"\s{1,3}")


_UNCOUNTED = rf"(?<![{_SIGNS}])(?<![{_SIGNS}]\s)"
_NOT_COUNTING = rf"(?!\d|[.,:]\d|\s{{0,2}}(?:{_COUNTED_SIGNS}|(?:{_join(_COUNTED)})(?!\w)))"
_NUMBER = (
    rf"{_UNCOUNTED}(?<![A-Za-z0-9])(?P<it>(?:[A-Z]{{1,4}}[/-]?)?(?!{_DATE})"
    rf"\d(?:(?:[/-]|\s(?=\d{{3}}))?\d){{4,19}}{LAST_GROUPS}){_NOT_COUNTING}"
)
_TOLD = tuple(
    re.compile(f"{words}{_GAP}{_NUMBER}", re.IGNORECASE)
    for words in (
        rf"(?<!\w)(?:{_join(_WORDS_WITH_CAPITALS)})(?!\w)",
        rf"(?<!\w)(?:{_join(_WORDS_WITHOUT_CAPITALS)})(?!\w)",
        f"(?:{_HAN_WORDS})",
    )
)
# Letters of Han stand next to a number with no space between, and endings of other scripts after it.
_ALONE = re.compile(
    rf"{_UNCOUNTED}(?<![^\W\u4e00-\u9fff])(?<![/+#-])(?<!\d[.,:])(?!{_PLAIN_DATE})(?P<it>\d{{6,12}})(?<!000)"
    rf"(?![A-Za-z_/-]){_NOT_COUNTING}",
    re.IGNORECASE,
)


def list_case_numbers(text: str) -> Iterator[Found]:
    """List what may be the number of a case; the text's digits already those of ASCII."""
    for form in _TOLD:
        for match in form.finditer(text):
            reason = "follows the word for a case, a file or an application"
            yield Found("reference", *match.span("it"), reason, 0.8)
    for match in _ALONE.finditer(text):
        yield Found("number", *match.span("it"), "is a number of six digits or more that stands alone", 0.4)
