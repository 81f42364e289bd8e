"""The doorbell: tells a worker that a job waits. It carries the job's id and nothing else.

A ring that is lost does no harm: the worker's sweep finds every job that waits.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

TASK_NAME = "run_job"
QUEUE_FILE = "queue.sqlite"


class Doorbell:
    """Rings for a job, or answers the rings; `run` is what the worker does with a job id."""

    def __init__(self, settings: Mapping[str, Any], run: Callable[[str], None] | None = None) -> None:
        def answer_ring(job_id: str) -> None:
            (run or _refuse)(job_id)

        self._huey = _make_huey(settings)
        # huey names a task after its function's module too: ringer and worker must name the same one.
        self._task = self._huey.task(name=TASK_NAME)(answer_ring)

    def ring(self, job_id: str) -> None:
        """Say that a job waits."""
        self._task(job_id)

    def answer(self) -> bool:
        """Run the job of one ring, if any; True when there was one."""
        task = self._huey.dequeue()
        if task is None:
            return False
        self._huey.execute(task)
        return True


def _make_huey(settings: Mapping[str, Any]) -> Huey:
    serializer = SignedSerializer(secret=settings["SECRET_KEY"])
    if settings["REDIS_URL"]:
        return RedisHuey(
            "consult", results=False, serializer=serializer, url=settings["REDIS_URL"], blocking=False
        )
    path = Path(settings["INSTANCE"]) / QUEUE_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("consult", results=False, serializer=serializer, filename=str(path))


def _refuse(job_id: str) -> None:
    raise RuntimeError(f"this process only rings; job {job_id} belongs to a worker")
