"""What the pages of published figures show: rows of tables, choices of the form that cites."""

from flask import request
from sqlalchemy.orm import Session

from analysis.drafting.statements import COUNCIL
from analysis.tables.tiers import INSIDE
from consult.models.figures import FigureVersion
from consult.services.consultations.consulting import list_consultations
from consult.services.figures.citing_figures import list_citations
from consult.services.figures.summing_figures import (
    REGION_PLACE,
    FigureLine,
    FigureSheet,
    list_measures,
    list_periods,
    list_totals,
    make_sheet,
)
from consult.services.returns.sent_numbers import WHOLE
from consult.web.desk_figure_charts import name_sums, say_finding, show_number
from consult.web.desk_forms.figures import CiteForm
from consult.web.desk_titles import find_title


def choose_sheet(session: Session, version: FigureVersion) -> FigureSheet:
    """The figures of the period and measure that the address asks for; else the latest and the first."""
    periods, measures = list_periods(version), list_measures(version)
    period, measure = request.args.get("period", ""), request.args.get("measure", "")
    return make_sheet(
        session,
        version,
        period if period in periods else periods[0],
        measure if measure in measures else measures[0],
    )


def describe_version(session: Session, version: FigureVersion) -> dict[str, object]:
    """What the page of one version needs."""
    sheet = choose_sheet(session, version)
    totals = list_totals(session, version, sheet.measure)
    return {
        "version": version,
        "latest": version.table.versions[-1],
        "sheet": sheet,
        "sentence": say_finding(sheet),
        "rows": [_make_row(line) for line in sheet.lines],
        "areas": [[one.area, one.total, one.given, one.inside, one.blank] for one in sheet.areas.values()],
        "totals": [[when, one.total, one.blank] for when, one in totals],
        "sums_source": name_sums(version.source),
        "periods": _list_items(list_periods(version), sheet.period),
        "measures": _list_items(list_measures(version), sheet.measure),
        "form": make_cite_form(session, sheet),
        "cited": list_cited(session, version),
    }


def make_cite_form(session: Session, sheet: FigureSheet) -> CiteForm:
    """The form with the places that have a number, and the consultations there are."""
    form = CiteForm()
    lines = [(f"{COUNCIL}{line.place}", line.name) for line in sheet.lines if line.cell.number is not None]
    areas = [(key, f"{one.area} (sub-region)") for key, one in sheet.areas.items() if one.total is not None]
    form.place.choices = [(REGION_PLACE, WHOLE), *areas, *lines]
    form.consultation.choices = [(one.slug, find_title(one)[0]) for one in list_consultations(session)]
    return form


def list_cited(session: Session, version: FigureVersion) -> list[dict[str, str]]:
    """What drafts cite of this table, each with the words that say which figure."""
    titles = {one.id: find_title(one)[0] for one in list_consultations(session)}
    return [
        {
            "id": one.id,
            "words": f"{one.place.partition(':')[2] or WHOLE}, {one.period}, {one.measure}",
            "draft": titles.get(one.consultation_id, ""),
            "version": f"version {one.pinned}" if one.pinned else "the version in use",
        }
        for one in list_citations(session, table_id=version.table_id)
    ]


def _make_row(line: FigureLine) -> list[object]:
    counts = f"In {line.county}’s" if line.standing.state == INSIDE else "Counted"
    area, is_number = line.standing.given.area, line.cell.number is not None
    return [line.name, area, show_number(line), counts if is_number else ""]


def _list_items(values: list[str], chosen: str) -> list[dict[str, object]]:
    return [{"value": one, "text": one, "selected": one == chosen} for one in values]
