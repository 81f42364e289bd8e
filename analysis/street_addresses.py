"""Addresses in a text: a house number with the word for a street, and rooms and flats with their number.

People here write British addresses in every language, mostly in Latin letters; the words for a street and a
room are listed in the other languages too. Town names alone are not addresses.
"""

import re
from collections.abc import Iterator

from analysis.identifier_patterns import Found

_REASON = "has the form of an address"
_NAME = r"[^\W\d_][\w'’-]*"
# No street is called these: "12 weeks in this place", "3 people from the road".
_NO_STREET = (
    r"(?!(?:the|a|an|this|that|in|on|of|at|from|to|and|or|for|by|with|weeks?|months?|years?|days?|people)\b)"
)
# Chinese and others write no space before a house number.
_APART = r"(?<![A-Za-z0-9])"
# en, cy; the words stand after the name of the street.
_STREET_AFTER = (
    "street|road|avenue|lane|close|drive|crescent|terrace|gardens|grove|court|place|square|way|st|rd|ave|heol"
)
# ar; fa, prs, ps, ur; uk, ru; tr; fr; es; pt; pl; ro; sq; ti, am; the words stand before the name.
_STREET_BEFORE = (
    "شارع|خیابان|کوچه|سړک|سڑک|گلی|вулиця|вул\\.|улица|ул\\.|rue|calle|rua|ulica|ul\\.|strada|str\\.|rruga"
    "|ጎደና|መንገድ|heol|ffordd"
)
_ROOM = (
    "flat|room|apartment|unit|house|hostel\\s+room|fflat|ystafell|غرفة|شقة|اتاق|آپارتمان|کوټه|کمرہ|فلیٹ"
    "|кімната|квартира|кв\\.|комната|oda|daire|chambre|appartement|habitación|piso|quarto|pokój|mieszkanie"
    "|camera|apartament|dhoma|qol|kutaa|ክፍሊ|ክፍል|ገዛ\\s+ቁጽሪ"
)
_NUMBER_WORD = r"(?:(?:no|number|nr|رقم|شماره|نمبر|№|numara|numéro|número|ቁጽሪ|ቁጥር)\b\.?\s*)?"
_FORMS = (
    rf"{_APART}\d{{1,4}}[a-z]?,?\s+(?:{_NO_STREET}{_NAME}\s+){{1,3}}(?:{_STREET_AFTER})\b\.?",
    rf"(?<!\w)(?:{_STREET_BEFORE})\s+(?:{_NAME}\s+){{0,2}}{_NAME},?\s+\d{{1,4}}[a-z]?\b",
    rf"{_APART}(?:{_ROOM})\s+{_NUMBER_WORD}\d{{1,4}}[a-z]?\b",
)
_EXPRESSIONS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


def list_addresses(text: str) -> Iterator[Found]:
    """List what has the form of an address; `text` with its digits already those of ASCII."""
    for form in _EXPRESSIONS:
        for match in form.finditer(text):
            yield Found("address", *match.span(), _REASON, 0.75)
