"""C57x. What follows once a response is sent: proof, replies, the public page."""

from consult.failures.entry import ErrorEntry

FOLLOWING: dict[str, ErrorEntry] = {
    "C570": ErrorEntry(
        "No sign-off stood for this version on the day on which it was sent.",
        "Choose the version that was signed off, or write why another was sent.",
        409,
    ),
    "C571": ErrorEntry(
        "A response is sent after its version was made, and not on a day to come.", "Correct the day.", 409
    ),
    "C572": ErrorEntry(
        "There is no proof that it was sent.",
        "Attach the e-mail, the receipt of the portal or of the post on the page Files, and choose it.",
        409,
    ),
    "C573": ErrorEntry(
        "Nobody is named as having been sent it.",
        "Write each recipient on a line, so that they can be told if words are withdrawn later.",
        409,
    ),
    "C574": ErrorEntry(
        "Only a sending that stands can be undone, and only with a reason.",
        "Open the page again, and write why.",
        409,
    ),
    "C575": ErrorEntry("An ask has no words.", "Write what is asked, in English at least.", 422),
    "C576": ErrorEntry(
        "The reply is not complete. Nothing was kept.",
        "Accepted, partly accepted and rejected need a text, where it can be read, and the day. Where "
        "government is silent, enter the day on which you looked. No day may be to come.",
        422,
    ),
    "C577": ErrorEntry(
        "Nothing of this response was signed off or sent yet, so its outcome cannot be published.",
        "Record the sign-off or the sending first.",
        409,
    ),
    "C579": ErrorEntry("The page that the letters lead to is not open.", "Publish the outcome first.", 409),
    "C578": ErrorEntry(
        "There is nothing to publish: nobody has written what the region said.",
        "Write it on the page Outcome, in English at least.",
        409,
    ),
}
