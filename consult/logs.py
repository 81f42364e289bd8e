"""Structured logs, configured in this one place. Never form values, never who asked."""

import logging
import sys

import structlog


def configure_logs(level: str) -> None:
    """Log events of this level and above, one line each, to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(sort_keys=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=_open_error_stream,
        cache_logger_on_first_use=False,
    )


def _open_error_stream(*_: object) -> structlog.PrintLogger:
    """Write to what standard error is now: whoever configured the logs may have closed theirs since."""
    return structlog.PrintLogger(file=sys.stderr)
