"""The region's name, contacts, logo and colours, from the one settings file that BRANDING_FILE names.

The file is TOML; every key is optional, and an empty BRANDING_FILE gives the neutral look:

    [partnership]
    name = "Wessmere Strategic Migration Partnership"
    short_name = "Wessmere SMP"         # where there is little room; by default the name
    host = "Wessmere City Council"      # the body that is legally responsible
    address = "1 Example Quay, Wessmere"
    email = "partnership@example.org"
    phone = "020 7946 0100"
    logo = "logo.svg"                   # SVG, PNG or JPEG beside this file; shown 44 pixels high
    [partnership.colours]
    header = "#1f3a5f"                  # the bar at the top; text on it is white or ink, whichever reads
    link = "#164a73"                    # on white
    button = "#0b5138"

Each colour must give text a contrast of 7 to 1, else the site refuses to start (C006).
"""

from dataclasses import dataclass, field
from pathlib import Path

from consult.errors import ConfigurationError
from consult.region_logo import Logo, read_branding_table, read_logo, refuse
from consult.web.colours import ENOUGH, WHITE, choose_text, is_colour, measure_contrast


@dataclass(frozen=True)
class Colours:
    """The three colours a region chooses."""

    header: str = "#22384d"
    link: str = "#1b4f72"
    button: str = "#1b4f72"


@dataclass(frozen=True)
class Branding:
    """What pages show of the region; templates know it as `region`."""

    name: str = "Regional Consult"
    short_name: str = ""
    host: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    logo: Logo | None = None
    colours: Colours = field(default_factory=Colours)

    @property
    def brief_name(self) -> str:
        """The short name, or the name where there is none."""
        return self.short_name or self.name


def read_branding(path: Path) -> Branding:
    """Read the settings file of the region's look.

    Raises: ConfigurationError (C001) where the file or a value is wrong, (C006) where a colour is too pale.
    """
    table = read_branding_table(path)
    texts = {key: str(table.get(key, "")) for key in ("short_name", "host", "address", "email", "phone")}
    colours = _read_colours(table.get("colours", {}))
    name = str(table.get("name") or Branding.name)
    return Branding(name=name, logo=read_logo(path, table.get("logo")), colours=colours, **texts)


def _read_colours(table: object) -> Colours:
    if not isinstance(table, dict):
        raise refuse("[partnership.colours] is not a table")
    names = ("header", "link", "button")
    return Colours(**{name: _check_colour(name, str(table[name]).lower()) for name in names if name in table})


def _check_colour(name: str, colour: str) -> str:
    """Return the colour; a link is read on white, the others carry text."""
    if not is_colour(colour):
        raise refuse(f"the colour {name} is {colour!r}, not of the form #1f3a5f")
    ground = WHITE if name == "link" else choose_text(colour)
    contrast = measure_contrast(colour, ground)
    if contrast < ENOUGH:
        raise ConfigurationError("C006", name=name, colour=colour, contrast=f"{contrast:.1f}")
    return colour
