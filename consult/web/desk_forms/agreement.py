"""The form of the relay agreement: a title and one promise a line, in each language."""

from collections.abc import Sequence
from typing import Any, cast

from consult.models.relay_agreement import RelayAgreement
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import DeskForm, line, text

MAIN = "en"
LINES = "One promise a line; they are numbered by themselves."


class AgreementForm(DeskForm):
    """Fields for each language are added by `make_agreement_form`."""

    def read(self) -> tuple[dict[str, str], dict[str, str]]:
        """Title and promises by language tag; empty lines between promises are left out."""
        titles = {tag: words for tag, words in self._list("title_") if words}
        return titles, {tag: _tidy(words) for tag, words in self._list("promises_") if words}

    def _list(self, start: str) -> list[tuple[str, str]]:
        return [
            (name.removeprefix(start), words) for name, words in self.data.items() if name.startswith(start)
        ]


def make_agreement_form(tags: Sequence[str]) -> type[AgreementForm]:
    """The form for these languages; English is needed, since it stands in for the others."""
    fields: dict[str, Any] = {}
    for tag in sorted(tags, key=lambda tag: tag != MAIN):
        name = LANGUAGES[tag].english_name
        needed = tag == MAIN
        fields[f"title_{tag}"] = line(f"Title in {name}", "Enter the title in English" if needed else "")
        fields[f"promises_{tag}"] = text(
            f"Promises in {name}", "Enter the promises in English" if needed else "", LINES
        )
    return cast(type[AgreementForm], type("AgreementForm", (AgreementForm,), fields))


def list_values(agreement: RelayAgreement) -> dict[str, str]:
    """What the form shows of a version."""
    titles = {f"title_{tag}": words for tag, words in agreement.title.items()}
    return titles | {f"promises_{tag}": lines for tag, lines in agreement.promises.items()}


def _tidy(words: str) -> str:
    return "\n".join(one.strip() for one in words.splitlines() if one.strip())
