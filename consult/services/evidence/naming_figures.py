"""What the figures behind a statement count, in words."""

from collections.abc import Mapping

from analysis.drafting.shares import VOUCHED
from analysis.drafting.statements import Figure

MEASURES = {
    "returns": "returns",
    "not_named": "returns are not named",
    "shared": "returns share wording",
    "wholly_shared": "returns wrote nothing but shared wording",
    "experiences": "experiences",
    "answered": "returns answered",
    "theme": "raised the theme",
    "choice": "chose the answer",
    "tag": "have the tag",
    "locked": "were locked",
    "events": "told at listening events",
    "people": "took part in listening events",
    "contributors": "organisations agreed to be named",
    "dissents": "dissent",
    "leftover": "passages in no theme",
    "kept_out": "passages kept out of quotations",
    "tabled": "the published figure for",
}
KEYED = {"tag", "choice"}
"""What is chosen there has a key made of its name, with strokes for spaces."""


def name_figure(figure: Figure, names: Mapping[str, str] | None = None) -> str:
    """Say what a figure counts. names: of the groups that it is divided by."""
    said = MEASURES.get(figure.measure, figure.measure)
    told = figure.choice or figure.theme_id
    if figure.measure in KEYED:
        told = told.replace("_", " ")
    known = {VOUCHED: "community groups"} | dict(names or {})
    group = known.get(figure.group) or " and ".join(known.get(part, part) for part in figure.group.split("|"))
    of_group = "" if figure.group in {"", "experiences"} else f"from {group}"
    return " ".join(part for part in (said, told, of_group) if part)
