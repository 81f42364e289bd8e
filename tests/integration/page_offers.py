"""What a page offers to whoever reads it: links, and forms."""

from html.parser import HTMLParser


class Offers(HTMLParser):
    """What a page leads to, and what it sends where."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found = address, set[tuple[str, str]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.add(("GET", str(given["href"])))
        if tag == "form":
            method = (given.get("method") or "get").upper()
            self.found.add((method, given.get("action") or self.address))
