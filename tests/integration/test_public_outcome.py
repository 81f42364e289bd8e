"""“We asked, you said, we did”: open only once published, with words only while each may be used."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import CodedError
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.following_kinds import ReplyKind
from consult.models.published import PublishedQuotation
from consult.models.response import Response
from consult.models.signing import SignOff
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.drafts.documenting import Showing
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.following.asking_government import add_ask
from consult.services.following.choosing_published import choose_quotations, list_offered
from consult.services.following.publishing_outcome import publish_outcome, take_back_outcome
from consult.services.following.replying import GivenReply, keep_reply
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.signing.signing_off import undo_sign_off
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.shown_versions import ShownVersion
from consult.vocabulary import Purpose, Role, Standing, UseKind, Verdict
from tests.factories.agreeing import ADA
from tests.factories.following import HOTELS, WAITS, Followed, make_followed
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_partnership
from tests.factories.sealing import UNCOUNTED
from tests.factories.sending import send_version
from tests.factories.versions import LOCKED

PAGE = "/consultations/consultation-1/outcome"
Act = Callable[[Followed], None]


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


def make(session: Session, **values: int) -> Followed:
    make_partnership(session)
    return make_followed(session, **values)


def again(session: Session) -> Followed:
    """The same case in another transaction."""
    responses = session.scalars(select(Response).order_by(Response.id)).all()
    returns = tuple(one for one in responses if one.kind.value == "return")
    [account] = [one for one in responses if one.kind.value == "account"]
    ordered = sorted(returns, key=lambda one: str(one.answers[0].value) != HOTELS)
    consultation = session.scalars(select(Consultation)).one()
    return Followed(
        session, consultation, tuple(ordered), account, session.scalars(select(DraftVersion)).one()
    )


def withdraw_return(case: Followed) -> None:
    withdraw(case.session, case.returns[0], actor="somebody", now=NOW)


def refuse_quoting(case: Followed) -> None:
    give_consent(case.session, case.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)


def do_not_use(case: Followed) -> None:
    """As somebody says of a sentence of their own."""
    place = Passage(case.returns[0].id, "experience", 0, 8)
    give_verdict(case.session, UNCOUNTED, case.returns[0], place, Verdict.REFUSED, today=TODAY)


def change_words(case: Followed) -> None:
    case.returns[0].answers[0].head_revision_id = case.returns[1].answers[0].head_revision_id


ACTS = pytest.mark.parametrize("act", [withdraw_return, refuse_quoting, do_not_use, change_words])


def test_page__before_it_is_published__is_not_there(
    visitor: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make(session).sign()
    assert visitor.get(PAGE).status_code == 404 and PAGE not in visitor.get("/").text


def test_page__published__has_what_was_asked_said_and_done_and_is_kept_by_nobody(
    visitor: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        case = make(session)
        case.sign()
        ask = add_ask(session, SYSTEM, case.consultation, {"en": "Write back."}, author=ADA, now=NOW)
        add_ask(session, SYSTEM, case.consultation, {"en": "Say early."}, author=ADA, now=NOW)
        given = GivenReply(ReplyKind.PARTLY, TODAY, {"en": "Where we can."}, "CP 900, page 4")
        keep_reply(session, SYSTEM, ask, given, author=ADA, now=NOW)
        send_version(session, case.consultation, case.version)
        case.choose()
        case.publish()
    answer = visitor.get(PAGE)
    assert answer.headers["Cache-Control"] == "no-store"
    for words in (
        "The decision is the government’s; we will tell you what it decided.", "Homes after the hotel",
        "What should change?", "Question 1?", "40, as of 4 March 2031", HOTELS, WAITS,
        "We said that homes are needed.", "to the government on 4 March 2031", "Write back.",
        "Accepted in part", "Where we can.", "CP 900, page 4", "No reply yet",
    ):  # fmt: skip
        assert words in answer.text, words
    assert LOCKED not in answer.text and "an organisation in the region" in answer.text
    assert PAGE in visitor.get("/").text


@ACTS
def test_quotation__taken_back_after_sign_off__is_gone_in_the_next_request_and_leaves_no_mark(
    visitor: FlaskClient, sessions: sessionmaker[Session], act: Act
) -> None:
    with sessions.begin() as session:
        case = make(session)
        case.sign()
        case.choose()
        case.publish()
    before = visitor.get(PAGE).text
    assert HOTELS in before and WAITS in before
    with sessions.begin() as session:
        act(again(session))
    after = visitor.get(PAGE).text
    assert HOTELS not in after and WAITS in after and "removed" not in after
    assert after.count("<blockquote") == 1


@ACTS
def test_quotation__taken_back_before_sign_off__is_never_on_the_page(
    visitor: FlaskClient, sessions: sessionmaker[Session], act: Act
) -> None:
    with sessions.begin() as session:
        case = make(session)
        case.choose()
        act(case)
        case.sign()
        case.publish()
    page = visitor.get(PAGE).text
    assert HOTELS not in page and WAITS in page


def test_experience__quoted_in_the_version__is_offered_to_no_page_and_its_choice_counts_for_nothing(
    visitor: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        case = make(session)
        case.sign()
        offered = list_offered(session, case.version, now=NOW)
        assert [one.shown.words for one in offered] == [HOTELS, WAITS]
        case.choose()
        case.publish()
        wanted = [one.key for one in offered] + ["homes|4"]
        assert choose_quotations(session, SYSTEM, case.version, wanted, author=ADA, now=NOW) == 2
        session.add(PublishedQuotation(version_id=case.version.id, section_key="homes", place=4))
    assert visitor.get(PAGE).text.count("<blockquote") == 2
    with sessions() as session:
        used = select(Use.response_id).where(Use.kind == UseKind.PAGE)
        assert again(session).account.id not in set(session.scalars(used))


def test_page__of_few_returns__says_no_number(visitor: FlaskClient, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        case = make(session, received=4)
        case.sign()
        case.choose()
        case.publish()
    page = visitor.get(PAGE).text
    assert "Returns that the response rests on" not in page and HOTELS in page


@pytest.mark.parametrize(
    ("tag", "heading", "said"),
    [
        ("ar", "سألنا، وقلتم، وفعلنا", "قلنا إن هناك حاجة"),
        ("cy", "Gofynnom ni, dywedoch chi, gwnaethom ni", "We said that homes"),
        ("uk", "Ми запитали, ви сказали, ми зробили", "We said that homes"),
        ("ti", "ሓቲትና፡ ኢልኩም፡ ጌርና", "We said that homes"),
        ("prs", "ما پرسیدیم، شما گفتید، ما انجام دادیم", "We said that homes"),
    ],
)
def test_page__in_another_language__is_in_it_and_says_what_is_not(
    visitor: FlaskClient, sessions: sessionmaker[Session], tag: str, heading: str, said: str
) -> None:
    with sessions.begin() as session:
        case = make(session)
        case.consultation.consulting_body = "Home Office"
        case.sign()
        case.choose()
        case.publish()
    page = visitor.get(f"{PAGE}?lang={tag}").text
    direction = "rtl" if tag in ("ar", "prs") else "ltr"
    assert f'<html lang="{tag}" dir="{direction}"' in page and f">{heading}</h1>" in page
    language = "ar" if tag == "ar" else "en"
    assert re.search(rf'<span lang="{language}" dir="\w+">{said}', page)
    assert re.search(rf'<blockquote class="as-given" lang="en" dir="ltr">{HOTELS}', page)
    assert '<figcaption class="govuk-body-s" lang="en" dir="ltr">— an organisation in the region' in page
    assert (
        '<ul class="govuk-list" lang="en" dir="ltr">' in page and '<bdi lang="en">Home Office</bdi>' in page
    )


def test_page__taken_back_or_of_a_sign_off_that_stands_no_more__is_not_there(
    visitor: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        case = make(session)
        with pytest.raises(CodedError) as refused:
            case.publish()
        assert refused.value.code == "C577"
        case.sign()
        case.choose()
        case.publish()
    with sessions.begin() as session:
        consultation = again(session).consultation
        take_back_outcome(session, SYSTEM, consultation, author=ADA, now=NOW)
    assert visitor.get(PAGE).status_code == 404
    with sessions.begin() as session:
        assert (
            publish_outcome(session, SYSTEM, again(session).consultation, author=ADA, now=NOW).published_at
            == NOW
        )
    assert visitor.get(PAGE).status_code == 200
    with sessions.begin() as session:
        signed = session.scalars(select(SignOff)).one()
        undo_sign_off(session, SYSTEM, signed, "A mistake.", author=ADA, now=NOW)
    assert visitor.get(PAGE).status_code == 404 and PAGE not in visitor.get("/").text


def test_observer__of_a_quotation_on_the_public_page__reads_it_in_the_version_too_and_no_other(
    sessions: sessionmaker[Session],
) -> None:
    observer = Viewer(None, frozenset(Role), Standing.OBSERVER)
    with sessions.begin() as session:
        case = make(session)
        case.sign()
        [first, _] = list_offered(session, case.version, now=NOW)
        choose_quotations(session, SYSTEM, case.version, [first.key], author=ADA, now=NOW)
        showing = Showing(observer, UseKind.PAGE, NOW)
        assert list_words(show_exact(session, case.version, showing)) == []
        case.publish()
        assert list_words(show_exact(session, case.version, showing)) == [HOTELS]
        take_back_outcome(session, SYSTEM, case.consultation, author=ADA, now=NOW)
        assert list_words(show_exact(session, case.version, showing)) == []


def list_words(shown: ShownVersion) -> list[str]:
    return [block.words for section in shown.sections for block in section.blocks if block.words]
