"""From a page of the questionnaire to a form that can be shown, checked and read."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms.i18n import DummyTranslations

from forms.answers import Answer, AnswerError, Shown
from forms.definitions import Page, Question
from forms.fields import AnswerField
from forms.kinds import get_handler
from forms.messages import PAGE_EXPIRED
from forms.tables import Part, group_rows, table_params
from forms.widgets import note_params
from forms.wording import Translate, Wording

QUESTION_MARKS = (
    "?",
    "\N{ARABIC QUESTION MARK}",
    "\N{FULLWIDTH QUESTION MARK}",
    "\N{ETHIOPIC QUESTION MARK}",
)
"""After one of these a message follows its question without a colon of its own."""


class QuestionForm(FlaskForm):
    """The form of one page. It says everything through `wording`, never through the library's own words."""

    page: ClassVar[Page]
    wording: ClassVar[Wording]

    class Meta:
        """Leave translating to `wording`."""

        def get_translations(self, _form: Any) -> Any:
            """Return translations that change nothing."""
            return DummyTranslations()

    def parts(self) -> Iterator[Part]:
        """List what the page shows in order: notes and questions, a table of them as one part."""
        for questions in group_rows(self.page):
            parts = [self._make_part(question) for question in questions]
            if len(parts) == 1:
                yield parts[0]
            else:
                yield Part(
                    questions[0], "questions/table.html", table_params(questions[0], parts, self.wording)
                )

    def _make_part(self, question: Question) -> Part:
        if question.is_answerable:
            params = self[field_name(question.id)]()
        else:
            params = note_params(question, self.wording)
        return Part(question, f"questions/{question.kind}.html", params)

    def answers(self) -> dict[str, Answer | None]:
        """Return the answer to each question of the page; None where there is none, or a wrong one."""
        return {question.id: self[field_name(question.id)].data for question in _list_asked(self.page)}

    @property
    def heading(self) -> Shown | None:
        """The title that has to be shown as the heading; None where the only question is the heading."""
        shown = self.wording.find(self.page.title)
        return shown if shown[0] and len(_list_asked(self.page)) != 1 else None

    @property
    def caption(self) -> Shown | None:
        """The title of the section, to be shown small above the only question."""
        shown = self.wording.find(self.page.title)
        return shown if shown[0] and len(_list_asked(self.page)) == 1 else None


def build_form(
    page: Page,
    *,
    language: str,
    default_language: str,
    translate: Translate,
    interface_language: str = "",
) -> type[QuestionForm]:
    """Make the form class of a page.

    language: of the questions; where a text lacks it, default_language is shown and marked with `lang`.
    interface_language: what `translate` translates into, if that is not `language`.
    """
    wording = Wording(language, default_language, interface_language or language, translate)
    asked = _list_asked(page)
    fields = {
        field_name(question.id): get_handler(question.kind).make_field(
            question, wording, is_heading=len(asked) == 1
        )
        for question in asked
    }
    return type("PageForm", (QuestionForm,), {"page": page, "wording": wording, **fields})


def field_name(question_id: str) -> str:
    """Return the name of a question's field; the prefix keeps names such as “data” from clashing."""
    return f"q_{question_id}"


def stored_data(page: Page, answers: Mapping[str, Answer | None]) -> dict[str, Answer | None]:
    """Return stored answers as the form's `data`; where none was ever given, what a question begins with.

    What it begins with is an answer once the page is sent, and none before.
    """
    return {
        field_name(one.id): answers[one.id] if one.id in answers else _find_default(one)
        for one in _list_asked(page)
    }


def _find_default(question: Question) -> Answer | None:
    """Return the answer that a question begins with; none where its choices have changed since."""
    try:
        return get_handler(question.kind).parse_cell(question.default, question)
    except AnswerError:
        return None


def error_summary(form: QuestionForm) -> list[dict[str, Any]]:
    """Return the items of the error summary, in order, each linked to its first wrong input."""
    asked = _list_asked(form.page)
    fields = [form[field_name(question.id)] for question in asked]
    items = [_summary_item(field, named=len(asked) > 1) for field in fields if field.errors]
    if form.errors.get("csrf_token"):
        items.insert(0, {"html": form.wording.mark_up(form.wording.own(PAGE_EXPIRED))})
    return items


def _summary_item(field: AnswerField, *, named: bool) -> dict[str, Any]:
    html = field.wording.mark_up((field.errors[0], field.error_language))
    if named:
        text, tag = field.wording.find(field.question.label)
        between = " " if text.endswith(QUESTION_MARKS) else ": "
        html = Markup("{}{}{}").format(field.wording.mark_up((text, tag)), between, html)
    return {"html": html, "href": f"#{field.first_wrong_id}"}


def _list_asked(page: Page) -> list[Question]:
    return [question for question in page.questions if question.is_answerable]
