"""C37x, C380, C388 to C39x. Giving experiences to readers, translators and recipients."""

from consult.failures.entry import ErrorEntry

HANDING_ON: dict[str, ErrorEntry] = {
    "C370": ErrorEntry(
        "There is a translation into this language already that somebody else made or that is checked.",
        "Nothing was taken in. Compare both by hand, and change that one in the staff area.",
        409,
    ),
    "C371": ErrorEntry(
        "The list of people who must not read is longer than {longest} characters.",
        "Name fewer, or in fewer words.",
        422,
    ),
    "C372": ErrorEntry(
        "The person named somebody like this reader as one who must never read their experience.",
        "Choose somebody else. Nothing was given out. A shared name is refused too.",
        409,
    ),
    "C373": ErrorEntry(
        "The person named people who must never read their experience.",
        "Read the list, make sure that this reader is not among them, and confirm it.",
        422,
    ),
    "C374": ErrorEntry(
        "The list of people who must not read was changed since this was given to you.",
        "Nothing is shown. Ask a manager to look at the list and to give it to you again.",
        409,
    ),
    "C375": ErrorEntry(
        "A copy needs a name, a day that is not over, and, to be translated, another language.",
        "Fill these in. Where the person set a last day, it may not be later than that.",
        422,
    ),
    "C376": ErrorEntry(
        "This person does not allow it now, or their experience may not be read.",
        "Nothing was given out. Open the experience again to see what is allowed.",
        409,
    ),
    "C377": ErrorEntry(
        "This is not a copy that was made here, or it is damaged.",
        "Give the Word file (.docx) that the translator filled in, whole, with its heading and tables.",
        422,
    ),
    "C378": ErrorEntry(
        "This is the copy of another experience, or one that was not made to be translated.",
        "Open the experience whose copy it is. Nothing was taken in.",
        422,
    ),
    "C379": ErrorEntry(
        "These passages are missing, doubled, changed or not translated in the file: {numbers}.",
        "Only the last column may be changed. Correct the file, then give it again. Nothing was taken in.",
        422,
    ),
    "C380": ErrorEntry(
        "The experience, or what is taken out of it, was changed since this copy was made.",
        "Nothing was taken in. Make a new copy and ask the translator to go through it.",
        409,
    ),
    "C388": ErrorEntry(
        "Whoever translated it cannot be the one who checks it.",
        "Ask somebody else who reads experiences to check it.",
        409,
    ),
    "C389": ErrorEntry(
        "Somebody else on the staff has to read this one.",
        "Ask a colleague to go on with it. What lists and counts say of it stays as it is.",
        403,
    ),
    "C390": ErrorEntry(
        "The list of people who must not read this experience is damaged, so it is shown to nobody.",
        "Tell whoever hosts this site: the data or the key store has to be restored from a backup. With"
        " the return number the list can be written again, or the experience withdrawn.",
        403,
    ),
    "C391": ErrorEntry(
        "These rows have changes that are not accepted, or words in a field, box or note: {rows}.",
        "Accept all changes first (Word: Review, Accept, Accept All Changes), leave only plain text in the"
        " rows, then send it again. Nothing was taken in.",
        422,
    ),
    "C392": ErrorEntry(
        "The file is larger than {most_mb} MB.",
        "A filled-in copy is far smaller: take out pictures, then give it again. Nothing was taken in.",
        413,
    ),
    "C393": ErrorEntry(
        "{name} can never be given a copy: it is, or belongs to, a body that only observes.",
        "Government departments, immigration enforcement, the police, the accommodation provider and other"
        " observers get no experience, also not to translate. Choose somebody else. Nothing was given out.",
        409,
    ),
    "C394": ErrorEntry(
        "The privacy notice under which this experience was given names no translator outside the staff.",
        "Only translators on the staff can translate it. For experiences to come, add one of the kind"
        " “translator” to the recipients of the data-protection file and have the file approved. Nothing was"
        " given out.",
        409,
    ),
    "C395": ErrorEntry(
        "Whom the person kept away from this concern is not known, so only whoever raised it reads it.",
        "The experience was gone before this could be found out. Ask whoever raised the concern.",
        403,
    ),
    "C396": ErrorEntry(
        "Whom the person kept away from this concern cannot be opened, so it is shown to nobody.",
        "Tell whoever hosts this site: the data has to be restored from a backup, or unlocked with the key"
        " file of that time.",
        403,
    ),
    "C397": ErrorEntry(
        "Whom the person kept away from this concern is not known, so only whoever raised it may lead.",
        "Lead on it yourself, and tell others what they need to know.",
        409,
    ),
}
