"""Registrations of vehicles, as the United Kingdom gives them, near a word for a vehicle or its plate.

Without such a word they are looked for in no text: three letters and a number stand for too much else.
"""

import re
from collections.abc import Iterator

from analysis.identifier_patterns import Found

# en, cy; ar; fa, prs, ps, ur; ckb; uk, ru; pl, ro, sq, tr, vi, so, om, kmr; fr, es, pt; ti, am; bn, pa; zh.
_WORDS = (
    r"cars?|vans?|vehicles?|taxi|cab|lorry|motor(?:bike|cycle)|moped|reg|registration|registered|plates?|number\s?plates?|vrm"
    r"|gar|char|gerbyd|cerbyd|rhif\s+cofrestru"
    r"|سيار\w*|السيار\w*|بسيار\w*|لوحة|رقم\s+اللوحة|موتر\w*|ماشین\w*|پلاک|پلیت|موټر\w*|گاڑی|کار|پلیٹ|ئۆتۆمبێل\w*|سەیارە\w*"
    r"|авто\w*|машин\w*|номерн\w*\s+знак\w*|samoch\w*|rejestrac\w*|mașin\w*|înmatricul\w*|makin\w*|targa\w*|arab\w*|plaka\w*"
    r"|xe|biển\s+số|baabuur\w*|gaari\w*|taarik\w*|konkolaata\w*|gabatee|erebe\w*|plaqe"
    r"|voiture|immatricul\w*|plaque|coche|matrícula|carro|መኪና\w*|ታርጋ|ሰሌዳ|গাড়ি\w*|ਕਾਰ|ਗੱਡੀ|车牌|車牌|汽车|汽車"
)
_FORM = (
    r"[A-Z]{2}\d{2}[ -]?[A-Z]{3}|[A-Z]\d{1,3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{1,3}[A-Z]"
    r"|[A-Z]{1,2}[IZ][ -]?\d{1,4}|[IZ][A-Z]{1,2}[ -]?\d{1,4}"
)
_BETWEEN = r"[^.!?\n]{0,30}?"
_APART, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_BEFORE = rf"(?<!\w)(?i:{_WORDS})(?![A-Za-z]){_BETWEEN}{_APART}"
_EXPRESSIONS = tuple(
    re.compile(form)
    for form in (
        rf"{_BEFORE}(?P<it>{_FORM}){_END}",
        rf"{_APART}(?P<it>{_FORM}){_END}{_BETWEEN}(?<!\w)(?i:{_WORDS})(?!\w)",
        rf"{_BEFORE}(?P<it>[a-z]{{2}}\d{{2}}[ -]?[a-z]{{3}}){_END}",
    )
)


def list_vehicles(text: str) -> Iterator[Found]:
    """List registrations near a word for a vehicle; digits already those of ASCII."""
    for form in _EXPRESSIONS:
        for match in form.finditer(text):
            yield Found(
                "number", *match.span("it"), "stands near a word for a vehicle, like its registration", 0.9
            )
