"""The one WTForms field: it keeps what was typed, and asks the kind's handler what it means."""

from typing import TYPE_CHECKING, Any

from wtforms.fields import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from forms.answers import AnswerError
from forms.definitions import Question
from forms.intake import as_given
from forms.widgets import ParamsWidget
from forms.wording import Wording

if TYPE_CHECKING:
    from forms.handlers.base import Handler


class AnswerField(Field):
    """A question on a page. `data` is the answer, or None; `typed` is shown again whatever it was."""

    widget = ParamsWidget()

    def __init__(
        self, question: Question, handler: "Handler", wording: Wording, is_heading: bool, **kwargs: Any
    ):
        self.question = question
        self.handler = handler
        self.wording = wording
        self.is_heading = is_heading
        self.typed: list[str] = []
        self.wrong_parts: tuple[str, ...] = ()
        self.error_language = wording.interface_language
        super().__init__(**kwargs)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the stored answer, then what was typed, from one input or from one for each part."""
        self._formdata = formdata
        super().process(formdata, data, extra_filters)

    def process_data(self, value: Any) -> None:
        """Take the stored answer; one that the question can no longer have is not shown."""
        known = self.handler.is_valid(value, self.question)
        self.data = value if known else None
        self.typed = self.handler.lay_out(value, self.question) if known else []

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed and keep it. Raises: ValueError with the message people see."""
        self.typed = [as_given(text) for text in self._list_inputs(valuelist)]
        self.wrong_parts, self.error_language = (), self.wording.interface_language
        self.data = None
        try:
            self.data = self.handler.parse(self.typed, self.question)
        except AnswerError as error:
            self.wrong_parts = error.parts
            raise ValueError(self.wording.say(error.message, **error.values)) from error

    def pre_validate(self, _form: Any) -> None:
        """Ask for an answer where one is required. Raises: StopValidation."""
        if self.process_errors or not self.question.required or not self.handler.is_empty(self.data):
            return
        message, language = self.wording.find(self.question.required_message)
        if not message:
            message, language = self.wording.own(self.handler.required_message)
        self.error_language = language
        self.wrong_parts = self._parts[:1]
        raise StopValidation(message)

    @property
    def first_wrong_id(self) -> str:
        """The id of the input that a link in the error summary goes to."""
        part = (*self.wrong_parts, *self._parts)[0]
        return f"{self.id}-{part}" if part else str(self.id)

    @property
    def _parts(self) -> tuple[str, ...]:
        return self.handler.list_parts(self.question)

    def _list_inputs(self, valuelist: list[str]) -> list[str]:
        if self._parts == ("",):
            return valuelist
        names = (f"{self.name}-{part}" if part else self.name for part in self._parts)
        return [(self._formdata.getlist(name) or [""])[0] for name in names]
