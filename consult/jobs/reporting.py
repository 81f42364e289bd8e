"""Say how far a job is, and hear at the same moments whether to stop."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.course import Course
from consult.services.jobs import claiming
from consult.services.jobs.claiming import Claim

SHOWN_SECONDS = 0.5
Tell = Callable[[str, int, int], None]


class Reporter:
    """Writes progress at most twice a second, and reads whether to stop at the same moments."""

    def __init__(
        self, sessions: sessionmaker[Session], claim: Claim, tell: Tell | None, course: Course | None = None
    ) -> None:
        self._sessions, self._claim, self._tell = sessions, claim, tell
        self._course = course or Course(())
        self._written_at = datetime.min.replace(tzinfo=UTC)
        self._step = ""
        self._stop = False

    def report(self, step: str, done: int, total: int) -> None:
        """Say how far the job is. Raises: ClaimLost when another worker has it, which ends the work here."""
        now = datetime.now(UTC)
        is_new = step != self._step or done >= total
        if not is_new and (now - self._written_at).total_seconds() < SHOWN_SECONDS:
            return
        self._step, self._written_at = step, now
        if self._tell:
            self._tell(step, done, total)
        left = self._course.follow(step, done, total)
        with self._sessions.begin() as session:
            self._stop = claiming.report_progress(
                session, self._claim, step=step, done=done, total=total, now=now, seconds_left=left
            )

    def should_stop(self) -> bool:
        """Whether somebody had asked the job to stop when it last reported."""
        return self._stop
