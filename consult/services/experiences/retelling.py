"""How an experience was told and written down, in the words printed beside each quotation from it."""

from consult.models.provenance import Provenance
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer
from consult.vocabulary import LANGUAGES

BY_THE_PERSON = "told and written by the person"

_TOLD = {
    Teller.PERSON: "told",
    Teller.SOMEBODY_ELSE: "told by somebody else for the person",
    Teller.EVENT: "told at a listening event",
}
_WRITTEN = {
    Writer.PERSON: "and written by the person, passed on by a community group",
    Writer.WORKER: "to a worker of a community group",
    Writer.FAMILY: "to a relative or friend, passed on by a community group",
}
_THROUGH = {
    Interpreter.WORKER: "through a worker who interpreted",
    Interpreter.PROFESSIONAL: "through an interpreter",
    Interpreter.FAMILY: "through a relative who interpreted",
}
_WORDING = {Wording.VERBATIM: "word for word", Wording.SUMMARY: "a summary"}
_READ_BACK = {True: "read back", False: "not read back"}


def say_provenance(provenance: Provenance) -> str:
    """Such as: told to a worker of a community group in Tigrinya; a summary, read back."""
    if not provenance.is_relayed:
        return BY_THE_PERSON
    how = [_TOLD[provenance.teller], _WRITTEN[provenance.writer], _say_language(provenance.language)]
    how.append(_THROUGH.get(provenance.interpreter, "") if provenance.interpreter else "")
    kept = [_WORDING[provenance.wording]] if provenance.wording else []
    kept += [_READ_BACK[provenance.was_read_back]] if provenance.was_read_back is not None else []
    return "; ".join(filter(None, (" ".join(filter(None, how)), ", ".join(kept))))


def names_language(provenance: Provenance) -> bool:
    """Whether the language that it was told in is printed."""
    return provenance.is_relayed and bool(_say_language(provenance.language))


def _say_language(language: str) -> str:
    known = LANGUAGES.get(language)
    return f"in {known.english_name}" if known else ""
