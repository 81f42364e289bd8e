"""A draft names differences between sectors that stand up to correction, and finds when they do no longer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.compared_said import HOW
from consult.exports.assembling import assemble
from consult.models.analysis import ThemePlacement
from consult.models.coding import Segment
from consult.models.evidence_kinds import BrokenKind
from consult.models.response import Answer, Response
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing, show_draft
from consult.services.drafts.editing import find_standings
from consult.services.evidence.settling import find_evidence
from consult.vocabulary import Sector, UseKind
from tests.factories.numbering import NOW, TODAY
from tests.integration.broken_on_purpose import count_again, write
from tests.integration.drafting_record import Received, start_record
from tests.integration.test_process_record import list_texts

KEY = "differences.differs.1.T01.sector"


def receive(session: Session) -> Received:
    """Twelve councils raised homes, twelve employers something else."""
    received = start_record(session)
    for n in range(24):
        sector = Sector.EMPLOYER if n % 2 else Sector.LOCAL_AUTHORITY_UPPER
        one = received.add_return(f"What we see in street {n * 7} is much the same as before.", sector=sector)
        move(received, one, "T02" if n % 2 else "T01")
    return received


def move(received: Received, response: Response, theme: str) -> None:
    """What it said about homes is of this theme."""
    received.session.flush()
    said = select(ThemePlacement).join(Segment).join(Answer)
    of_it = said.where(Answer.response_id == response.id, Answer.question_id == "homes")
    received.session.scalars(of_it).one().theme_id = received.themes[theme].id
    received.session.flush()


def test_draft__of_sectors_that_differ__says_so_and_no_longer_holds_when_they_do_not(
    sqlite_session: Session,
) -> None:
    received = receive(sqlite_session)
    write(received)
    latest = get_latest_draft(sqlite_session, received.consultation.id)
    [row] = [one for one in get_section(latest, "differences").statements if one.key == KEY]
    assert "12 of the 12 returns from" in row.text and "none of the 12 returns from employers" in row.text
    assert "100 percentage points more (95% interval: 66 to 100)" in row.text
    texts = list_texts(assemble(show_draft(sqlite_session, latest, Showing(SYSTEM, UseKind.PAGE, NOW))))
    assert row.text in texts and HOW in texts
    standings = find_standings(sqlite_session, latest)
    assert find_evidence(sqlite_session, latest, standings, today=TODAY).open == ()
    received.run.is_decided = received.themes["T01"].is_decided = received.themes["T02"].is_decided = True
    for one in received.returns[::2][:9]:
        move(received, one, "T02")
    count_again(received, latest)
    found = find_evidence(sqlite_session, latest, find_standings(sqlite_session, latest), today=TODAY)
    kinds = {one.kind for one in found.open if one.subject == KEY}
    assert kinds == {BrokenKind.SMALL_NUMBER}, "three are left, too few to be told"
