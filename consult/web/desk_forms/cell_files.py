"""The forms of a translator's file: who drafted what is in it, then what of it shall be taken."""

import json
from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField

from consult.errors import Conflict
from consult.models.cell_kinds import DraftedBy
from consult.services.cells.cell_makers import Maker
from consult.services.cells.reading_files import FileCell
from consult.web.desk_forms.base import ChoiceField, DeskForm, line, list_choices
from consult.web.desk_forms.questionnaire import FileNeeded

ENDINGS = (".xlsx", ".csv", ".ods", ".po")
DRAFTERS = {
    DraftedBy.PERSON: "A person",
    DraftedBy.MACHINE: "A machine, and nobody has checked it yet",
    DraftedBy.FILE: "I do not know",
}


class MakerForm(DeskForm):
    """Who drafted what is in the file."""

    drafted_by = ChoiceField("Who translated it", choices=list_choices(DraftedBy, DRAFTERS))
    name = line("Name of the person or the machine", hint="Shown beside each text.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a person or a machine has a name."""
        is_valid = super().validate(extra_validators)
        if self.drafted_by.data == DraftedBy.FILE or self.name.data:
            return is_valid
        self.name.errors = [*self.name.errors, "Enter who or what translated it"]
        return False

    def read(self, file_name: str) -> Maker:
        """Who drafted it; of what nobody knows, the name of the file."""
        kind = DraftedBy(self.drafted_by.data)
        return Maker(kind, file_name if kind is DraftedBy.FILE else str(self.name.data))


class CellFileForm(MakerForm):
    """A translator's file."""

    file = FileField("File", [FileNeeded(ENDINGS)], description=".xlsx, .csv, .ods or .po, as exported here.")


class TakeForm(MakerForm):
    """What was read of a file, on its way to be taken."""

    cells = HiddenField()
    mark = HiddenField()
    file_name = HiddenField()
    replaces_checked = BooleanField("Replace the texts that somebody checked, too")

    def read_cells(self) -> list[FileCell]:
        """The texts. Raises: Conflict (C231) where the form was not sent as it was shown."""
        if not self.validate():
            raise Conflict("C231")
        try:
            return [
                FileCell(str(id), str(source), str(text)) for id, source, text in json.loads(self.cells.data)
            ]
        except (ValueError, TypeError):
            raise Conflict("C231") from None


def pack_cells(cells: Sequence[FileCell]) -> str:
    """What `TakeForm` carries."""
    return json.dumps([(one.cell_id, one.source, one.text) for one in cells], ensure_ascii=True)
