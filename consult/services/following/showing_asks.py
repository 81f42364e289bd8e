"""What is asked and what was replied, as it may be shown to anybody now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.models.followed_asks import AskReply, FollowedAsk
from consult.models.versions import DraftVersion
from consult.services.drafts.documenting import Showing
from consult.services.drafts.withholding_names import find_unnamed
from consult.services.following.ask_texts import AskPlace, read_texts
from consult.services.following.asking_government import list_asks
from consult.services.versions.version_bodies import read_body

ENGLISH = "en"


@dataclass(frozen=True)
class ShownAsk:
    """An ask with its words by language; one whose words are gone is not shown."""

    ask: FollowedAsk
    text: dict[str, str]
    reply: AskReply | None


def show_asks(
    session: Session, consultation_id: str, *, today: date, showing: Showing | None
) -> list[ShownAsk]:
    """Every ask in its order, in the words of its version or those that were typed.

    showing: as in `read_texts`.
    """
    asks = list_asks(session, consultation_id)
    unnamed = find_unnamed(session, consultation_id, today=today) if asks else frozenset()
    texts: dict[str, dict[AskPlace, str]] = {}
    for id in {one.version_id for one in asks if one.version_id is not None}:
        texts[id] = read_texts(session, session.get_one(DraftVersion, id), unnamed, showing)
    shown = [ShownAsk(one, _find_text(one, texts), one.reply) for one in asks]
    return [one for one in shown if one.text]


def list_wordless(session: Session, consultation_id: str, shown: Iterable[ShownAsk]) -> list[FollowedAsk]:
    """The asks that are not shown, for their words are gone; their replies are still kept."""
    known = {one.ask.id for one in shown}
    return [one for one in list_asks(session, consultation_id) if one.id not in known]


def find_home(session: Session, ask: FollowedAsk) -> tuple[int, str] | None:
    """The number of the version that an ask stands in, and the title of the section; of typed ones None."""
    version = session.get(DraftVersion, ask.version_id) if ask.version_id else None
    sections = read_body(version.body).sections if version else ()
    titles = (one.title for one in sections if one.key == ask.section_key)
    return (version.number, next(titles, "")) if version else None


def _find_text(ask: FollowedAsk, texts: dict[str, dict[AskPlace, str]]) -> dict[str, str]:
    place = AskPlace(ask.section_key, ask.block_id, ask.item)
    own = texts.get(ask.version_id or "", {}).get(place, "")
    return ({ENGLISH: own} if own else {}) | ask.text
