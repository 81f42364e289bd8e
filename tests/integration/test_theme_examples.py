"""The examples of a theme: typical, ordinary and least typical passages, whatever page these stand on."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import ThemePlacement
from consult.models.coding import Segment
from consult.models.consent import Use
from consult.queries.theme_examples import find_examples
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.themes.freezing_themes import freeze
from consult.services.themes.splitting_themes import NewPart, split_theme
from consult.vocabulary import Role, Sector
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import Received, start_record

pytestmark = pytest.mark.portable

PASSAGES = 45
OTHERWISE = "For us there are homes enough, and more of them stand empty every year."
EXPERIENCE = "We waited in one room for nineteen months and were moved three times."
ADMINISTRATOR = Viewer(None, frozenset({Role.ADMINISTRATOR}))


def say(n: int) -> str:
    return f"There are too few homes that families can pay for, as we see in place {n} of our own district."


def set_scores(session: Session, scores: Sequence[float]) -> None:
    wanted = select(ThemePlacement).join(ThemePlacement.segment).order_by(Segment.end, Segment.id)
    for placement, score in zip(session.scalars(wanted), scores, strict=True):
        placement.score = score
    session.flush()


def make_theme(session: Session) -> Received:
    """A theme of 45 passages: the fewer its characters, the farther is one from the middle."""
    received = start_record(session)
    texts = [say(n) + "!" * n for n in range(PASSAGES - 1)]
    for n, text in enumerate([OTHERWISE, *texts]):
        received.add_return(text, sector=Sector.HEALTH, organisation_name=f"Body {n}")
    set_scores(session, [round(0.3 + 0.01 * n, 2) for n in range(PASSAGES)])
    return received


def test_page_of_a_theme__of_more_passages_than_a_page__begins_with_the_least_typical_too(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        slug = make_theme(session).consultation.slug
    page = sign_in(Role.MANAGER).get(f"/desk/consultations/{slug}/themes/T01").text

    assert OTHERWISE in page and "The least typical passage" in page
    assert page.index(OTHERWISE) < page.index("Passages, the best examples first")
    before = page[: page.index("Passages, the best examples first")]
    assert before.count("One of the most typical passages") == 2
    assert before.count("An ordinary passage of this theme") == 2
    assert "A return · Health" in before and "English" in before
    with sessions() as session:
        assert len(session.scalars(select(Use)).all()) > 20, "the examples were read as the others are"


@pytest.mark.portable(False)
def test_examples__of_a_theme__are_its_ends_and_its_middle(session: Session) -> None:
    received = make_theme(session)
    found = find_examples(session, SYSTEM, received.themes["T01"])
    assert [one.score for one in found.central] == [0.74, 0.73]
    assert {one.score for one in found.typical} < {0.51, 0.52, 0.53} and len(found.typical) == 2
    assert [one.score for one in found.least] == [0.3]


def test_examples__of_one_wording__are_one(session: Session) -> None:
    received = start_record(session)
    for n in range(6):
        received.add_return(say(1) if n < 4 else say(1) + "!" * n, organisation_name=f"Body {n}")
    set_scores(session, [0.9, 0.9, 0.9, 0.9, 0.6, 0.4])
    found = find_examples(session, SYSTEM, received.themes["T01"])
    assert [one.score for one in found.central] == [0.9, 0.6]
    assert [one.score for one in found.all] == [0.9, 0.6, 0.4]


def test_examples__of_experiences__are_for_those_who_may_read_them(session: Session) -> None:
    received = start_record(session)
    received.add_account(EXPERIENCE)
    theme = received.themes["T02"]
    assert len(find_examples(session, SYSTEM, theme).central) == 1
    assert find_examples(session, ADMINISTRATOR, theme).all == ()


def test_examples__of_passages_that_all_fit_alike__claim_no_middle_and_no_end(session: Session) -> None:
    received = make_theme(session)
    set_scores(session, [1.0] * PASSAGES)
    found = find_examples(session, SYSTEM, received.themes["T01"])
    assert len(found.central) == 2 and found.typical == () and found.least == ()


def test_examples__of_a_theme_split_off__are_of_its_own_passages(session: Session) -> None:
    received = make_theme(session)
    id, staff_id = received.consultation.id, make_staff(session, Role.ANALYST).id
    freeze(session, id, staff_id=staff_id, now=NOW)
    wanted = select(Segment.id).join(ThemePlacement, ThemePlacement.segment_id == Segment.id)
    chosen = session.scalars(wanted.where(ThemePlacement.score < 0.395).distinct()).all()
    part = NewPart("Empty homes", tuple(chosen))
    split_theme(session, SYSTEM, id, "T01", [part], staff_id=staff_id, now=NOW)
    new = next(one for one in received.run.themes if one.label == "Empty homes")
    found = find_examples(session, SYSTEM, new)
    assert {one.segment_id for one in found.all} <= set(chosen)
    assert [one.score for one in found.least] == [0.3] and found.central and found.typical
