"""Everything that staff and a person do with one experience after it was told, each with words of its own.

What is typed is read back once where it belongs, or there would be nothing that a search could find.
"""

import re
from datetime import date, timedelta
from http.cookiejar import Cookie

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.cli.opening import open_sessions
from consult.config import load_settings
from consult.models.analysis import ResponseBucket
from consult.models.concern import ConcernKeptAway
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.models.staff import Staff
from consult.services.region.staffing import list_readers
from consult.vocabulary import Bucket, ResponseKind, Role
from tests.integration.conftest import sign_in_client
from tests.integration.told_browser import RETURN, Browser, Teller
from tests.integration.told_group import MARKS as MARKS_OF_GROUPS
from tests.integration.told_group import GroupWorker
from tests.integration.told_site import HOST, ToldSite

STORY, TAKEN, SHOWN = "markstory7001zq", "marktaken7002zq", "markshown7003zq"
ASKED, ANSWERED = "markasked7004zq", "markanswered7005zq"
CONCERN, DECIDED, REFERRED = "markconcern7006zq", "markdecided7007zq", "markreferred7008zq"
TRANSLATED, ELSEWHERE = "markcyfieithiad7009zq", "markelsewhere7010zq"
NAMED, NAMED_LATER = "marknamed7011zq", "marknamed7012zq"
MARKS = (
    STORY, TAKEN, SHOWN, ASKED, ANSWERED, CONCERN, DECIDED, REFERRED, TRANSLATED, ELSEWHERE, "07700 900987",
    NAMED, NAMED_LATER, *MARKS_OF_GROUPS,
)  # fmt: skip
WORDS = f"We waited for months, {STORY}. They called {TAKEN} at 07700 900987."
TOLD_ELSEWHERE = f"Before, in another town, we waited for a doctor, {ELSEWHERE}, and nobody came to us."
DESK = "/desk/experiences"


class Desk(Browser):
    """Somebody on the staff, signed in."""

    def __init__(self, site: ToldSite, cookie: str) -> None:
        super().__init__(site)
        rest = (HOST, False, False, "/", True, False, None, False, None, None, {})
        self.jar.set_cookie(Cookie(0, "session", cookie, None, False, *rest))

    def fields(self, prefix: str) -> list[str]:
        """The names of the fields of the page that begin so."""
        return list(dict.fromkeys(re.findall(rf'name="({prefix}[^"]*)"', self.page)))

    def value(self, name: str) -> str:
        """What a field of the page holds."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.page)
        assert found, f"no field {name}"
        return found[1]


def do_everything(site: ToldSite) -> None:
    """While experiences are unlocked: check, write, raise a concern, translate, look for it, draw on more."""
    with open_sessions(load_settings(site.environment)) as sessions:
        with sessions() as session:
            known = _list_accounts(session)
            manager, translator = _sign_in(site, session)
            lead, reader = _find_staff(session)
        person = Teller(site)
        number = person.tell(WORDS, NAMED, q_permission=["analyse", "quote", "contact"])
        with sessions() as session:
            (response_id,) = _list_accounts(session) - known
        address = f"{DESK}/{response_id}"
        _check(manager, address)
        _write(manager, person, number, address)
        _raise_concern(manager, address, lead)
        _name_again(person, number)
        with sessions() as session:
            assert session.scalars(select(ConcernKeptAway.named_sealed)).one(), "the concern has no copy"
        _translate(manager, translator, address, reader)
        _look_for(manager, site.slug, response_id)
        _draw_on(site, manager)
        _pass_on(site)


def _sign_in(site: ToldSite, session: Session) -> tuple[Desk, Desk]:
    app = create_app(load_settings(site.environment))
    emails = {role: one.email for one in site.content.staff for role in one.roles}
    cookies = []
    for role in (Role.MANAGER, Role.TRANSLATOR):
        staff = session.scalars(select(Staff).where(Staff.email == emails[role])).one()
        staff.must_change_password = False
        cookie = sign_in_client(app, staff).get_cookie("session")
        assert cookie
        cookies.append(cookie.value)
    session.commit()
    return Desk(site, cookies[0]), Desk(site, cookies[1])


def _find_staff(session: Session) -> tuple[str, str]:
    """Who may lead a concern, and who translates."""
    translator = select(Staff.id).where(Staff.roles.any(name=Role.TRANSLATOR))
    return list_readers(session)[0].id, session.scalars(translator).one()


def _list_accounts(session: Session) -> set[str]:
    return set(session.scalars(select(Response.id).where(Response.kind == ResponseKind.ACCOUNT)))


def _check(desk: Desk, address: str) -> None:
    """Take out what was suggested, with a stand-in of one's own, and more."""
    desk.get(f"{address}/check")
    assert TAKEN in desk.page
    suggested = desk.fields("choice-")
    assert suggested, "the telephone number is not suggested"
    given = dict.fromkeys(suggested, "take_out") | dict.fromkeys(desk.fields("shown-"), SHOWN)
    given |= {one: desk.value(one) for one in desk.fields("words-")}
    given |= {"more-0": TAKEN, "mark": desk.value("mark")}
    desk.post(f"{address}/check", given, act="finish")
    desk.get(address)
    assert STORY in desk.page and f"[{SHOWN}]" in desk.page and TAKEN not in desk.page
    desk.post(f"{address}/original", reason="To see that it is right")
    assert TAKEN in desk.page


def _write(desk: Desk, person: Teller, number: str, address: str) -> None:
    """A message each way, read on both sides."""
    desk.get(f"{address}/messages")
    desk.post(f"{address}/messages", message=f"In which month was it? {ASKED}")
    person.open(number)
    assert ASKED in person.get(f"{RETURN}/messages")
    person.post(f"{RETURN}/messages", message=f"Leave out the month, {ANSWERED}", prompts_rest="keep")
    assert ANSWERED in person.page and ANSWERED in desk.get(f"{address}/messages")


def _raise_concern(desk: Desk, address: str, lead: str) -> None:
    desk.get(f"{address}/concern")
    kept = {name: desk.value(name) for name in desk.fields("keep_until-")}
    said = {"reason": CONCERN, "decision": DECIDED, "referred_to": REFERRED, "lead_id": lead}
    desk.post(f"{address}/concern", {**kept, **said}, submission_id=desk.value("submission_id"))
    found = re.search(rf'href="({DESK}/concerns/[^"]+)"', desk.page)
    assert found and all(one in desk.get(found[1]) for one in (CONCERN, DECIDED, REFERRED))


def _name_again(person: Teller, number: str) -> None:
    """The concern has a copy of the list, and gets another."""
    person.open(number)
    person.get(f"{RETURN}/keep-away")
    person.post(f"{RETURN}/keep-away", q_kept_away=NAMED_LATER)
    assert NAMED_LATER in person.get(f"{RETURN}/yours")


def _translate(desk: Desk, translator: Desk, address: str, translator_id: str) -> None:
    """Given to a translator, typed, finished, and checked."""
    until = date.today() + timedelta(days=7)  # noqa: DTZ011 - the site's own day
    day = {"until-day": str(until.day), "until-month": str(until.month), "until-year": str(until.year)}
    desk.get(f"{address}/translation")
    desk.post(f"{address}/translation", {**day, "staff": translator_id, "language": "cy"}, is_confirmed="y")
    found = re.search(r'href="(/desk/translations/[0-9a-f-]{36})"', translator.get("/desk/translations/"))
    assert found, "nothing is assigned"
    translator.get(found[1])
    typed = {name: f"Arhoson ni, {TRANSLATED} {n}." for n, name in enumerate(translator.fields("passage-"))}
    translator.post(found[1], {**typed, "mark": translator.value("mark")}, act="finish")
    desk.get(f"{address}/translation/cy")
    assert TRANSLATED in desk.page
    desk.post(f"{address}/translation/cy", mark=desk.value("mark"), act="confirm")


def _look_for(desk: Desk, slug: str, response_id: str) -> None:
    """By words of the original, and of the checked translation."""
    desk.get("/desk/lost-numbers/")
    desk.post("/desk/lost-numbers/", consultation=slug, reason="In the autumn, in English")
    found = re.search(r"/desk/lost-numbers/[0-9a-f-]{36}", desk.page)
    assert found
    for words in (STORY, TRANSLATED):
        desk.get(f"{found[0]}/search/")
        desk.post(f"{found[0]}/search/", words=words)
        assert response_id in desk.page, "it is not found by its words"


def _draw_on(site: ToldSite, desk: Desk) -> None:
    """Somebody tells the standing call and allows any response; the consultation draws on it."""
    until = {"q_reach": "any", "q_reach_until-day": "1", "q_reach_until-month": "5"}
    year = str(date.today().year + 2)  # noqa: DTZ011 - the site's own day
    Teller(site).tell(
        TOLD_ELSEWHERE, "Nobody", slug=site.content.call_slug, **until, **{"q_reach_until-year": year}
    )
    desk.get(f"/desk/consultations/{site.slug}/")
    desk.post(f"/desk/consultations/{site.slug}/told-elsewhere", use="yes")
    with open_sessions(load_settings(site.environment)) as sessions, sessions() as session:
        assert session.get_one(Consultation, site.content.consultation_id).uses_told_elsewhere


def _pass_on(site: ToldSite) -> None:
    """A group passes on what one person tells and what was said at a meeting, and puts the first right."""
    worker = GroupWorker(site)
    worker.relay()
    worker.relay_event()
    worker.put_right()


def was_drawn_on(site: ToldSite) -> bool:
    """Whether an experience of another call was analysed with those of the consultation."""
    with open_sessions(load_settings(site.environment)) as sessions, sessions() as session:
        others = select(Response.id).where(Response.consultation_id != site.content.consultation_id)
        stood = select(ResponseBucket.bucket).where(ResponseBucket.response_id.in_(others))
        return list(session.scalars(stood)) == [Bucket.ANALYSED]
