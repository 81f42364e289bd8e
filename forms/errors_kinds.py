"""Faults of what kinds of questions are told in a form, as pairs of templates: what happened, what to do."""

KIND_FAULTS: dict[str, tuple[str, str]] = {
    "F281": (
        "The question would begin with a value that is worked out; it begins empty.",
        "Nothing has to be done; a text or number that is the same for everybody is kept.",
    ),
    "F282": (
        "“{found}” cannot be an answer to this question, so that it cannot begin with it: {why}.",
        "Write an answer as a table would hold it, such as a choice’s name or 2026-03-27, or empty the cell.",
    ),
    "F283": ("The parameters cannot be read.", "Write each as name=value, such as start=0 end=10 step=1."),
    "F284": (
        "The parameter “{found}” is not followed, and was left out{why}.",
        "Nothing has to be done, if the question can be answered without it.",
    ),
    "F285": (
        "The range cannot be asked: {why}.",
        "Write start, end and step as numbers, such as start=0 end=10 step=1, the end above the start.",
    ),
    "F286": (
        "“or_other” adds a question “{found}” for what the other thing is, and another row has this name.",
        "Give the other row, or this question, another name.",
    ),
    "F287": (
        "An input of this question is called “{found}”, as another row is, or an input of another row.",
        "Give the other row, or this question, another name, best one without a hyphen.",
    ),
}
