"""A response taken from a closed consultation to the page that everybody reads, by pages alone.

A manager, three partners of whom one dissents, an observer, and a board of which a member reads along.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import docx
from playwright.sync_api import Page, expect
from sqlalchemy import select

from consult.models.job import OutboxMessage
from consult.services.days import HERE
from consult.services.trends.saying_gaps import HELD_WORDS
from tests.browser.conftest import FindViolations
from tests.browser.copying_an_answer import copy_an_answer
from tests.browser.response_cast import ADDITION, DISSENT, Cast, Speaker
from tests.browser.site import LiveServer
from tests.browser.steps import follow, press, press_in_place

TYPED = "We were told in this room that 4,711 returns were received."
REASON = "The chair said so, and asked for it to stand."
SAID, REPLIED = "We said that homes come first.", "Councils will be told two weeks before."
PLACE = "Government response, page 12"


@dataclass
class Walk:
    """One walk. open_page gives a browser that nobody is signed in to."""

    site: LiveServer
    manager: Page
    member: Page
    open_page: Callable[[], Page]
    axe: FindViolations
    cast: Cast
    links: dict[str, str] = field(default_factory=dict)
    objections: dict[str, list[str]] = field(default_factory=dict)

    @property
    def desk(self) -> str:
        """Where the pages of the consultation are."""
        return f"/desk/consultations/{self.cast.slug}"

    @property
    def version(self) -> str:
        """Where those of the version are."""
        return f"{self.desk}/versions/1"

    def look(self, page: Page) -> None:
        """Give a page to axe that no other test has in this state."""
        if found := self.axe(page):
            self.objections[page.url] = found

    def close(self) -> None:
        """The manager closes the form."""
        self.manager.goto(f"{self.desk}/")
        press(self.manager, "Close to answers")
        expect(self.manager.get_by_text("The consultation is closed.")).to_be_visible()

    def settle(self) -> None:
        """Something typed does not agree with the record: no version is made before somebody says why."""
        page = self.manager
        page.goto(f"{self.desk}/draft/asks/edit")
        turn = page.get_by_role("button", name="Edit as text")
        if turn.count():
            press_in_place(turn)
        text = page.locator("#text")
        text.fill(f"{text.input_value()}\n\n{TYPED}")
        press(page, "Save the section")
        page.goto(f"{self.desk}/versions")
        press(page, "Make a version of draft 1")
        expect(page.get_by_text("C816").first).to_be_visible()
        page.goto(f"{self.desk}/draft-findings")
        page.get_by_label("Let number 1 stand").check()
        page.get_by_label("Reason", exact=True).fill(REASON)
        press(page, "Let it stand")
        expect(page.get_by_text(REASON)).to_be_visible()

    def freeze(self) -> None:
        """An exact version is made."""
        self.manager.goto(f"{self.desk}/versions")
        press(self.manager, "Make a version of draft 1")
        expect(self.manager.get_by_text("Version 1 is made.")).to_be_visible()
        expect(self.manager.get_by_text(self.cast.quoted).first).to_be_visible()
        copy_an_answer(self.manager, f"{self.version}/answers")

    def circulate(self) -> None:
        """It goes to the partners and the observer; each link is on the page that follows."""
        page = self.manager
        page.goto(f"{self.version}/circulation")
        for one in self.cast.speakers:
            page.get_by_label(one.organisation, exact=True).check()
        fill_day(page, "closes_on", date(2099, 12, 31))
        press(page, "Send the links")
        names = page.locator("main h2").all_text_contents()
        self.links = dict(zip(names, page.locator("main code").all_text_contents(), strict=True))
        assert set(self.links) == {one.organisation for one in self.cast.speakers}
        self.look(page)

    def come_in(self, one: Speaker) -> Page:
        """Somebody who is asked opens the link and types the code that came to their address."""
        page = self.open_page()
        page.goto(self.links[one.organisation])
        page.locator("#address").fill(one.address)
        press(page, "Send me a code")
        page.locator("#code").fill(self._read_code(one.address))
        press(page, "Continue")
        expect(page.get_by_text(one.organisation).first).to_be_visible()
        return page

    def speak(self, one: Speaker, page: Page) -> None:
        """They say what they think of one section."""
        page.goto(f"/agreement/version/sections/{one.section}")
        page.get_by_label(one.stance, exact=True).check()
        page.locator("#words").fill(one.words)
        page.get_by_label("It is the view of an officer").check()
        page.locator("#given_by").fill("Jo Marsh")
        page.locator("#given_role").fill("Head of policy")
        press(page, "Keep this position")
        expect(page.get_by_text("Your position is kept.")).to_be_visible()

    def agree(self) -> None:
        """Partners read and speak; the observer reads no quotation, and counts in no number."""
        for one in self.cast.partners:
            self.speak(one, self.come_in(one))
        page, observer = self.come_in(self.cast.observer), self.cast.observer
        expect(page.get_by_text("counts in no number")).to_be_visible()
        page.goto(f"/agreement/version/sections/{observer.section}")
        expect(page.get_by_text(HELD_WORDS).first).to_be_visible()
        assert self.cast.quoted not in page.content()
        self.speak(observer, page)
        self.manager.goto(f"{self.version}/positions")
        folded = self.manager.locator("main details:not([open]) > summary")
        while folded.count():
            press_in_place(folded.first)
        text = self.manager.locator("main").inner_text()
        assert "1 dissents" in text and DISSENT in text and "Did not reply: " in text
        assert "1 endorses; 1 endorses with an addition; 1 did not reply." in text, "and no observer"
        assert "Observers:" in text and observer.words in text
        self.look(self.manager)

    def sign(self) -> None:
        """The minute is attached, and the board's decision recorded; a member reads it."""
        page = self.manager
        page.goto(self.version)
        digest = page.locator("main code").first.inner_text()
        self._attach("minute", "minute.txt", f"Item 4: version 1 is signed off. Fingerprint {digest}")
        page.goto(f"{self.version}/sign-off/{self.cast.forum}")
        page.get_by_label("In a meeting").check()
        fill_day(page, "decided_on", find_today())
        for name, vote in self.cast.votes.items():
            page.get_by_label(name, exact=True).select_option(vote)
        page.get_by_label("It signed the version off").check()
        page.locator("#fingerprint").fill(digest[:16])
        page.locator("#file").select_option(label="minute.txt")
        press(page, "Record the decision")
        expect(page.get_by_text("Version 1 is signed off.")).to_be_visible()
        self.member.goto(f"{self.version}/sign-off")
        expect(self.member.get_by_text("Stands", exact=True)).to_be_visible()
        counted = sum(vote != "present" for vote in self.cast.votes.values())
        expect(self.member.get_by_text(f"{counted} that count were there")).to_be_visible()
        assert self.member.get_by_role("button", name="Undo the sign-off").count() == 0
        self.look(self.member)

    def read_file(self) -> list[str]:
        """The paragraphs of the signed version's Word file, opened again."""
        answer = self.manager.request.get(f"{self.version}/response.docx")
        assert answer.status == 200
        return [one.text for one in docx.Document(io.BytesIO(answer.body())).paragraphs]

    def send(self) -> None:
        """The sending is recorded with its proof."""
        page = self.manager
        self._attach("proof", "receipt.txt", "Received: reference 4711.")
        page.goto(f"{self.desk}/sent/record")
        assert page.locator("#version option:checked").inner_text().startswith("Version 1, signed off")
        fill_day(page, "sent_on", find_today())
        page.get_by_label("Through a portal on the web").check()
        page.locator("#recipients").fill("The department’s desk <desk@dept.example>")
        page.locator("#file").select_option(label="receipt.txt")
        press(page, "Record that it was sent")
        expect(page.get_by_text("The department’s desk (desk@dept.example)")).to_be_visible()

    def follow_up(self) -> None:
        """What is asked is taken from the version, the government's reply entered, and the page opened."""
        page = self.manager
        page.goto(f"{self.desk}/asks")
        press_in_place(page.locator("input[name=place]").last)
        press(page, "Add to the list")
        follow(page.get_by_role("link", name="Words and reply"))
        page.get_by_label("Accepted in part").check()
        fill_day(page, "replied_on", find_today())
        page.locator("#said_en").fill(REPLIED)
        page.locator("#place").fill(PLACE)
        press(page, "Save")
        page.goto(f"{self.desk}/outcome")
        page.locator("#said_en").fill(SAID)
        press(page, "Save")
        page.goto(f"{self.desk}/public-page")
        page.get_by_label(self.cast.quoted).check()
        press(page, "Keep this choice")
        press(page, "Publish the page")
        expect(page.get_by_text("The page is open to everybody.")).to_be_visible()

    def visit(self) -> Page:
        """Somebody comes to the site and reads what became of it."""
        page = self.open_page()
        page.goto("/")
        follow(page.locator(f'a[href^="/consultations/{self.cast.slug}/outcome"]'))
        expect(page.get_by_role("heading", name="We asked, you said, we did")).to_be_visible()
        return page

    def _attach(self, kind: str, name: str, words: str) -> None:
        page = self.manager
        page.goto(f"{self.desk}/files")
        page.locator("#kind").select_option(kind)
        file = {"name": name, "mimeType": "text/plain", "buffer": words.encode()}
        page.locator("#file").set_input_files(file)
        press(page, "Attach it")
        expect(page.get_by_role("link", name=name)).to_be_visible()

    def _read_code(self, address: str) -> str:
        """The code in the last letter to an address: only who reads its mail has it."""
        with self.site.sessions() as session:
            wanted = select(OutboxMessage.body_text).where(OutboxMessage.to_address == address)
            letters = session.scalars(wanted.order_by(OutboxMessage.queued_at)).all()
        return re.findall(r"\b\d{6}\b", letters[-1])[0]


def fill_day(page: Page, name: str, day: date) -> None:
    """Type a day into its three fields."""
    for part, number in (("", day.day), ("-month", day.month), ("-year", day.year)):
        page.locator(f"#{name}{part}").fill(str(number))


def find_today() -> date:
    """The date here."""
    return datetime.now(HERE).date()


def walk(one: Walk) -> Page:
    """All of it, in order; returns the page of whoever reads what became of it."""
    for step in (one.close, one.settle, one.freeze, one.circulate, one.agree, one.sign):
        step()
    said = "\n".join(one.read_file())
    assert "Signed version 1" in said and "has not been signed off" not in said
    assert TYPED in said and REASON in said
    assert DISSENT in said and ADDITION in said and "did not reply" in said
    one.send()
    one.follow_up()
    page = one.visit()
    text = page.locator("main").inner_text()
    for words in (SAID, TYPED, REPLIED, PLACE, "Accepted in part", one.cast.quoted):
        assert words in text, words
    assert one.objections == {}
    return page
