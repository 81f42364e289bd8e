"""The form of a term of the glossary: a field for each language."""

from collections.abc import Sequence
from typing import Any, cast

from consult.models.glossary import GlossaryTerm
from consult.services.cells.glossary import TermDetails
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import DeskForm, line, text

SOURCE = "en"
PREFIX = "words_"


class TermForm(DeskForm):
    """A term and its note; fields for each language are added by `make_term_form`."""

    term = line("Term in English", "Enter the term", "As it stands in questions, such as “asylum seeker”.")
    note = text("Note", hint="What it means, or when not to use it.")

    def read(self) -> TermDetails:
        """What a valid form says."""
        words = {
            name.removeprefix(PREFIX): said for name, said in self.data.items() if name.startswith(PREFIX)
        }
        return TermDetails(str(self.term.data), str(self.note.data or ""), words)


def make_term_form(tags: Sequence[str]) -> type[TermForm]:
    """The form with a field for each of these languages."""
    fields: dict[str, Any] = {f"{PREFIX}{tag}": line(f"In {LANGUAGES[tag].english_name}") for tag in tags}
    return cast(type[TermForm], type("TermForm", (TermForm,), fields))


def list_tags(row: GlossaryTerm | None = None) -> list[str]:
    """Every language but the source, those that the term has words in first."""
    others = [tag for tag in LANGUAGES if tag != SOURCE]
    return sorted(others, key=lambda tag: tag not in row.words) if row else others


def list_values(row: GlossaryTerm) -> dict[str, Any]:
    """What the form shows of a term that is there."""
    return {
        "term": row.term,
        "note": row.note,
        **{f"{PREFIX}{tag}": words for tag, words in row.words.items()},
    }
