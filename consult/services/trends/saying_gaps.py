"""Why a quotation is without words now, in words."""

from consult.vocabulary import ExcerptGap

HELD_WORDS = "[quotation held until publication]"
"""What stands in the place of a quotation for people of observers."""

WHY: dict[ExcerptGap, str] = {
    ExcerptGap.NOT_PERMITTED: "permission to quote was not given, or was taken back",
    ExcerptGap.WITHDRAWN: "what was quoted has been withdrawn",
    ExcerptGap.LOCKED: "experiences were locked when this file was made",
    ExcerptGap.SET_ASIDE: "what was quoted has been set aside",
    ExcerptGap.UNREADABLE: "the words could not be read",
    ExcerptGap.CHANGED: "the answer was changed after it was quoted",
    ExcerptGap.UNCHECKED: "nobody has checked the experience for personal data since it was last changed",
    ExcerptGap.REFUSED: "the person whose words they are does not want them used",
    ExcerptGap.KEPT_OUT: "somebody keeps personal data in the words out of quotations",
    ExcerptGap.HIDDEN: "the person who made this file may not see it",
    ExcerptGap.HELD: "quotations are held until publication from people of observers",
}
