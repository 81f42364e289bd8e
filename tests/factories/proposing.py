"""A question that was read from a consultation document."""

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.proposal_kinds import ProposedKind
from consult.models.proposals import ProposedQuestion


def make_proposed(
    session: Session, consultation: Consultation, text: str = "What is missing?", **more: object
) -> ProposedQuestion:
    """A question that waits for a decision."""
    given = {"number": "1", "kind": ProposedKind.TEXT, "source_name": "paper.pdf", "place": "page 4"}
    read = {"read_number": "1", "read_text": text, "beside": ["☐ Yes", text]}
    row = ProposedQuestion(consultation_id=consultation.id, position=1, text=text, **given | read | more)
    session.add(row)
    session.flush()
    return row
