"""How somebody quoted is described: as they agreed, and never so closely that it points to one of few."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Excerpt
from consult.models.consultation import Consultation
from consult.models.readings import Respondent
from consult.models.region import SubRegion
from consult.models.response import Answer, Response
from consult.models.telling_kinds import AttributionLevel
from consult.queries.responses import RECEIVED
from consult.queries.told_elsewhere import select_others
from consult.queries.viewer import SYSTEM
from consult.services.carrying.labels import find_labels
from consult.services.experiences.judging_quotations import Passage
from consult.services.experiences.retelling import names_language, say_provenance
from consult.vocabulary import ResponseKind, Sector

A_PERSON = "a person with lived experience"
IN_THE_REGION = "in the region"
TOLD_ELSEWHERE = "for another call of this partnership"

# One respondent of each sector, as it reads before "in …"; the two tiers of councils are one voice.
UNNAMED: dict[Sector, str] = {
    Sector.LOCAL_AUTHORITY_UPPER: "a council",
    Sector.LOCAL_AUTHORITY_LOWER: "a council",
    Sector.GOVERNMENT_DEPARTMENT: "a public body",
    Sector.POLICE: "a police force",
    Sector.HEALTH: "a health body",
    Sector.FIRE_RESCUE: "a fire and rescue service",
    Sector.VOLUNTARY_COMMUNITY: "a voluntary or community group",
    Sector.MIGRANT_LED: "a migrant-led group",
    Sector.ACCOMMODATION_PROVIDER: "an accommodation provider",
    Sector.EMPLOYER: "an employer",
    Sector.EDUCATION: "a school, college or university",
    Sector.LEGAL_ADVICE: "a legal advice service",
    Sector.ACADEMIC: "an academic",
    Sector.INDIVIDUAL: "a member of the public",
}
AN_ORGANISATION = "an organisation"


@dataclass(frozen=True)
class Attributor:
    """Describes respondents of one consultation. sizes: how many share a description, alone and in a place.

    places: the broad place that each experience gave. languages: those that each stands in, of its pages and
    of its words. speakers: how many there are, by place and language. elsewhere: how many experiences were
    told elsewhere; that somebody quoted told theirs there is said only where these are enough. confirmed: of
    passages that were carried over, where they were said, and that they still hold.
    """

    small_number: int
    sizes: Mapping[tuple[str, str], int]
    places: Mapping[str, str]
    languages: Mapping[str, frozenset[str]]
    speakers: Mapping[tuple[str, str], int]
    elsewhere: int = 0
    confirmed: Mapping[Passage, str] = field(default_factory=dict)

    def describe(self, respondent: Respondent, language: str = "") -> str:
        """Describe whose words these are, as far as their permission goes, and how they came to be told.

        language: of the words printed, which may be another than that of the whole.
        """
        if respondent.is_account:
            told = say_provenance(respondent.provenance) if respondent.provenance else ""
            call = TOLD_ELSEWHERE if self._is_told_elsewhere(respondent) else ""
            return ", ".join(filter(None, (self._describe_person(respondent, language), told, call)))
        if respondent.may_attribute and respondent.organisation:
            return respondent.organisation
        return self.describe_unnamed(respondent)

    def describe_at(self, place: Excerpt, respondent: Respondent, language: str = "") -> str:
        """Describe whose words a passage is, and where it was carried over from if it was."""
        return self.add_confirmation(place, self.describe(respondent, language))

    def add_confirmation(self, place: Excerpt, described: str) -> str:
        """A description with where the passage was said before, and that it was confirmed."""
        return ", ".join(filter(None, (described, self.confirmed.get(Passage(**vars(place)), ""))))

    def describe_unnamed(self, respondent: Respondent) -> str:
        """Describe an organisation by its sector and place, each only where enough others share it."""
        told = UNNAMED[respondent.sector] if respondent.sector else AN_ORGANISATION
        if not self._is_shared(told, ""):
            return f"{AN_ORGANISATION} {IN_THE_REGION}"
        place = respondent.sub_region
        return f"{told} in {place}" if place and self._is_shared(told, place) else f"{told} {IN_THE_REGION}"

    def _describe_person(self, respondent: Respondent, language: str) -> str:
        """At the level they chose, and no closer; permissions without a level were given for the area."""
        if not respondent.may_attribute:
            return A_PERSON
        if respondent.level is AttributionLevel.OWN_WORDS:
            own_words = respondent.provenance.described_as if respondent.provenance else ""
            return f"{A_PERSON}, in their own words “{own_words}”" if own_words else A_PERSON
        place = self.places.get(respondent.response_id, "")
        if respondent.level is AttributionLevel.REGION:
            return f"a person living {IN_THE_REGION}"
        is_named = place and self._may_name(place, respondent, language)
        return f"a person living in {place}" if is_named else f"a person living {IN_THE_REGION}"

    def _may_name(self, place: str, respondent: Respondent, language: str) -> bool:
        """Whether a place points to nobody beside the language that is printed with it.

        The words are printed in their language: enough have to share both, whichever of them is quoted. The
        language that a relayed experience was told in is locked, so that nobody can count it: no place is
        named beside it. So is the language of a part of an answer: those who declared it count.
        """
        if respondent.provenance and names_language(respondent.provenance):
            return False
        languages = self.languages.get(respondent.response_id, frozenset()) | {respondent.language}
        languages |= {language} - {""}
        return all(self.speakers.get((place, one), 0) >= self.small_number for one in languages)

    def _is_told_elsewhere(self, respondent: Respondent) -> bool:
        """Whether it was told for another call, and enough others were."""
        return respondent.response_id not in self.places and self.elsewhere >= self.small_number

    def _is_shared(self, told: str, place: str) -> bool:
        return self.sizes.get((told, place), 0) >= self.small_number


def load_attributor(session: Session, consultation_id: str, small_number: int) -> Attributor:
    """Count who shares a description among everything received for the consultation."""
    sizes: Counter[tuple[str, str]] = Counter()
    for sector, place, count in session.execute(_select_returns(consultation_id)):
        told = UNNAMED[sector] if sector else AN_ORGANISATION
        sizes[told, ""] += count
        if place:
            sizes[told, place] += count
    places, languages = _find_places(session, consultation_id), _find_languages(session, consultation_id)
    speakers = Counter((place, one) for id, place in places.items() if place for one in languages[id])
    elsewhere = _count_elsewhere(session, consultation_id)
    confirmed = find_labels(session, consultation_id)
    return Attributor(small_number, sizes, places, languages, speakers, elsewhere, confirmed)


def _select_returns(consultation_id: str):  # type: ignore[no-untyped-def]  # a Select of three columns
    return (
        select(Response.sector, SubRegion.name, func.count(Response.id))
        .outerjoin(Response.sub_region)
        .where(
            Response.consultation_id == consultation_id,
            Response.kind == ResponseKind.RETURN,
            Response.state.in_(RECEIVED),
        )
        .group_by(Response.sector, SubRegion.name)
    )


def _find_places(session: Session, consultation_id: str) -> dict[str, str]:
    """The broad place of each experience in words; a form gives the key of a sub-region."""
    named = {area.key: area.name for area in session.scalars(select(SubRegion))}
    rows = session.execute(select(Response.id, Response.place_band).where(*_is_told(consultation_id)))
    return {id: named.get(band, band) for id, band in rows}


def _find_languages(session: Session, consultation_id: str) -> dict[str, frozenset[str]]:
    """The languages of each experience: of the pages that it was begun on, and of every answer."""
    begun = select(Response.id, Response.language).where(*_is_told(consultation_id))
    answered = select(Answer.response_id, Answer.language).join(Response).where(*_is_told(consultation_id))
    found: dict[str, set[str]] = {}
    for wanted in (begun, answered):
        for id, language in session.execute(wanted):
            found.setdefault(id, set()).update({language} - {""})
    return {id: frozenset(languages) for id, languages in found.items()}


def _is_told(consultation_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Response.consultation_id == consultation_id,
        Response.kind == ResponseKind.ACCOUNT,
        Response.state.in_(RECEIVED),
    )


def _count_elsewhere(session: Session, consultation_id: str) -> int:
    """How many experiences stand that were told elsewhere, whatever each allows: nobody else knows that."""
    others = select_others(SYSTEM, session.get_one(Consultation, consultation_id))
    return session.scalar(select(func.count()).select_from(others.subquery())) or 0
