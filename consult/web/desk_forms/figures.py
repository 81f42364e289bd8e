"""The forms of published figures: a file with where it was published, and a figure for a draft to cite."""

from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from consult.models.figure_kinds import FigureTopic
from consult.services.figures.finding_figures import make_key
from consult.services.figures.keeping_figures import FigureSource
from consult.web.clock import get_today
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, line, list_choices
from consult.web.desk_forms.days import DayField
from consult.web.desk_forms.questionnaire import FileNeeded

TOPICS = {
    FigureTopic.ASYLUM_SUPPORT: "Asylum support",
    FigureTopic.DISPERSAL: "Dispersal",
    FigureTopic.TRANSFER_SCHEME: "Transfer scheme for children",
    FigureTopic.RESETTLEMENT: "Resettlement",
    FigureTopic.OTHER: "Something else",
}
CHECK, KEEP = "check", "keep"


class FigureFileForm(DeskForm):
    """A file of figures. It is checked first; kept only when asked for."""

    file = FileField(
        "File", [FileNeeded((".csv", ".xlsx", ".ods"))], description=".csv (UTF-8), .xlsx or .ods"
    )
    title = line(
        "Name of the table", "Enter the name of the table", "The same name as before makes a newer version."
    )
    topic = ChoiceField("What it counts", choices=list_choices(FigureTopic, TOPICS), default="asylum_support")
    source = line("Source", "Enter who published it", "Who published it, and in which table or release.")
    published_on = DayField("When was it published?", needed="Enter the day it was published")
    address = line("Its address on the web, if it has one")
    sheet = line("Sheet", hint="Of a workbook; empty for the first.")
    header_row = IntegerField(
        "Row of the heading", [Optional(), NumberRange(1, 1000, "Enter a row from 1 to 1000")], default=1
    )
    separate = BooleanField("A county’s figure does not have its districts’ in it")
    without_wrong = BooleanField("Keep the other rows where some cannot be taken in")
    act = ChoiceField(
        "What shall be done?",
        choices=[(CHECK, "Check the file, and keep nothing"), (KEEP, "Check it and keep it")],
        default=CHECK,
    )

    def describe(self, *, is_fictional: bool) -> FigureSource:
        """Where the file was published, as it was typed."""
        title = str(self.title.data)
        return FigureSource(
            key=make_key(title),
            title=title,
            topic=FigureTopic(self.topic.data),
            source=str(self.source.data),
            published_on=self.published_on.data or get_today(),
            address=str(self.address.data or ""),
            counties_include=not self.separate.data,
            is_fictional=is_fictional,
        )


class CiteForm(DeskForm):
    """Which figure of a table, for which consultation's draft."""

    consultation = ChoiceField("Consultation", validators=[Needed("Choose a consultation")])
    place = ChoiceField("Figure of", validators=[Needed("Choose whose figure")])
    pin = BooleanField("Stay with this version, also when a newer one is taken in")
