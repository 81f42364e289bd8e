"""The evidence index of a version: what each statement rests on, and that a released one tells of nobody."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.opening import UNSIGNED
from analysis.drafting.statements import Counted, Figure, PartnerFact, Position, Sourced, Statement, Tabled
from consult.errors import AccessDenied, CodedError
from consult.exports import tables
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import Organisation
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.drafts.documenting import Showing
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.recalling import find_files
from consult.services.versions.evidence_columns import NOT_NAMED
from consult.services.versions.evidence_items import AN_EXPERIENCE, FEW, UNNAMED
from consult.services.versions.exporting_evidence import export_evidence
from consult.vocabulary import Purpose, Role, Standing, UseKind
from tests.factories.agreeing import DISSENTS, ENDORSES, ask_one, say
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_forum, make_organisation, make_partnership
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.factories.signing import decide, make_board
from tests.factories.versions import HOMES, make_exact_version

HOTELS, WAITS, TOLD = "Families wait in hotels.", "We wait for a doctor.", "quiet"
MAY = {Purpose.QUOTE: True, Purpose.ANALYSE: True}
FACT = "The hostel of the harbour was full. (From the return of Harbour Light.)"
SignIn = Callable[..., FlaskClient]
Line = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A version that quotes two returns and an experience, and has a statement of each kind."""

    session: Session
    version: DraftVersion
    named: Response
    unnamed: Response
    account: Response
    agent: UnlockedAgent

    def export(self, *, for_release: bool = False, viewer: Viewer = SYSTEM) -> list[Line]:
        showing = Showing(viewer, UseKind.EXPORT, NOW, self.agent)
        how = {"for_release": for_release, "actor": "ada", "form": ".csv"}
        index = export_evidence(self.session, self.version, showing, **how)
        return [dict(zip(index.columns, row, strict=True)) for row in index.rows]

    def write(self, ending: str, *, for_release: bool) -> bytes:
        showing = Showing(SYSTEM, UseKind.EXPORT, NOW, self.agent)
        how = {"for_release": for_release, "actor": "ada", "form": ending}
        index, stream = export_evidence(self.session, self.version, showing, **how), io.BytesIO()
        tables.WRITERS[ending](stream, index.columns, index.rows)
        return stream.getvalue()


def state(case_id: str) -> list[Statement]:
    """A statement of each kind, and one of so few that it is told to nobody."""
    groups = (("returns", 40, ""), ("returns", 37, "health"), ("returns", 3, "police"))
    total = tuple(Figure(measure, count, 40, group=group) for measure, count, group in groups)
    few = Figure("choice", 3, 40, "homes", choice="sell_it")
    register = Sourced("Housing Office", "Register", "March 2031", "page 4", "ab" * 32)
    figure = Tabled("t", 2, "region", "2031", "people", 12, "Arrivals", "the region", "Office", "May 2031")
    return [
        Statement("status.received", "40 returns were received.", Counted("received", total)),
        Statement("q1.few", "3 of 40 chose “Sell it”.", Counted("choice", (few,), (("label", "Sell it"),))),
        Statement("source.1", "1,204 waited. Source: Housing Office.", register),
        Statement("regional.1", "12 people arrived.", figure),
        Statement("partner-fact.1", FACT, PartnerFact("Harbour Light", case_id)),
        Statement("position.1", "An ask. Silent Trust.", Position("Silent Trust", "agreed by Ada Morgan")),
        Statement("position.2", "An ask. The board.", Position("=the board")),
    ]  # fmt: skip


@pytest.fixture
def case(sqlite_session: Session) -> Case:
    session = sqlite_session
    make_partnership(session, small_number=5)
    consultation, agent = make_consultation(session), UnlockedAgent()
    form = make_questionnaire_version(session, consultation)
    make_organisation(session, name="Silent Trust")
    bodies = [make_organisation(session, name=name) for name in ("Harbour Light", "Quiet Wharf")]
    named, unnamed = (
        make_response(
            session,
            form,
            {"experience": words},
            consents=MAY | {Purpose.ATTRIBUTE: agrees},
            organisation_id=body.id,
        )
        for words, agrees, body in zip((HOTELS, WAITS), (True, False), bodies, strict=True)
    )
    account = make_sealed_account(session, form, {"experience": TOLD}, agent, consents=MAY)
    answers = [one.answers[0] for one in (named, unnamed, account)]
    version = make_exact_version(
        session, consultation, quoted={HOMES: answers}, said={HOMES: state(named.id)}
    )
    return Case(session, version, named, unnamed, account, agent)


def test_private_index__of_a_version__says_what_each_statement_rests_on(case: Case) -> None:
    lines = {one["Number"]: one for one in case.export()}
    kinds = [one["Kind"] for one in lines.values()]
    assert list(lines) == [f"E{number}" for number in range(1, 13)]
    assert kinds == [
        "narrative", "quotation", "quotation", "quotation", "counted", "counted", "sourced",
        "published figure", "partner’s fact", "position or ask", "position or ask", "narrative",
    ]  # fmt: skip
    behind = [(one["Return"], one["Organisation"]) for one in lines.values() if one["Return"]]
    assert behind == [
        (case.named.id, "Harbour Light"), (case.unnamed.id, "Quiet Wharf"), (case.named.id, "Harbour Light"),
    ]  # fmt: skip
    assert (lines["E4"]["Described as"], lines["E4"]["Return"]) == (AN_EXPERIENCE, "")
    assert (lines["E5"]["Count"], lines["E5"]["Out of"]) == (40, 40)
    assert lines["E6"]["Note"] == FEW and lines["E6"]["As printed"] == ""
    told = [lines["E7"][name] for name in ("Publisher", "Title", "Published", "Page or address")]
    assert told == ["Housing Office", "Register", "March 2031", "page 4"]
    assert lines["E7"]["File (SHA-256)"] == "ab" * 32 and lines["E8"]["Title"] == "Arrivals, version 2"
    assert (lines["E10"]["Whose position"], lines["E10"]["On what authority"]) == (
        "Silent Trust",
        "agreed by Ada Morgan",
    )


def test_index__of_either_kind__has_no_quoted_word_and_no_number_of_few(case: Case) -> None:
    for for_release in (False, True):
        said = str(case.export(for_release=for_release))
        assert [one for one in (HOTELS, WAITS, TOLD, case.account.id) if one in said] == []
        numbers = {one[name] for one in case.export(for_release=for_release) for name in ("Count", "Out of")}
        assert numbers == {None, 40}, "not the 37 and 3 that the sentence does not print"


def test_released_index__of_a_version__tells_of_nobody_who_did_not_agree(case: Case) -> None:
    lines = case.export(for_release=True)
    said = str(lines)
    assert "Quiet Wharf" not in said and "Silent Trust" not in said and "Harbour Light" in said, (
        "which agreed"
    )
    for secret in (
        case.named.id,
        case.unnamed.id,
        case.account.id,
        "Ada Morgan",
        "hostel",
        "Sell it",
        "few homes",
    ):
        assert secret not in said, secret
    assert "Return" not in lines[0] and "Organisation" not in lines[0]
    assert lines[9]["Whose position"] == NOT_NAMED and lines[4]["As printed"] == "40 returns were received."


def test_positions_of_partners__on_a_version__follow_its_statements_and_name_who_agreed_when_released(
    case: Case,
) -> None:
    bodies = {one.name: one for one in case.session.scalars(select(Organisation))}
    police = make_organisation(case.session, name="Police", standing=Standing.OBSERVER)
    for body, given in (
        (bodies["Harbour Light"], ENDORSES),
        (bodies["Silent Trust"], DISSENTS),
        (police, ENDORSES),
    ):
        say(case.session, ask_one(case.session, case.version, body), HOMES, given)
    private, released = case.export()[12:], case.export(for_release=True)[12:]
    for lines in (private, released):
        assert [one["Number"] for one in lines] == ["P1", "P2", "P3"]
        assert {one["Kind"] for one in lines} == {"position of a partner"}
    notes = {one["Whose position"]: one["Note"] for one in private}
    assert notes["Silent Trust"] == "dissents" and notes["Police"].endswith(
        "an observer, who counts in no number"
    )
    assert "We do not agree." in str(private) and "Given by Ada Morgan" in str(private)
    said = str(released)
    assert "Harbour Light" in said and said.count(NOT_NAMED) == 2
    assert [one for one in ("Silent Trust", "Police", "Ada Morgan", "We do not") if one in said] == []


def test_index__of_a_version_that_is_signed_off__gives_its_status_as_the_response_does(
    case: Case,
) -> None:
    consultation = case.session.get_one(Consultation, case.version.consultation_id)
    version = make_exact_version(case.session, consultation, {"status": UNSIGNED})
    signed = replace(case, version=version)
    assert UNSIGNED in signed.export()[0]["As printed"]
    minute = make_attached(case.session, consultation)
    decide(case.session, version, make_board(case.session), minute)
    assert signed.export()[0]["As printed"].startswith("The board signed it off on 4 March 2031")


@pytest.mark.parametrize("for_release", [False, True])
def test_index__of_a_signed_version_after_a_withdrawal__has_nothing_left_in_the_row(
    case: Case, for_release: bool
) -> None:
    board = make_board(case.session)
    minute = make_attached(case.session, case.session.get_one(Consultation, case.version.consultation_id))
    decide(case.session, case.version, board, minute)
    before = case.export(for_release=for_release)
    assert before[1]["Described as"] and before[8]["Described as"] == "Harbour Light"
    withdraw(case.session, case.named, actor="somebody", now=NOW)
    after = case.export(for_release=for_release)
    assert [one["Number"] for one in after] == [one["Number"] for one in before]
    for place in (1, 8):
        left = {name: value for name, value in after[place].items() if value}
        assert set(left) == {"Number", "Section", "Kind", "Note"}, left
    assert "Harbour Light" not in str(after) and case.named.id not in str(after)


def test_fact__of_a_return_that_is_gone__is_not_given_though_another_names_the_body(case: Case) -> None:
    form = case.session.get_one(QuestionnaireVersion, case.named.questionnaire_version_id)
    another = {"consents": MAY | {Purpose.ATTRIBUTE: True}, "organisation_id": case.named.organisation_id}
    make_response(case.session, form, {"experience": "Buses stop early."}, **another)
    withdraw(case.session, case.named, actor="somebody", now=NOW)
    fact = case.export()[8]
    assert (fact["As printed"], fact["Return"], fact["Organisation"], fact["Note"]) == ("", "", "", UNNAMED)


@pytest.mark.parametrize("taken_back", [Purpose.QUOTE, Purpose.ATTRIBUTE])
def test_file__of_an_index__is_to_be_taken_back_when_somebody_in_it_takes_something_back(
    case: Case, taken_back: Purpose
) -> None:
    case.export()
    [file] = case.session.scalars(select(ReleasedFile)).all()
    assert file.description == "Evidence index of version 1 as .csv"
    assert find_files(case.session, case.named.id, (taken_back,)) == [file]
    assert find_files(case.session, case.account.id, (Purpose.QUOTE,)) == [file]


@pytest.mark.parametrize("typed", ["A. Morgan", "ST", "Silent Trust and Harbour Light", "Quiet  Wharf"])
def test_holder__who_is_no_body_that_agreed__is_not_named_in_a_released_index(case: Case, typed: str) -> None:
    about = case.session.get_one(Consultation, case.version.consultation_id)
    said = {HOMES: [Statement("position.1", "An ask.", Position(typed))]}
    asked = replace(case, version=make_exact_version(case.session, about, {HOMES: "Homes."}, said=said))
    assert asked.export()[1]["Whose position"] == typed
    assert asked.export(for_release=True)[1]["Whose position"] == NOT_NAMED


def test_fact__whose_return_alone_is_named__has_its_file_on_record(case: Case) -> None:
    give_consent(case.session, case.named.id, {Purpose.QUOTE: False}, given_on=TODAY)
    case.export()
    [file] = case.session.scalars(select(ReleasedFile)).all()
    assert find_files(case.session, case.named.id, (Purpose.ATTRIBUTE,)) == [file]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_index__written_twice__has_the_same_bytes_and_runs_as_no_formula(case: Case, ending: str) -> None:
    make_forum(case.session, name="=the board")
    first, second = (case.write(ending, for_release=True) for _ in range(2))
    assert first == second
    if ending == ".csv":
        holders = [one["Whose position"] for one in csv.DictReader(io.StringIO(first.decode()))]
        assert "'=the board" in holders


def test_index__asked_for_by_an_observer_or_while_locked__is_refused(case: Case) -> None:
    with pytest.raises(AccessDenied):
        case.export(viewer=Viewer(None, frozenset(Role), Standing.OBSERVER))
    case.agent.lock()
    with pytest.raises(CodedError) as refused:
        case.export()
    assert refused.value.code == "C520"
