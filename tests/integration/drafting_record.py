"""A consultation that was received and analysed, as rows: what the tests of drafting draft from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket, Theme, ThemePlacement
from consult.models.campaigns import CampaignMember
from consult.models.coding import Segment
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.vocabulary import Bucket, FormPurpose, Purpose, Sector
from forms.definitions import Choice, Question
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY, add, seeded_id
from tests.factories.region import make_organisation, make_partnership, make_sub_region
from tests.factories.sealing import UnlockedAgent, make_sealed_account

NAMED = {Purpose.QUOTE: True, Purpose.ATTRIBUTE: True}
UNNAMED = {Purpose.QUOTE: True, Purpose.ATTRIBUTE: False}
SILENT = {Purpose.QUOTE: False, Purpose.ATTRIBUTE: False}
HOMES = "Families wait many months for a home they can afford in {place}, number {n}."
LETTER = "We ask for safe homes now because every family deserves a door of its own to close."
QUESTIONS = (
    Question(id="homes", kind="text", label={"en": "What about homes?"}, government_questions=("1",)),
    Question(
        id="agree",
        kind="select_one",
        label={"en": "Do you agree?"},
        choices=(Choice("yes", {"en": "Yes, we do"}), Choice("no", {"en": "No"})),
        government_questions=("1",),
    ),
    Question(id="other", kind="text", label={"en": "Anything else?"}),
)


@dataclass
class Received:
    """What was received, with the run over it."""

    session: Session
    consultation: Consultation
    version: QuestionnaireVersion
    account_version: QuestionnaireVersion
    run: AnalysisRun
    themes: dict[str, Theme]
    agent: UnlockedAgent = field(default_factory=UnlockedAgent)
    returns: list[Response] = field(default_factory=list)

    def add_return(
        self, text: str, *, consents: Mapping[Purpose, bool] = UNNAMED, campaign: str = "", **values: Any
    ) -> Response:
        """A return that raised the theme of homes in its answer; it agrees, unless `agree` says no."""
        answers = {"homes": text, "agree": values.pop("agree", "yes")}
        extra, score = values.pop("other", None), values.pop("score", 0.8)
        given = {"sector": Sector.VOLUNTARY_COMMUNITY, **values}
        response = make_response(
            self.session,
            self.version,
            answers | ({"other": extra} if extra else {}),
            consents=consents,
            **given,
        )
        for answer in response.answers:
            if answer.question_id != "agree":
                self.place(answer, len(answer.value), campaign, score=score)
        self._stand(response)
        self.returns.append(response)
        return response

    def add_account(self, text: str, *, may_quote: bool = True, **values: Any) -> Response:
        """A sealed experience that spoke of schools."""
        consents = {Purpose.ANALYSE: True, Purpose.QUOTE: may_quote}
        account = make_sealed_account(
            self.session, self.account_version, {"told": text}, self.agent, consents=consents, **values
        )
        self.place(account.answers[0], len(text), "", theme="T02")
        self._stand(account)
        return account

    def place(
        self, answer: Answer, length: int, campaign: str, theme: str = "T01", score: float = 0.8
    ) -> None:
        """Put the whole answer into a theme."""
        key = seeded_id("segment", hash_free(answer.id))
        add(
            self.session,
            Segment(
                id=key,
                answer_id=answer.id,
                revision_id=answer.head_revision_id,
                number=1,
                start=0,
                end=length,
            ),
        )
        placement = ThemePlacement(theme_id=self.themes[theme].id, segment_id=key, score=score, rank=1)
        add(self.session, placement)
        item = AnsweredItem(
            run_id=self.run.id,
            answer_id=answer.id,
            language="en",
            bucket=Bucket.ANALYSED,
            campaign_key=campaign,
        )
        add(self.session, item)
        if campaign:
            place = {"run_id": self.run.id, "key": campaign, "answer_id": answer.id}
            place["revision_id"] = answer.head_revision_id
            add(self.session, CampaignMember(**place, shared=1.0, spans=[[0, length]], is_counted=True))

    def _stand(self, response: Response) -> None:
        row = ResponseBucket(run_id=self.run.id, response_id=response.id, bucket=Bucket.ANALYSED)
        add(self.session, row)


def hash_free(text: str) -> int:
    """A number for an id that is the same in every run."""
    return int(text.replace("-", "")[:12], 16)


def start_record(session: Session, questions: Sequence[Question] = QUESTIONS) -> Received:
    """A consultation with both forms and an analysis run with two themes, before anything is received."""
    make_partnership(session, small_number=5)
    consultation = make_consultation(session, consulting_body="Department of Examples")
    version = make_questionnaire_version(session, consultation, *questions)
    told = Question(id="told", kind="text", label={"en": "What happened?"})
    accounts = make_questionnaire_version(session, consultation, told, purpose=FormPurpose.ACCOUNT)
    run = AnalysisRun(
        id=seeded_id("run", 1),
        consultation_id=consultation.id,
        number=1,
        as_of_on=TODAY,
        started_at=NOW,
        finished_at=NOW,
        manifest={"missing_models": [{"name": "vectors", "without": "texts are compared by their words"}]},
    )
    add(session, run)
    themes = {
        key: Theme(
            id=seeded_id("theme", n),
            run_id=run.id,
            key=key,
            label=label,
            size_responses=12,
            stability=0.8,
        )
        for n, (key, label) in enumerate((("T01", "affordable homes"), ("T02", "school places")), 1)
    }
    for theme in themes.values():
        add(session, theme)
    return Received(session, consultation, version, accounts, run, themes)


def make_received(session: Session, questions: Sequence[Question] = QUESTIONS) -> Received:
    """Twelve groups (one named), a letter sent by three, two councils; one named council dissents."""
    received = start_record(session, questions)
    area = make_sub_region(session, name="Osmere Vale")
    named = make_organisation(session, name="Harbour Light")
    received.add_return(HOMES.format(place="the harbour", n=0), consents=NAMED, organisation=named)
    for n in range(1, 9):
        received.add_return(HOMES.format(place=f"street {n * 7}", n=n), organisation_name=f"Lantern {n}")
    for n in range(3):
        received.add_return(LETTER, campaign="C01", agree="yes", organisation_name=f"Sender {n}")
    council = make_organisation(
        session, name="Tarnwich Council", sector=Sector.LOCAL_AUTHORITY_LOWER, sub_region=area
    )
    council_words = {
        "organisation": council,
        "sector": Sector.LOCAL_AUTHORITY_LOWER,
        "consents": NAMED,
        "dissents": True,
        "other": "We do not endorse a regional number and we ask that this be recorded here.",
    }
    received.add_return("The district has no empty homes left for anybody to move into.", **council_words)
    received.add_return(
        "Rents have gone up by a third since the last count was taken.", consents=SILENT, sector=None
    )
    return received
