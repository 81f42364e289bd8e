"""Logs: one line an event, whatever is in it, and nothing below the level asked for."""

import io
from collections.abc import Iterator

import pytest
import structlog

from consult.logs import configure_logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logs are configured for the whole process: put back what was."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_event__with_line_breaks__is_one_line_of_names_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("WARNING")
    log = structlog.get_logger()
    log.info("not told")
    log.warning("job failed", code="C601", place="one\nlevel=error forged")
    (line,) = capsys.readouterr().err.splitlines()
    assert "level=warning" in line and 'event="job failed"' in line and "code=C601" in line
    assert "not told" not in line and line.count("level=") == 2


def test_event__after_the_stream_of_that_time_was_closed__goes_to_the_present_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = io.StringIO()
    with monkeypatch.context() as then:
        then.setattr("sys.stderr", first)
        configure_logs("INFO")
    first.close()
    structlog.get_logger().info("still told")
    assert "still told" in capsys.readouterr().err
