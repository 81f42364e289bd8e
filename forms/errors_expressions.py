"""Errors of expressions: what each code means and what to do, as pairs of templates for the catalogue."""

EXPRESSION_FAULTS: dict[str, tuple[str, str]] = {
    "F301": (
        "At character {place} (“{near}”) the expression cannot be read: {why}.",
        "Look for a bracket or quotation mark that is not closed, or a missing “and”, “or”, “+” or comma.",
    ),
    "F302": ("The expression is longer than {most} characters.", "Put part of it into a row “calculate”."),
    "F303": (
        "At character {place} (“{near}”) a part of the expression stands in more than {most} others.",
        "Put part of the expression into a row “calculate”.",
    ),
    "F304": (
        "At character {place} there is no function “{found}”{guess}.",
        "Use one of the functions in the guide of the form format.",
    ),
    "F305": (
        "At character {place} the function “{found}” is given {given} values and takes {takes}.",
        "Give it that many, with commas between.",
    ),
    "F306": (
        "At character {place} “{found}” cannot be used: {why}.",
        "Write it another way; the guide of the form format lists what can be used.",
    ),
    "F307": (
        "At character {place} the pattern “{found}” cannot be used: {why}.",
        "Write the pattern between quotation marks, without looking ahead or behind, and without repeating "
        "an earlier part of itself.",
    ),
    "F308": (
        "At character {place} the expression looks at “{found}”, and no question or calculation has that "
        "name{guess}.",
        "Correct the name inside ${{…}}.",
    ),
    "F309": (
        "The expression waits for itself: {names}.",
        "Take one of these references out, so that each can be worked out from those before it.",
    ),
    "F310": (
        "At character {place} “.” means the answer to this question, and there is none here.",
        "Name the question that is meant, as in ${{name}}; “.” belongs into the column “constraint”.",
    ),
    "F311": (
        "At character {place} “{found}” works on rows that repeat, or on files, which are not read yet.",
        "Take it out, or ask for the same without it.",
    ),
    "F312": ("The row calculates nothing.", "Write an expression into the column “calculation”."),
    "F313": (
        "The question starts with a calculated value, which is not read yet.",
        "Empty the cell, or make the row a “calculate”.",
    ),
    "F314": (
        "At character {place} “{found}” is neither a question nor a text.",
        "Write ${{{found}}} for the answer to a question, and “'{found}'” for a text or a choice.",
    ),
    "F315": (
        "The choice filter stands beside a question without choices.",
        "Remove it, or put it beside the question with the choices.",
    ),
    "F316": (
        "At character {place} the choice filter looks at “{found}”, and the sheet “choices” has no column of "
        "that name.",
        "Add the column, or write ${{{found}}} for the answer to a question.",
    ),
    "F317": (
        "The value is worked out for conditions and checks; it is not kept with the answers.",
        "Nothing has to be done; ask for it as a question if tables should have it.",
    ),
    "F318": (
        "“{what}” has no meaning beside a row of the kind “{kind}”, and was left out.",
        "Nothing has to be done; move it if it belongs to another row.",
    ),
    "F319": (
        "At character {place} “{found}” is not a question with choices, so its choices have no names.",
        "Name a question with choices, as in jr:choice-name(${{name}}, '${{name}}').",
    ),
    "F320": (
        "At character {place} the name “{found}” stands in quotation marks that are not ${{…}}.",
        "Write the name of a question as '${{name}}'.",
    ),
    "F321": (
        "At character {place} the expression looks at “{found}”, a row that is always left out.",
        "Take it out, or ask for the same as a question.",
    ),
    "F322": (
        "With this cell the form’s expressions have more than {most} characters. The rest was not read.",
        "Put what is repeated into rows “calculate”, or make several forms of it.",
    ),
    "F323": (
        "The group has a condition and stands in {most} others with one.",
        "Put several conditions into one group, with “and” between them.",
    ),
    "F324": (
        "With this cell the form has more than {most} different patterns. The rest was not read.",
        "Use one pattern in several places, or compare in another way.",
    ),
}
