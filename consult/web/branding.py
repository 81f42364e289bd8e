"""The region's look on every page: `region` in templates, its colours as a style sheet, its logo and icon."""

from pathlib import Path

from flask import Flask, Response, abort, current_app

from consult.web.access import PUBLIC, allow
from consult.web.branding_file import Branding, Colours, read_branding
from consult.web.colours import INK, WHITE, choose_text, lighten_for_dark, mix

CACHE = "public, max-age=300"


def build_stylesheet(colours: Colours) -> str:
    """The custom properties that the style sheets read, with hover and dark shades worked out."""
    link_dark, button_dark = lighten_for_dark(colours.link), lighten_for_dark(colours.button)
    values = {
        "header": colours.header,
        "on-header": choose_text(colours.header),
        "link": colours.link,
        "link-hover": mix(colours.link, INK, 0.4),
        "link-dark": link_dark,
        "link-dark-hover": mix(link_dark, WHITE, 0.4),
        "button": colours.button,
        "button-hover": mix(colours.button, _opposite(choose_text(colours.button)), 0.25),
        "on-button": choose_text(colours.button),
        "button-dark": button_dark,
        "button-dark-hover": mix(button_dark, WHITE, 0.4),
    }
    return ":root{" + "".join(f"--region-{name}:{value};" for name, value in values.items()) + "}\n"


def build_icon(branding: Branding) -> str:
    """A small square in the region's colour, with its first letter, for the browser's tab."""
    header = branding.colours.header
    shape = f'<rect width="32" height="32" rx="6" fill="{header}"/>'
    if not branding.name[0].isalnum():
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{shape}</svg>\n'
    style = f'font-size="20" font-weight="700" font-family="sans-serif" fill="{choose_text(header)}"'
    letter = f'<text x="16" y="23" text-anchor="middle" {style}>{branding.name[0].upper()}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{shape}{letter}</svg>\n'


def init_branding(app: Flask) -> None:
    """Read the branding, name it `region` in templates, and serve its style sheet, logo and icon."""
    named = str(app.config.get("BRANDING_FILE") or "")
    branding = read_branding(Path(named)) if named else Branding()
    app.extensions["branding"] = branding
    app.jinja_env.globals["region"] = branding
    app.add_url_rule("/brand.css", "brand_stylesheet", show_stylesheet)
    app.add_url_rule("/brand-logo", "brand_logo", show_logo)
    app.add_url_rule("/brand-icon.svg", "brand_icon", show_icon)


@allow(PUBLIC)
def show_stylesheet() -> Response:
    """The region's colours as a style sheet."""
    return _cached(build_stylesheet(_branding().colours), "text/css")


@allow(PUBLIC)
def show_logo() -> Response:
    """The region's logo."""
    logo = _branding().logo
    if logo is None:
        abort(404)
    return _cached(logo.content, logo.media_type)


@allow(PUBLIC)
def show_icon() -> Response:
    """The icon of the browser's tab."""
    return _cached(build_icon(_branding()), "image/svg+xml")


def _opposite(text: str) -> str:
    return INK if text == WHITE else WHITE


def _branding() -> Branding:
    branding: Branding = current_app.extensions["branding"]
    return branding


def _cached(content: str | bytes, media_type: str) -> Response:
    return Response(content, mimetype=media_type, headers={"Cache-Control": CACHE})
