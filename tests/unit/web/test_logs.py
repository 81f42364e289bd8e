"""Logs: one line an event, whatever is in it, and nothing below the level asked for."""

import pytest
import structlog

from consult.logs import configure_logs


def test_event__with_line_breaks__is_one_line_of_names_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    try:
        configure_logs("WARNING")
        log = structlog.get_logger()
        log.info("not told")
        log.warning("job failed", code="C601", place="one\nlevel=error forged")
    finally:
        structlog.configure(**before)
    (line,) = capsys.readouterr().err.splitlines()
    assert "level=warning" in line and 'event="job failed"' in line and "code=C601" in line
    assert "not told" not in line and line.count("level=") == 2
