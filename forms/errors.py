"""Errors of the forms room: stable codes, what happened, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One entry of the catalogue; message and remedy are templates for str.format."""

    code: str
    message: str
    remedy: str


class FormsError(Exception):
    """A fault with its values filled in; `code`, `message` and `remedy` are for people."""

    def __init__(self, fault: Fault, **values: object) -> None:
        self.code = fault.code
        self.message = fault.message.format(**values)
        self.remedy = fault.remedy.format(**values)
        super().__init__(f"{self.code}: {self.message} {self.remedy}")


BROKEN_DEFINITION = Fault(
    "F001",
    "The questionnaire cannot be read at {where}: {why}.",
    "Import the questionnaire again from its XLSForm file.",
)
UNKNOWN_QUESTION = Fault(
    "F002",
    "The questionnaire has no question “{id}”.",
    "Use one of the question ids listed by “consult questionnaire check”.",
)
UNKNOWN_PAGE = Fault(
    "F003",
    "The questionnaire has no page “{id}”.",
    "Start again from the first page of the questionnaire.",
)
UNKNOWN_KIND = Fault(
    "F004",
    "There is no kind of question called “{kind}”.",
    "Use one of: {known}.",
)
