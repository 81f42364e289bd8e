"""What may speak of danger in an account that nobody has read yet: a suggestion, sealed under its key."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identifier


class DangerSuggestion(Base):
    """`heads_mark` stands for the texts that were looked at; that there is a row says only that they were."""

    __tablename__ = "danger_suggestion"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    heads_mark: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
