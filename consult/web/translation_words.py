"""What the staff area calls the states of translations, and whoever made them."""

from consult.models.translation_kinds import TranslationState
from consult.services.identifiers.masking import cut_beside
from consult.services.translations.counting_translations import Stage

STATES: dict[TranslationState | None, tuple[str, str]] = {
    None: ("Not begun", "grey"),
    TranslationState.BEGUN: ("Begun", "yellow"),
    TranslationState.FINISHED: ("Finished, to be checked", "yellow"),
    TranslationState.CHECKED: ("Checked", "green"),
}
STAGES: dict[Stage, str] = {
    Stage.READ: "In a language that you read",
    Stage.NO_WORDS: "Without words to translate",
    Stage.NOT_BEGUN: "Waiting, translation not begun",
    Stage.BEGUN: "Waiting, translation begun or out of date",
    Stage.FINISHED: "Translation finished, to be checked",
    Stage.CHECKED: "Translation checked",
    Stage.NOT_PERMITTED: "Reading not allowed by whoever sent it",
    Stage.UNREADABLE: "Cannot be read",
    Stage.SET_ASIDE: "Set aside as not an experience",
    Stage.WITHDRAWN: "Withdrawn",
}
STAGE_COLOURS: dict[Stage, str] = {
    Stage.BEGUN: "yellow",
    Stage.FINISHED: "yellow",
    Stage.CHECKED: "green",
}


def mark_suspicious(text: str) -> list[tuple[str, bool]]:
    """A translation in pieces, with what the program takes for personal data told apart: a suggestion."""
    return [(piece.words, bool(piece.kind)) for piece in cut_beside(text, ())]
