"""The region's logo, as the file that BRANDING_FILE names has it; for pages and for files alike."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consult.errors import ConfigurationError

LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
MAX_LOGO_BYTES = 200_000


@dataclass(frozen=True)
class Logo:
    """The bytes of the region's logo."""

    content: bytes
    media_type: str


def find_logo(settings: Mapping[str, Any]) -> Logo | None:
    """The logo that the settings lead to, if there is one. Raises: ConfigurationError (C001)."""
    named = str(settings.get("BRANDING_FILE") or "")
    return read_logo(Path(named), read_branding_table(Path(named)).get("logo")) if named else None


def read_branding_table(path: Path) -> dict[str, Any]:
    """Read what the file says of the partnership. Raises: ConfigurationError (C001)."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("partnership", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refuse(f"{path.name} cannot be read ({error})") from error
    if not isinstance(table, dict):
        raise refuse(f"[partnership] in {path.name} is not a table")
    return table


def read_logo(path: Path, named: object) -> Logo | None:
    """Read the logo that stands beside the file. Raises: ConfigurationError (C001)."""
    if not named:
        return None
    logo = path.parent / str(named)
    media_type = LOGO_TYPES.get(logo.suffix.lower())
    if media_type is None or not logo.is_file():
        raise refuse(f"the logo {logo.name} is not an SVG, PNG or JPEG file beside {path.name}")
    if logo.stat().st_size > MAX_LOGO_BYTES:
        raise refuse(f"the logo {logo.name} is larger than {MAX_LOGO_BYTES // 1000} kB")
    return Logo(logo.read_bytes(), media_type)


def refuse(reason: str) -> ConfigurationError:
    """Make the error that says what is wrong with the file."""
    return ConfigurationError("C001", name="BRANDING_FILE", reason=reason)
