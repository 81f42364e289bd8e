"""Errors of the forms room: stable codes, each with what happened and what to do.

Codes: F0xx definitions and kinds, F1xx files as a whole, F2xx rows and cells of an XLSForm, F3xx expressions.
The catalogue below is the single source of the page on errors.
"""

from dataclasses import dataclass

from forms.errors_expressions import EXPRESSION_FAULTS
from forms.errors_kinds import KIND_FAULTS


@dataclass(frozen=True)
class Fault:
    """What a code means and what to do about it; both are templates for str.format."""

    message: str
    remedy: str


CATALOGUE: dict[str, Fault] = {
    "F001": Fault(
        "The questionnaire cannot be read at {where}: {why}.",
        "Import the questionnaire again from its XLSForm file.",
    ),
    "F002": Fault(
        "The questionnaire has no question “{id}”.",
        "Use one of the question names in the questionnaire’s “name” column.",
    ),
    "F003": Fault(
        "The questionnaire has no page “{id}”.", "Start again from the first page of the questionnaire."
    ),
    "F004": Fault("There is no kind of question called “{kind}”.", "Use one of: {known}."),
    "F101": Fault("The file {name} cannot be found or opened.", "Check its name and folder, then try again."),
    "F102": Fault(
        "The file {name} is damaged and cannot be read: {why}.",
        "Open it in a spreadsheet program, save it again as .xlsx, and try again.",
    ),
    "F103": Fault(
        "The file {name} is not a spreadsheet this reads: it looks like {found}.",
        "Save it as .xlsx, .xls or .csv, and try again.",
    ),
    "F104": Fault(
        "The file {name} is too large: {found} where the most is {most}.",
        "Remove sheets, pictures and rows that are not part of the questionnaire, and try again.",
    ),
    "F105": Fault(
        "The file {name} is locked with a password.", "Save a copy without the password, and try again."
    ),
    "F106": Fault(
        "Line {line} of {name} is not in the encoding UTF-8.",
        "Save the file as “CSV UTF-8”, or as .xlsx, and try again.",
    ),
    "F107": Fault("The file {name} is empty.", "Choose the file that holds the questionnaire."),
    "F108": Fault(
        "The file name ends in {ending}, but what is inside is {found}; it was read as that.",
        "Nothing has to be done; renaming the file avoids confusion.",
    ),
    "F109": Fault(
        "There is no sheet called “survey”; the sheets are: {found}.",
        "Name the sheet that holds the questions “survey”.",
    ),
    "F110": Fault(
        "The sheet is not one of survey, choices and settings, and was not read.",
        "Nothing has to be done if it holds notes; otherwise correct its name.",
    ),
    "F111": Fault("There is no question to answer.", "Add at least one row with a type, a name and a label."),
    "F112": Fault("There are two sheets called “{name}”.", "Keep one of them."),
    "F113": Fault(
        "The questionnaire could not be read because of a fault in this program: {why}.",
        "Send the file to whoever looks after the program; nothing was changed.",
    ),
    "F114": Fault(
        "Line {line} of {name} is not proper CSV: {why}.",
        "Look for a quotation mark that is not closed, or one that is not doubled inside a cell.",
    ),
    "F201": Fault("The column “{header}” is missing.", "Put it into the first row of the sheet."),
    "F202": Fault(
        "There are two columns for the same thing: “{header}” and “{other}”.",
        "Keep one of them.",
    ),
    "F203": Fault(
        "The column is not known and was not read; did you mean “{guess}”?", "Correct the name of the column."
    ),
    "F204": Fault("The column is not part of what is asked, and was not read.", "Nothing has to be done."),
    "F205": Fault(
        "The name of the column has one colon where the others have two; it was read as “{read_as}”.",
        "Write it with two colons: other programs leave the column out without a word.",
    ),
    "F206": Fault(
        "The column “{what}” is not read yet, and this row uses it: people would be asked the wrong thing.",
        "Empty the cell, or remove the row.",
    ),
    "F207": Fault(
        "What the column “{what}” says is not shown, and was left out.",
        "Nothing has to be done, if the question can be understood without it.",
    ),
    "F208": Fault(
        "The cell holds a formula; the result saved in the file was used.",
        "Check the result, or replace the formula by its value.",
    ),
    "F209": Fault(
        "The cell holds a formula without a saved result.",
        "Open the file in a spreadsheet program and save it, or replace the formula by its value.",
    ),
    "F210": Fault("The cell holds the error {found}.", "Correct the formula, or replace it by its value."),
    "F211": Fault(
        "The cell held characters that cannot be shown; each was replaced by “�”.",
        "Look at the text in the file and correct it.",
    ),
    "F212": Fault("The text is longer than {most} characters.", "Shorten it."),
    "F213": Fault(
        "The column “{what}” names a picture, sound or film, which is not shown: files come later.",
        "Its name is kept. Nothing has to be done, if the question can be understood without it.",
    ),
    "F214": Fault(
        "There are two columns for the same names of files: “{header}” and “{other}”.",
        "Only “{other}” was kept. Nothing has to be done, if it has the names that are needed.",
    ),
    "F221": Fault("The row has no type.", "Write the kind of question into the column “type”."),
    "F222": Fault("“{found}” is not a kind of question{guess}.", "Use one of: {known}."),
    "F223": Fault("Rows of the kind “{found}” are not read yet.", "Remove the row, or use one of: {known}."),
    "F224": Fault(
        "Rows of the kind “{found}” follow people or their devices, and are always left out.",
        "Nothing has to be done.",
    ),
    "F225": Fault("The question has no name.", "Write a short name without spaces into the column “name”."),
    "F226": Fault(
        "“{found}” cannot be a name.",
        "Start with a letter; go on with letters, digits, “-”, “_” and “.”; at most {most} characters.",
    ),
    "F227": Fault("The name “{found}” is kept for the program itself.", "Give the question another name."),
    "F228": Fault("The name “{found}” is already used in row {first}.", "Give each question its own name."),
    "F229": Fault(
        "The question has no label in any language.", "Write the question into the column “label”."
    ),
    "F230": Fault("The type names no list of choices.", "Write it as “{found} list_name”."),
    "F231": Fault("There is no list of choices called “{found}”{guess}.", "Add it to the sheet “choices”."),
    "F232": Fault(
        "“or_other” was read as a choice “Other” and a text “{found}” for what it is; a machine drafted the "
        "words.",
        "Nothing has to be done; to use words of your own, write the choice and the question as rows.",
    ),
    "F233": Fault(
        "“{found}” in the column “required” is neither yes nor no.",
        "Write yes or no, or a condition such as ${{age}} > 17.",
    ),
    "F234": Fault(
        "The text refers to “{found}”, and no question has that name.", "Correct the name inside ${{…}}."
    ),
    "F235": Fault(
        "The text repeats the answer to “{found}”, which is not read yet.", "Write the text without ${{…}}."
    ),
    "F236": Fault("The text has a broken ${{…}}.", "Write it as ${{name}}, with the name of a question."),
    "F237": Fault("The group has no end.", "Add a row “end_group” where it ends."),
    "F238": Fault(
        "There is no group here to end.", "Remove the row, or add the “begin_group” it belongs to."
    ),
    "F239": Fault(
        "“{found}” is not the number of a government question.",
        "Write numbers such as 4 or 4a, with spaces between.",
    ),
    "F240": Fault(
        "The appearance “{found}” asks for part of a date only.", "Ask it as an integer or a text."
    ),
    "F241": Fault(
        "The text has formatting marks (HTML or Markdown), which people would see as they are.",
        "Write the text without them.",
    ),
    "F242": Fault(
        "Government questions are given on questions; on a group they were left out.",
        "Write them on each question of the group.",
    ),
    "F249": Fault(
        "Rows of the kind “{found}” are not supported: they record a place on a map or read a code.",
        "Remove the row, or ask for it in words, as a text or with a list of places.",
    ),
    "F251": Fault("The choice has no list.", "Write the name of its list into the column “list_name”."),
    "F252": Fault("The choice has no name.", "Write a short name without spaces into the column “name”."),
    "F253": Fault("The choice name “{found}” has a space in it.", "Write “_” instead of the space."),
    "F254": Fault(
        "The choice “{found}” is already in the list “{list}”, in row {first}.",
        "Give it another name, or remove it; with allow_choice_duplicates in the settings it is left out.",
    ),
    "F255": Fault(
        "The choice “{found}” is already in the list “{list}”, in row {first}, and was left out.",
        "Give it another name if it is a different choice.",
    ),
    "F256": Fault(
        "The choice has no label in any language; its name would be shown.", "Write what people should read."
    ),
    "F261": Fault(
        "There is no text in {language}; it will be shown in {default}.",
        "Translate it, if it should be live.",
    ),
    "F262": Fault(
        "The column is blank from top to bottom; everything in it will be shown in {default}.",
        "Translate it, or remove the column.",
    ),
    "F263": Fault(
        "Nothing is written in {language}, so the questionnaire is not offered in it.",
        "Translate the labels, or remove the columns of this language.",
    ),
    "F264": Fault(
        "The sheet has no column “{what}” for {language}; its texts will be shown in {default}.",
        "Add the column and translate it.",
    ),
    "F265": Fault(
        "It is not clear which language “{found}” is.",
        "Write its tag behind it, such as “{found} (so)” for Somali.",
    ),
    "F266": Fault(
        "The default language “{found}” is none of the languages of the columns.",
        "Write it exactly as behind the two colons, such as “English (en)”.",
    ),
    "F267": Fault(
        "The default language “{found}” was read as “{read_as}”, but it is written otherwise in the columns.",
        "Write both alike: other programs take them for two languages.",
    ),
    "F268": Fault(
        "No default language is set; {language} was taken, and is shown where a translation is missing.",
        "Set default_language in the sheet “settings” if another is meant.",
    ),
    "F269": Fault(
        "There is text in other languages, but none in {default}, the default language.",
        "Write the text in the default language.",
    ),
    "F270": Fault(
        "Nothing is written in {language}, the default language.",
        "Write the labels in it, or set another default_language in the sheet “settings”.",
    ),
} | {code: Fault(*templates) for code, templates in (KIND_FAULTS | EXPRESSION_FAULTS).items()}


class FormsError(Exception):
    """An error with a code of the catalogue; values fill the places in its message and remedy."""

    def __init__(self, code: str, **values: object) -> None:
        fault = CATALOGUE[code]
        self.code = code
        self.message = fault.message.format(**values)
        self.remedy = fault.remedy.format(**values)
        super().__init__(f"{code}: {self.message} {self.remedy}")
