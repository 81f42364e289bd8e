"""Structured logs, configured in this one place. Never form values, never who asked."""

import logging

import structlog
from flask import Flask


def init_logs(app: Flask) -> None:
    """Log at LOG_LEVEL, one line an event, to standard error."""
    configure_logs(app.config["LOG_LEVEL"])


def configure_logs(level: str) -> None:
    """Set up structlog; also used by the worker and the command line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(sort_keys=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )
