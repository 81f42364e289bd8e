"""A draft questionnaire in English that is translated, and people who translate it."""

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.cell_makers import Person, Typed
from consult.services.cells.choosing_languages import add_language
from consult.services.cells.glossary import TermDetails, add_term
from consult.services.cells.reading_cells import list_views
from consult.services.cells.saving_cells import Saved, save_cells
from consult.services.consultations.publishing import add_version
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import ConsultationState, Role
from forms.definitions import Choice, Page, Question, Questionnaire
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW
from tests.factories.region import make_staff

YES_NO = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
AGREE = Question("agree", "select_one", {"en": "Do you agree?"}, {"en": "Think."}, choices=YES_NO)
WHY = Question("why", "text", {"en": "Why?"})
TITLE = "consultation/title"
AGREE_LABEL, HINT, WHY_LABEL = "question/agree/label", "question/agree/hint", "question/why/label"
YES, NO = "question/agree/choice/yes", "question/agree/choice/no"
CELLS = [TITLE, AGREE_LABEL, HINT, YES, NO, WHY_LABEL]


def make_english(*questions: Question) -> Questionnaire:
    """One question a page, in English."""
    pages = tuple(Page(one.id, {}, (one,)) for one in questions or (AGREE, WHY))
    return Questionnaire("routes", {"en": "Safe routes"}, ("en",), "en", pages)


def make_draft(session: Session, *questions: Question, language: str = "ar") -> QuestionnaireVersion:
    """A draft of a consultation in preparation, to be translated into a language."""
    values = {"state": ConsultationState.PREPARING, "title": {"en": "Safe routes"}}
    consultation = make_consultation(session, **values)
    told = {"actor": "system", "now": NOW}
    version = add_version(session, consultation, make_english(*questions), **told)
    add_language(session, version, language, **told)
    return version


def make_worded(session: Session, consultation: Consultation, words: str = "homes") -> dict[str, str]:
    """The ids of a draft that is being translated into Arabic, and of a term of the glossary."""
    told = {"actor": "system", "now": NOW}
    form = make_english(
        Question("said", "text", {"en": f"{words}?"}), Question("more", "text", {"en": words})
    )
    version = add_version(session, consultation, form, **told)
    if "ar" not in read_definition(version).languages:
        add_language(session, version, "ar", **told)
    type_all(session, version, {"question/said/label": f"{words}؟"}, make_person(session, words))
    term = add_term(session, TermDetails(words, words, {"ar": f"{words} آخر"}), **told)
    return {"wording_id": version.id, "term_id": term.id}


def make_person(session: Session, name: str = "Layla Haddad", *, may_check_own: bool = False) -> Person:
    """A translator of the staff."""
    return Person(make_staff(session, Role.TRANSLATOR, name=name).id, name, may_check_own)


def type_all(
    session: Session,
    version: QuestionnaireVersion,
    texts: dict[str, str],
    person: Person,
    *,
    language: str = "ar",
    checked: bool = False,
    is_from_machine: bool = False,
) -> Saved:
    """Save these texts, as a page that shows them now would send them."""
    marks = {view.id: view.mark for view in list_views(session, version, language)}
    typed = [Typed(id, text, marks[id], checked) for id, text in texts.items()]
    given = {"person": person, "is_from_machine": is_from_machine, "now": NOW}
    return save_cells(session, version, language, typed, **given)


def translate_all(session: Session, version: QuestionnaireVersion, person: Person, **more: object) -> Saved:
    """Translate everything that is missing into something that says what it was."""
    language = str(more.get("language", "ar"))
    views = list_views(session, version, language)
    texts = {view.id: f"{language}: {view.source}" for view in views if not view.text}
    return type_all(session, version, texts, person, **more)  # type: ignore[arg-type]
