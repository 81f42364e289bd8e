"""C4xx. Analysis and tags."""

from consult.failures.entry import ErrorEntry

ANALYSING: dict[str, ErrorEntry] = {
    "C401": ErrorEntry("There is nothing to analyse yet.", "Wait until returns have been received.", 409),
    "C402": ErrorEntry(
        "There is no such tag or passage.", "Open the theme again; it may have been analysed anew.", 404
    ),
    "C403": ErrorEntry("A theme's name needs 1 to {most} characters.", "Give it a short name.", 422),
    "C404": ErrorEntry(
        "There is no such question to make a table from.",
        "Choose one of the questions that are offered.",
        404,
    ),
    "C405": ErrorEntry("There is nothing to count yet.", "Open Themes and press Run the analysis.", 409),
    "C406": ErrorEntry(
        "This table cannot be handed out: too few are in it, or too little has changed since the last one.",
        "Wait until more responses have been analysed, or put groups together by choosing other columns.",
        409,
    ),
    "C407": ErrorEntry(
        "People cannot be counted in this table: one response speaks for nearly all of a column.",
        "Count responses instead, or choose other columns.",
        409,
    ),
    "C408": ErrorEntry(
        "This table cannot be handed out: beside that of {day} it would tell what one or a few returns say.",
        "Wait until more returns have been received, or publish only the earlier table.",
        409,
    ),
    "C410": ErrorEntry("The themes are frozen already.", "Open Themes to see who froze them, and when.", 409),
    "C411": ErrorEntry("The themes are not frozen.", "Open Themes: those of the latest run stand.", 409),
    "C412": ErrorEntry("Only two or more themes can be merged.", "Go back and tick two or more.", 422),
    "C413": ErrorEntry(
        "A theme can be split only so that passages are left on both sides.",
        "Choose some of its passages, not all.",
        422,
    ),
    "C414": ErrorEntry("There is no step to undo.", "Open Themes to see what was decided.", 409),
    "C415": ErrorEntry(
        "People have decided about this tag since, so it cannot be undone.",
        "Leave it in the list of tags, or reject it where it does not fit.",
        409,
    ),
    "C416": ErrorEntry(
        "A tag needs a name of 1 to {most} characters, and a description or key phrases.",
        "Say in a sentence what the tag is for.",
        422,
    ),
    "C417": ErrorEntry("No passage was chosen.", "Tick one or more.", 422),
    "C421": ErrorEntry(
        "Two different people who may see tags are needed, and a share from {least}% to {most}%.",
        "Choose two colleagues of full standing, each a manager or analyst, and a share within these.",
        422,
    ),
    "C422": ErrorEntry(
        "There is a sample that the two are not done with yet.",
        "Let them finish sample {number}, or have a manager close it on its page; then draw another.",
        409,
    ),
    "C423": ErrorEntry(
        "You have said that you are done with this sample.",
        "Your tags stand as you gave them, so that the comparison stays fair.",
        409,
    ),
    "C424": ErrorEntry(
        "The two are not both done with this sample yet.",
        "Wait until both are done; until then neither may see what the other gave.",
        409,
    ),
    "C425": ErrorEntry(
        "There is no such sample of passages that two people tag.",
        "Draw one in the staff area, on the page about how alike two people tag.",
        404,
    ),
    "C426": ErrorEntry(
        "The tagging of this sample has already ended.",
        "Open its page to see how far the two agree.",
        409,
    ),
    "C427": ErrorEntry(
        "No theme was chosen, and no new name was given.",
        "Go back and tick one or more themes, or choose a broader theme and type its new name.",
        422,
    ),
    "C428": ErrorEntry(
        "That is what the program calls a theme, in words of experiences.",
        "Type a name of your own: theirs has to go when too few people share the words.",
        422,
    ),
    "C429": ErrorEntry(
        "There is a tag “{label}” already.",
        "Give the new one another name, or accept that tag where it fits.",
        409,
    ),
}
