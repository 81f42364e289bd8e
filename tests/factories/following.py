"""A response that is signed off, with what it asks, and an outcome that can be published."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.drafting.statements import Counted, Figure, Position, Statement
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.following.choosing_published import choose_quotations, list_offered
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import Purpose
from tests.factories.agreeing import ADA
from tests.factories.attaching import make_attached
from tests.factories.collecting import (
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.numbering import NOW, TODAY
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.factories.signing import decide, make_board
from tests.factories.versions import HOMES, LOCKED, TEXTS, make_exact_version

HOTELS, WAITS = "Families wait in hotels.", "We wait for a doctor."
ASKS = "asks"
SAID = {"en": "We said that homes are needed.", "ar": "قلنا إن هناك حاجة إلى مساكن."}


def count_returns(number: int) -> Statement:
    """How many returns were received."""
    return Statement("status.received", "", Counted("received", (Figure("returns", number, number),)))


def ask_for_homes(number: int) -> Statement:
    """How many returns ask for homes, of a hundred."""
    figure = Figure("tag", number, 100, choice="homes")
    text = f"{number} of 100 returns asked for this: Homes."
    return Statement("asks.ask.homes", text, Counted("ask", (figure, figure), (("label", "Homes"),)))


HELD = Statement("position.3", "Government should fund English classes. The board.", Position("The board"))


@dataclass(frozen=True)
class Followed:
    """A version that quotes two returns and an experience in its first section."""

    session: Session
    consultation: Consultation
    returns: tuple[Response, ...]
    account: Response
    version: DraftVersion

    def sign(self) -> None:
        """A board signs the version off."""
        minute = make_attached(self.session, self.consultation)
        decide(self.session, self.version, make_board(self.session), minute)

    def choose(self) -> None:
        """Everything that may be quoted now is chosen for the page."""
        keys = [one.key for one in list_offered(self.session, self.version, now=NOW)]
        choose_quotations(self.session, SYSTEM, self.version, keys, author=ADA, now=NOW)

    def publish(self) -> None:
        """The page is open."""
        conclude(self.session, self.consultation, Conclusion(said=SAID), actor="ada", now=NOW)
        publish_outcome(self.session, SYSTEM, self.consultation, author=ADA, now=NOW)


def make_followed(session: Session, *, received: int = 40, asked: int = 12) -> Followed:
    """A consultation with such a version, which nobody has signed off."""
    titles = {"en": "Homes after the hotel", "ar": "مساكن بعد الفندق"}
    consultation = make_consultation(session, title=titles, summary={"en": "What should change?"})
    form = make_questionnaire_version(session, consultation)
    may = {Purpose.QUOTE: True}
    returns = tuple(
        make_response(session, form, {"experience": one}, consents=may) for one in (HOTELS, WAITS)
    )
    account = make_sealed_account(session, form, {"experience": LOCKED}, UnlockedAgent())
    give_consent(session, account.id, {Purpose.QUOTE: True, Purpose.ANALYSE: True}, given_on=TODAY)
    answers = [one.answers[0] for one in (*returns, account)]
    said = {HOMES: [count_returns(received), HELD], ASKS: [ask_for_homes(asked)]}
    texts = {**TEXTS, ASKS: "Government should say early what it plans."}
    version = make_exact_version(session, consultation, texts, {HOMES: answers}, said)
    return Followed(session, consultation, returns, account, version)
