"""Tables of a response as OpenDocument: a heading row that every page repeats, a heading column, a title."""

from analysis.drafting.blocks import Table
from consult.exports.flow_items import Figures
from consult.exports.odt_styles import name_style, to_points
from consult.exports.odt_xml import Attributes, Element, element
from consult.exports.word_styles import RULE, SHADE
from consult.exports.word_table_layout import Layout, lay_out

WIDTH = 9638
"""Of the text on a page of A4 with margins of 2 cm, in twentieths of a point."""
_CELL, _HEAD, _STANDING, _ROW = "Cell", "Cell-head", "Cell-standing", "Row"
_KEPT, _PARTED = "Table-kept", "Table-parted"
_NUMBER_HEAD = "Head-of-numbers"


class TableWriter:
    """Makes tables, and lists the styles of their columns."""

    def __init__(self) -> None:
        self._widths: dict[int, str] = {}
        self._heights: dict[int, str] = {}

    def write(self, item: Figures) -> Element:
        """Make a table as wide as the text."""
        layout = lay_out(Table("", item.caption, item.columns, item.rows), WIDTH)
        columns = [
            element("table:table-column", {"table:style-name": self._name(width)}) for width in layout.widths
        ]
        return element(
            "table:table",
            {
                "table:name": f"Table{item.number}",
                "table:style-name": _KEPT if layout.kept_together else _PARTED,
            },
            element("table:title", text=item.caption),
            element("table:table-header-columns", None, *columns[:1]),
            *columns[1:],
            element("table:table-header-rows", None, self._make_head(item, layout)),
            *(_make_row(row, layout) for row in item.rows),
        )

    def list_styles(self) -> list[Element]:
        """The styles of cells, rows and columns."""
        columns = [
            _make_style("table-column", name, {"style:column-width": to_points(width)})
            for width, name in sorted(self._widths.items())
        ]
        heights = [
            _make_style(
                "table-row", name, {"style:row-height": to_points(height), "fo:keep-together": "always"}
            )
            for height, name in sorted(self._heights.items())
        ]
        return [*_make_styles(), *columns, *heights]

    def _name(self, width: int) -> str:
        return self._widths.setdefault(width, f"Column-{width}")

    def _make_head(self, item: Figures, layout: Layout) -> Element:
        height = layout.head_height
        row = self._heights.setdefault(height, f"Row-{height}") if layout.standing else _ROW
        cells = [
            _make_cell(
                text,
                _STANDING if layout.standing and place else _HEAD,
                _NUMBER_HEAD if layout.numeric[place] and not layout.standing else name_style("Table Head"),
            )
            for place, text in enumerate(item.columns)
        ]
        return element("table:table-row", {"table:style-name": row}, *cells)


def _make_row(row: tuple[str, ...], layout: Layout) -> Element:
    cells = [
        _make_cell(text, _CELL, name_style("Table Number" if is_number else "Table Text"))
        for text, is_number in zip(row, layout.numeric, strict=True)
    ]
    return element("table:table-row", {"table:style-name": _ROW}, *cells)


def _make_cell(text: str, style: str, words: str) -> Element:
    """Make a cell that says it holds text, so that no program takes it for a formula."""
    said = {"table:style-name": style, "office:value-type": "string"}
    return element("table:table-cell", said, element("text:p", {"text:style-name": words}, text=text))


def _make_styles() -> list[Element]:
    """Make the styles of tables, cells and plain rows; headings of narrow columns stand on end."""
    plain: Attributes = {"fo:padding": "3pt", "fo:border-bottom": f"0.5pt solid #{RULE}"}
    head = plain | {"fo:background-color": f"#{SHADE}", "style:vertical-align": "bottom"}
    cells = {_CELL: plain, _HEAD: head, _STANDING: head | {"style:writing-mode": "tb-rl"}}
    tables = {_KEPT: "false", _PARTED: "true"}
    parent = {"style:parent-style-name": name_style("Table Head")}
    return [
        *(
            _make_style("table", name, {"style:may-break-between-rows": said})
            for name, said in tables.items()
        ),
        *(_make_style("table-cell", name, said) for name, said in cells.items()),
        _make_style("table-row", _ROW, {"fo:keep-together": "always"}),
        _make_style("paragraph", _NUMBER_HEAD, {"fo:text-align": "end"}, parent),
    ]


def _make_style(family: str, name: str, said: Attributes, more: Attributes | None = None) -> Element:
    named = {"style:name": name, "style:family": family, **(more or {})}
    return element("style:style", named, element(f"style:{family}-properties", said))
