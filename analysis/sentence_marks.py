"""What ends a sentence, what only looks as if it did, and where a long one may be cut."""

import re

# Marks that end a sentence wherever they stand: these scripts do not use them inside numbers or names.
HARD_ENDS = "。！？።፧፨।॥۔؟…"
# Marks that end a sentence only before a space, a quotation mark or the end of the line.
SOFT_ENDS = ".!?"
CLOSERS = "\"'”’»›)]}」』）】"
ENDS = re.compile(rf"[{HARD_ENDS}{SOFT_ENDS}፡]+[{re.escape(CLOSERS)}]*")

# Lengths are bounded, so that an answer of one endless word takes no longer than another.
ADDRESS = r"(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
PROTECTED = re.compile(ADDRESS, re.IGNORECASE)

# Short forms that are normally followed by more of the same sentence.
_SHORT_FORMS = """
    mr mrs ms mx dr prof rev hon sir st sgt lt col gen cllr messrs jr sr
    e.g i.e eg ie cf viz vs al approx est incl excl no nos fig figs para paras pp vol ch sec art dept gov
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri
    ltd inc co corp tel ext min max
"""
# Also ordinary words at the end of a sentence ("the answer is no."): an abbreviation only before a number.
_ALSO_WORDS = "no nos fig figs para paras pp vol ch sec art jan mar may est max min al sept"
ABBREVIATIONS = frozenset(_SHORT_FORMS.split())
BEFORE_NUMBER_ONLY = frozenset(_ALSO_WORDS.split())

_CLAUSE_MARK = r"[;:,،؛，；、፣፤፥–—]"
# Chinese has no spaces between words, so a space there is the writer's own pause.
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
CLAUSE_ENDS = re.compile(rf"{_CLAUSE_MARK}(?=\s)|[，；、፣፤]|\s[-–—](?=\s)|(?<={_HAN})\s+(?={_HAN})")
