"""How an experience was told, in the words beside each quotation from it."""

import pytest

from consult.models.provenance import RELAYED, SELF_TOLD, Provenance
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer
from consult.services.experiences.retelling import say_provenance

FULL = Provenance(
    is_relayed=True,
    writer=Writer.WORKER,
    interpreter=Interpreter.PROFESSIONAL,
    language="ti",
    wording=Wording.SUMMARY,
    was_read_back=True,
)


@pytest.mark.parametrize(
    ("provenance", "expected"),
    [
        (SELF_TOLD, "told and written by the person"),
        (RELAYED, "told to a worker of a community group"),
        (
            FULL,
            "told to a worker of a community group in Tigrinya through an interpreter; a summary, read back",
        ),
        (
            Provenance(True, Teller.EVENT, Writer.WORKER, Interpreter.NONE, "prs", Wording.VERBATIM, False),
            "told at a listening event to a worker of a community group in Dari;"
            " word for word, not read back",
        ),
        (
            Provenance(True, Teller.SOMEBODY_ELSE, Writer.FAMILY, language="a language not in our list"),
            "told by somebody else for the person to a relative or friend, passed on by a community group",
        ),
    ],
)
def test_provenance__told__is_said_in_a_line(provenance: Provenance, expected: str) -> None:
    assert say_provenance(provenance) == expected


def test_own_words__kept_with_it__are_not_in_the_line_nor_in_a_log() -> None:
    told = Provenance(described_as="a mother of two")
    assert "mother" not in say_provenance(told)
    assert "mother" not in repr(told)
