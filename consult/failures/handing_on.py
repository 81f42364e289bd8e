"""C37x. Giving experiences to readers, translators and recipients."""

from consult.failures.entry import ErrorEntry

HANDING_ON: dict[str, ErrorEntry] = {
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
}
