"""Security headers on every response; written here because Flask-Talisman is no longer kept.

Referrer-Policy is `same-origin`, on pages of experiences too: nothing reaches another host, and it is the
least that works. Over HTTPS the check of form tokens (WTF_CSRF_SSL_STRICT) refuses a form that comes without
a referrer, and no policy tells our own pages less without telling other hosts something. Only the way out of
the site, which has no form, is `no-referrer`. What our own server is told it does not keep (docs/hosting).
"""

from flask import Flask, Response, current_app, request

SELF = ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")
NONE = ("default-src", "base-uri", "frame-ancestors")
CONTENT_POLICY = "; ".join([*(f"{name} 'none'" for name in NONE), *(f"{name} 'self'" for name in SELF)])
CLOSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in CLOSED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TRANSPORT = "max-age=31536000; includeSubDomains"
KEEP = "public, max-age=31536000, immutable"


def init_headers(app: Flask) -> None:
    """Put the headers on every response of the application."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add each header that the view did not set, and say what may be kept.

    Pages hold form tokens and people's words: none is stored, unless its view says otherwise.
    """
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config.get("HTTPS", True) and request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", TRANSPORT)
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = KEEP
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def clear_browser(response: Response) -> Response:
    """Ask the browser to forget this site: for the exit button and for signing out."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response
