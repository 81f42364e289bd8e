"""Where a region keeps a Word template of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

OWN_TEMPLATE = "collated-response-template.docx"


def find_template(settings: Mapping[str, Any]) -> Path | None:
    """The region's own template in the instance folder; None where the product's is used."""
    path = Path(str(settings["INSTANCE"])) / OWN_TEMPLATE
    return path if path.is_file() else None
