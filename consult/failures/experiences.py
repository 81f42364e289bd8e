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
    "C361": ErrorEntry(
        "This experience is not checked for personal data as it stands.",
        "Check it first: a translator is shown it with what you take out replaced.",
        409,
    ),
    "C362": ErrorEntry(
        "This person may not translate experiences.",
        "Choose somebody with the role of translator, of no body that only observes.",
        422,
    ),
    "C363": ErrorEntry(
        "The day is over, or it is the language that the experience is told in.",
        "Choose another language, and today or a later day.",
        422,
    ),
    "C364": ErrorEntry(
        "The experience or its translation was changed since you opened it. Nothing was kept.",
        "What you wrote is still on this page. Compare, put in each field what should stand, and save.",
        409,
    ),
    "C365": ErrorEntry(
        "A passage has more than {longest} characters. Nothing was kept.", "Shorten it, then save again.", 422
    ),
    "C366": ErrorEntry(
        "Some passages are not translated, or their words were changed since.",
        "What you wrote is kept. Fill in or look through each passage that is marked, then finish.",
        422,
    ),
    "C367": ErrorEntry(
        "This translation is not finished as it stands.", "Open it again to see what is missing.", 409
    ),
    "C341": ErrorEntry(
        "A concern needs words and a day in the future until which it is kept.", "Fill in both.", 422
    ),
    "C342": ErrorEntry(
        "People were told that a concern is kept until {until}.",
        "Give that day or a later one, or say why this one is kept for less time.",
        422,
    ),
}
