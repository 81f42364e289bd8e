"""C3xx. Permission and experiences."""

from consult.failures.entry import ErrorEntry

EXPERIENCES: dict[str, ErrorEntry] = {
    "C301": ErrorEntry(
        "The form for experiences cannot open because no key is set.",
        "Ask an administrator to create the keys.",
        503,
    ),
    "C302": ErrorEntry(
        "Experiences are locked.", "A key holder can unlock them with `consult keys unlock`.", 423
    ),
    "C321": ErrorEntry(
        "Nothing is kept under that return number.",
        "Check each group of digits; what was withdrawn before has no number any more.",
        404,
    ),
    "C322": ErrorEntry(
        "No experience has the id {label}, or several begin with it.",
        "Copy the whole id, or the eight letters and digits that the staff area shows.",
        404,
    ),
    "C303": ErrorEntry(
        "The form for experiences is closed: not all that keeps them safe is in place.",
        "The Experiences page of the staff area lists what is missing.",
        503,
    ),
    "C304": ErrorEntry(
        "Words can no longer be changed: the last day for it has passed.",
        "With the return number what is allowed can still be changed, and all of it withdrawn.",
        409,
    ),
    "C311": ErrorEntry(
        "The message has no words, or more than {longest} characters.", "Write it again, then send it.", 422
    ),
    "C312": ErrorEntry(
        "This person does not allow the partnership to ask more.", "Nothing was sent. Do without it.", 409
    ),
    "C331": ErrorEntry(
        "Some words to take out are not in the text.",
        "Copy them exactly as they are written there, then save again. Nothing was kept.",
        422,
    ),
    "C332": ErrorEntry(
        "Something in this experience is not decided yet.",
        "Choose “take it out” or “leave it” for each, then finish. Nothing was kept.",
        422,
    ),
    "C333": ErrorEntry(
        "This experience was changed while it was being checked.", "Open it again and check it anew.", 409
    ),
    "C334": ErrorEntry(
        "You set this aside yourself, so another person has to decide.", "Ask a colleague to look at it.", 403
    ),
    "C335": ErrorEntry("This experience is set aside already.", "Open its page again to see why.", 409),
    "C336": ErrorEntry(
        "This experience is not set aside, or that is decided already.", "Open its page again.", 409
    ),
    "C337": ErrorEntry(
        "The answer has no words, or more than {longest} characters.", "Write it again, then send it.", 422
    ),
    "C338": ErrorEntry(
        "The person answered that it is an experience.", "Another person decides on their answer first.", 409
    ),
    "C341": ErrorEntry(
        "A concern needs words and a day in the future until which it is kept.", "Fill in both.", 422
    ),
}
