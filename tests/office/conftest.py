"""What tests with LibreOffice share with others."""

from tests.integration.drafted_copies import kept_draft

__all__ = ["kept_draft"]
