"""Gaps in provision and training needs of a consultation: a page, a paper for a board, and a table."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from consult.exports.gaps_paper import make_gaps_paper
from consult.exports.word import WORD_TYPE, make_word
from consult.exports.word_place import find_template
from consult.queries.runs import find_latest_run
from consult.services.consultations.consulting import get_consultation
from consult.services.counting.written_tables import NOT_SHOWN
from consult.services.drafts.describing_paper import describe_paper
from consult.services.trends.listing_gaps import GapList, list_gaps, release_gaps
from consult.services.trends.written_gaps import COLUMNS, Row, list_notes, list_rows, write_gap
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_return_pages import send_file
from consult.web.desk_titles import find_title
from consult.web.sent_tables import require_known, send_table
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_gaps", __name__, url_prefix="/desk/consultations/<slug>/gaps")
WORD = "docx"
NUMERIC = range(1, 6)
NUMBERS, NAMES = (0, 1, 2, 3, 4, 5, 8), (0, 6, 7, 9)
"""Places of the columns in two tables of a page, so that each is narrow enough to be read."""
TELLING = (1, *range(3, len(COLUMNS)))
"""Places of what is said of one gap alone: neither its name nor out of how many."""
Cell = str | int | float | None
Shown = tuple[list[dict[str, object]], list[list[Cell]]]


@bp.get("")
@allow(ACCOUNTS)
def index(slug: str) -> ResponseReturnValue:
    """What is missing, who said so, where and since when."""
    consultation = get_consultation(get_session(), slug)
    about = {"consultation": consultation, "title": find_title(consultation)[0]}
    if find_latest_run(get_session(), consultation.id) is None:
        return render_template("desk/gaps/index.html", found=None, **about)
    with brief_transaction() as session:
        found = list_gaps(session, get_account_viewer(), get_consultation(session, slug), now=get_now())
    notes = list_notes(found, slug=slug, made_on=get_today())
    return render_template("desk/gaps/index.html", found=found, notes=notes, **_make_tables(found), **about)


def _make_tables(found: GapList) -> dict[str, object]:
    """Numbers and names of gaps as two tables, and the columns that nothing is shown of."""
    every = [write_gap(found, one) for one in found.gaps]
    rows = [row for row in every if any(row[one] not in {NOT_SHOWN, ""} for one in TELLING)]
    hidden = [name for place, name in enumerate(COLUMNS) if _is_all(every, place, NOT_SHOWN)]
    has_more = any(len(one.seen) > 1 for one in found.gaps)  # of one half-year the first table says it all
    return {
        "numbers": _leave_out_empty(rows, NUMBERS),
        "names": _leave_out_empty(rows, NAMES if has_more else NAMES[:-1]),
        "hidden": hidden,
        "too_few": [row[0] for row in every if row not in rows],
    }


def _leave_out_empty(rows: list[Row], places: Sequence[int]) -> Shown:
    """The heads and rows of a page, without a column that says nothing of any gap: a file keeps it."""
    kept = [one for one in places if not (_is_all(rows, one, "") or _is_all(rows, one, NOT_SHOWN))]
    heads: list[dict[str, object]] = [{"label": COLUMNS[one], "numeric": one in NUMERIC} for one in kept]
    return heads, [[row[one] for one in kept] for row in rows]


def _is_all(rows: list[Row], place: int, word: str) -> bool:
    return all(row[place] == word for row in rows)


@bp.post("/file.<ending>")
@allow(ACCOUNTS)
def download(slug: str, ending: str) -> Response:
    """The list as a paper for a board, without quotations, or as a table; what it shows is kept on record."""
    if ending != WORD:
        require_known(ending)
    with brief_transaction(writes=True) as session:
        consultation = get_consultation(session, slug)
        found = release_gaps(session, get_account_viewer(), consultation, now=get_now())
        about = describe_paper(session, consultation)
    name = f"{slug}-gaps.{ending}"
    if ending != WORD:
        return send_table(name, COLUMNS, list_rows(found, slug=slug, made_on=get_today()))
    paper = make_gaps_paper(found, None, about, get_today())
    return send_file(make_word(paper, template=find_template(current_app.config)), name, WORD_TYPE)
