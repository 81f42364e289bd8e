"""Browsers in which somebody tells an experience to a site over HTTP, or works at its desk."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http.cookiejar import CookieJar

from tests.integration.told_site import ToldSite

AGENT, REFERRER, FORWARDED = "MarkedBrowser/77.1", "/marked-referrer-5521", "203.0.113.177"
FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')
NUMBER = re.compile(r'<bdi dir="ltr">.*?((?:\d{3} ){5}\d{3})')
RETURN = "/your-experience/return"
Fields = str | list[str]


class Browser:
    """Keeps cookies and the page that it shows; a form is sent with that page's token."""

    def __init__(self, site: ToldSite, marks: Mapping[str, str] | None = None) -> None:
        self._site, self._marks = site, dict(marks or {})
        self.jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.page = ""

    def get(self, path: str) -> str:
        """Open a page."""
        return self._send(path, None)

    def post(self, path: str, fields: Mapping[str, Fields] | None = None, **more: Fields) -> str:
        """Send a form; what it leads to."""
        token = FIELD.search(self.page)
        given = {"csrf_token": token[1] if token else "", **(fields or {}), **more}
        return self._send(path, urllib.parse.urlencode(given, doseq=True).encode())

    def _send(self, path: str, body: bytes | None) -> str:
        request = urllib.request.Request(self._site.url + path, data=body, headers=self._marks)
        try:
            with self._opener.open(request, timeout=60) as answer:
                self.page = answer.read().decode()
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code}\n{refused.read().decode()}") from refused
        return self.page


class Teller(Browser):
    """Somebody with a browser that could be known by its marks, who tells an experience."""

    def __init__(self, site: ToldSite) -> None:
        marks = {"User-Agent": AGENT, "Referer": site.url + REFERRER, "X-Forwarded-For": FORWARDED}
        super().__init__(site, marks)

    def tell(self, words: str, kept_away: str, *, slug: str = "", **allowed: Fields) -> str:
        """Tell it, name who must never read it, and send it; returns the number as it is shown."""
        base = f"/your-experience/{slug or self._site.slug}"
        self.get(f"{base}/about")
        self.post(f"{base}/about", age="over")
        self.post(f"{base}/q/what_happened", q_what_happened=words)
        self.post(f"{base}/permission", {"q_permission": ["analyse", "quote"], **allowed})
        self.get(f"{base}/keep-away")
        self.post(f"{base}/keep-away", q_kept_away=kept_away)
        self.get(f"{base}/check")
        self.post(f"{base}/check", prompts_rest="keep")
        found = NUMBER.search(self.page)
        assert found, self.page
        return found[1]

    def open(self, number: str) -> str:
        """The page that a number opens."""
        self.get(f"{RETURN}/")
        return self.post(f"{RETURN}/", return_number=number)
