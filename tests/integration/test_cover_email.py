"""The e-mail that goes to government with a version: what it says, what it never says, and its bytes."""

from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from consult.exports.cover_message import Attached, make_message
from consult.queries.viewer import SYSTEM
from consult.services.drafts.documenting import Showing
from consult.services.following.cover_email import DECISION, Cover, write_cover
from consult.services.keeping.withdrawing import withdraw
from consult.vocabulary import UseKind
from tests.factories.following import HOTELS, WAITS, Followed, make_followed
from tests.factories.numbering import NOW
from tests.factories.region import make_partnership
from tests.factories.versions import LOCKED

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)
FORMS = ("a Word file", "a PDF")
SignIn = Callable[..., FlaskClient]
FIRST = "/desk/consultations/consultation-1/versions/1"


def make_case(session: Session, *, asked: int = 12, **values: str) -> Followed:
    make_partnership(
        session, **{"name": "Southmere Partnership", "contact_email": "us@south.example"} | values
    )
    return make_followed(session, asked=asked)


def write(case: Followed, attached: str = "") -> Cover:
    return write_cover(case.session, case.version, forms=FORMS, attached=attached, showing=SHOWING)


def read(content: bytes) -> EmailMessage:
    found = BytesParser(policy=policy.default).parsebytes(content)
    assert isinstance(found, EmailMessage)
    return found


def read_text(message: EmailMessage) -> str:
    """As it was before it travelled."""
    return str(message.get_content()).replace("\r\n", "\n")


def test_cover__of_a_signed_version__says_who_sends_what_who_agreed_and_what_is_asked(
    sqlite_session: Session,
) -> None:
    case = make_case(sqlite_session, host="Southmere Council")
    assert "No forum has signed this version off." in write(case).text
    case.sign()
    cover = write(case)
    assert cover.subject == "A consultation: regional response of Southmere Partnership, version 1"
    for words in (
        "Southmere Partnership, hosted by Southmere Council, sends you the response of the region",
        "This is version 1, with the record as of 4 March 2031.",
        f"begins with {case.version.digest[:16]};",
        "It was signed off by The board in a meeting on 4 March 2031.",
        "Nothing of it has been withdrawn since it was made.",
        "The response is attached. You can have it as a Word file or a PDF.",
        "1. Government should fund English classes. The board.",
        "2. Government should say early what it plans.",
        "3. 12 of 100 returns asked for this: Homes.",
        "Contact: Southmere Partnership, us@south.example",
        DECISION,
    ):
        assert words in cover.text, words
    assert case.version.digest not in cover.text
    attached = write(case, "a PDF").text
    assert "The response is attached as a PDF. You can have it as a Word file too." in attached


def test_cover__after_words_were_taken_back__counts_places_and_never_quotes_or_names(
    sqlite_session: Session,
) -> None:
    case = make_case(sqlite_session, asked=3)
    case.returns[0].organisation_name = "Harbour Light"
    case.sign()
    withdraw(case.session, case.returns[0], actor="somebody", now=NOW)
    cover = write(case)
    assert "1 place gives less than when it was made" in cover.text
    assert "3. Homes" in cover.text and "3 of 100" not in cover.text, "too few to be told"
    told = cover.subject + cover.text
    names = ("Harbour Light", *(one.id for one in (*case.returns, case.account)))
    assert [one for one in (HOTELS, WAITS, LOCKED, *names) if one in told] == []


def test_message__of_a_cover__has_no_heading_beyond_what_the_region_set_and_the_same_bytes(
    sqlite_session: Session,
) -> None:
    case = make_case(sqlite_session, name="Súthmere\nBcc: somebody@else.example")
    cover, file = write(case), Attached("a.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")
    first, second = (make_message(write(case), file) for _ in range(2))
    assert first == second
    message = read(first)
    assert set(message.keys()) == {
        "From", "Subject", "Date", "X-Unsent", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert message["Date"].datetime == case.version.made_at
    assert message["From"].addresses[0].addr_spec == "us@south.example"
    assert message["Subject"] == cover.subject and "Súthmere Bcc: somebody" in message["Subject"]
    body, [attached] = message.get_body(), list(message.iter_attachments())
    assert body is not None and read_text(body) == cover.text
    assert (attached.get_filename(), attached.get_content()) == ("a.pdf", file.content)


def test_message__with_a_text_file__says_in_which_letters_it_is(sqlite_session: Session) -> None:
    case, words = make_case(sqlite_session), "“There are too few homes.”\n"
    for kind in ("text/markdown", "text/html; charset=utf-8"):
        message = read(make_message(write(case), Attached("a.md", kind, words.encode())))
        [attached] = message.iter_attachments()
        assert attached.get_param("charset") == "utf-8"
        assert read_text(attached) == words


@pytest.mark.parametrize("address", ["", "no address", "us@one@two", "añá@south.example"])
def test_message__of_a_region_without_an_address_for_headings__names_no_sender(
    sqlite_session: Session, address: str
) -> None:
    message = read(make_message(write(make_case(sqlite_session, contact_email=address))))
    assert "From" not in message and not message.is_multipart()
    assert "Contact: Southmere Partnership" in read_text(message) and " ".join(address.split()) in read_text(
        message
    )
