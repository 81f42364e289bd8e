"""Several analysed consultations with returns received in different half-years, tagged by a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket
from consult.models.campaigns import CampaignMember
from consult.models.coding import Code, Codebook, Coding, Segment
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import SubRegion
from consult.models.response import Answer, Response
from consult.vocabulary import Bucket, CodingState, Facet, FormPurpose, Sector
from forms.definitions import Question
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY, add, seeded_id, take_number
from tests.factories.region import make_partnership, make_sub_region
from tests.factories.sealing import UnlockedAgent, make_sealed_account

SPRING, AUTUMN, YEAR_BEFORE = date(2030, 4, 2), date(2030, 10, 7), date(2029, 5, 3)
CODES = (
    ("housing", "Housing", Facet.DOMAIN),
    ("health", "Health", Facet.DOMAIN),
    ("gap", "Gap in provision", Facet.KIND),
    ("training_need", "Training need", Facet.KIND),
)
SAID = (
    "There is no place to turn to for a family that has just arrived in our part of the region, number {n}."
)


@dataclass
class Followed:
    """What was received, with the region's tags."""

    session: Session
    codes: dict[str, Code]
    places: dict[str, SubRegion]
    agent: UnlockedAgent = field(default_factory=UnlockedAgent)

    def consult(self, slug: str, **values: Any) -> "Analysed":
        """One more consultation, with a run over nothing yet."""
        consultation = make_consultation(self.session, slug=slug, **values)
        version = make_questionnaire_version(self.session, consultation)
        told = Question(id="told", kind="text", label={"en": "What happened?"})
        accounts = make_questionnaire_version(self.session, consultation, told, purpose=FormPurpose.ACCOUNT)
        run = AnalysisRun(
            id=seeded_id("run", take_number(self.session, AnalysisRun)),
            consultation_id=consultation.id,
            number=1,
            as_of_on=TODAY,
            started_at=NOW,
            finished_at=NOW,
        )
        add(self.session, run)
        return Analysed(self, consultation, version, accounts, run)


@dataclass
class Analysed:
    """One consultation."""

    followed: Followed
    consultation: Consultation
    version: QuestionnaireVersion
    accounts: QuestionnaireVersion
    run: AnalysisRun

    def receive(
        self,
        number: int,
        day: date,
        *codes: str,
        place: str = "north",
        state: CodingState = CodingState.ACCEPTED,
        campaign: str = "",
        said: str = SAID,
        **values: Any,
    ) -> list[Response]:
        """So many returns of one day that say these tags; a person looked at each."""
        session = self.followed.session
        found = []
        for _ in range(number):
            n = take_number(session, Response)
            given = {"sector": Sector.VOLUNTARY_COMMUNITY, "organisation_name": f"Body {n}", **values}
            area = self.followed.places[place].id if place else None
            answers = {"experience": said.format(n=n)}
            response = make_response(
                session, self.version, answers, received_on=day, sub_region_id=area, **given
            )
            self.tag(response.answers[0], codes, state, campaign)
            found.append(response)
        return found

    def hear(self, number: int, day: date, *codes: str, **values: Any) -> list[Response]:
        """So many sealed experiences that say these tags."""
        session, found = self.followed.session, []
        for n in range(number):
            words = f"Nobody told us where the doctor was, {n}."
            account = make_sealed_account(
                session, self.accounts, {"told": words}, self.followed.agent, received_on=day, **values
            )
            self.tag(account.answers[0], codes, CodingState.ACCEPTED, "")
            found.append(account)
        return found

    def tag(self, answer: Answer, codes: Sequence[str], state: CodingState, campaign: str) -> None:
        """Make the whole answer one passage with these tags."""
        session, length = self.followed.session, len(answer.value or "x" * 20)
        segment = Segment(
            id=seeded_id("segment", take_number(session, Segment)),
            answer_id=answer.id,
            revision_id=answer.head_revision_id,
            number=1,
            start=0,
            end=length,
            looked_at=NOW if state is CodingState.ACCEPTED else None,
        )
        add(session, segment)
        item = {"run_id": self.run.id, "answer_id": answer.id}
        add(session, AnsweredItem(**item, language="en", bucket=Bucket.ANALYSED, campaign_key=campaign))
        add(
            session,
            ResponseBucket(run_id=self.run.id, response_id=answer.response_id, bucket=Bucket.ANALYSED),
        )
        for key in codes:
            score = None if state is CodingState.ACCEPTED else 0.9
            author = "person" if state is CodingState.ACCEPTED else "machine"
            made = {"author": author, "state": state, "score": score, "at": NOW}
            add(session, Coding(segment_id=segment.id, code_id=self.followed.codes[key].id, **made))
        if campaign:
            revision = {"revision_id": answer.head_revision_id, "spans": [[0, length]], "is_counted": True}
            add(session, CampaignMember(**item, key=campaign, shared=1.0, **revision))


def start_following(session: Session) -> Followed:
    """A region with three parts and four tags, before anything is received."""
    make_partnership(session, small_number=5)
    codebook = Codebook(name="Tags")
    codes = {
        key: Code(key=key, label=label, facet=facet, position=n, codebook=codebook)
        for n, (key, label, facet) in enumerate(CODES)
    }
    add(session, codebook)
    places = {key: make_sub_region(session, key=key, name=key.title()) for key in ("north", "east", "south")}
    return Followed(session, codes, places)
