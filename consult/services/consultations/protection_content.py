"""What a data-protection file says: read from and written to the row, compared, and checked for gaps."""

import calendar
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from consult.models.protection_kinds import (
    TIMED_RECORDS,
    Controllership,
    LawfulBasis,
    RecipientKind,
    RecordKind,
    RetentionUnit,
    SpecialCondition,
)

MONTHS_IN_A_YEAR = 12
MONTHS_OF_FOUR_YEARS = [date(year, month, 1) for year in range(2024, 2028) for month in range(1, 13)]
MOST = {RetentionUnit.DAYS: 36_500, RetentionUnit.MONTHS: 1_200}
"""A century; what is to be kept longer is kept for good."""
REGULATOR = (
    "Information Commissioner’s Office, Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF. "
    "Telephone 0303 123 1113. ico.org.uk/make-a-complaint"
)


@dataclass(frozen=True)
class Retention:
    """How long a kind of record is kept after the consultation closes."""

    count: int
    unit: RetentionUnit

    def find_last_day(self, closed_on: date) -> date:
        """The last day on which it is kept; for ever past a century.

        The end of a shorter month stands for a day that it does not have.
        """
        if self.count > MOST[self.unit]:
            return date.max
        if self.unit is RetentionUnit.DAYS:
            return closed_on + timedelta(days=self.count)
        years, month = divmod(closed_on.month - 1 + self.count, MONTHS_IN_A_YEAR)
        year, month = closed_on.year + years, month + 1
        return date(year, month, min(closed_on.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Recipient:
    """Somebody who receives something: `key` is stable, `names` are plain names by language tag.

    may_be_given_accounts: a person may allow that their experience is shown to it.
    """

    key: str
    names: Mapping[str, str]
    kind: RecipientKind
    may_be_given_accounts: bool = False
    organisation_key: str = ""


@dataclass(frozen=True)
class FileContent:
    """Everything the file says. Texts are in `language` and are shown as they were written."""

    language: str = "en"
    controllers: tuple[str, ...] = ()
    controllership: Controllership = Controllership.SOLE
    officer_contact: str = ""
    lawful_basis: LawfulBasis = LawfulBasis.PUBLIC_TASK
    special_condition: SpecialCondition | None = None
    law: str = ""
    assessment_reference: str = ""
    recipients: tuple[Recipient, ...] = ()
    retention: Mapping[RecordKind, Retention] = field(default_factory=dict)
    withdrawal_until_on: date | None = None
    complaints_contact: str = ""
    regulator_contact: str = REGULATOR


@dataclass(frozen=True)
class Missing:
    """Something the file does not say yet: the field that would say it, and what it is in words."""

    field: str
    words: str


NEEDED = {
    "controllers": "who is responsible",
    "officer_contact": "how to reach the data-protection officer",
    "special_condition": "the condition of Article 9",
    "law": "the law or duty behind it",
    "assessment_reference": "the reference of the impact assessment",
    "withdrawal_until_on": "the date until which somebody can withdraw",
    "complaints_contact": "where to complain to the region",
    "regulator_contact": "where to complain to the Information Commissioner",
}
RETENTION_WORDS = {
    RecordKind.RETURNS: "returns of organisations",
    RecordKind.EXPERIENCES: "experiences",
    RecordKind.KEYS: "keys of experiences",
    RecordKind.CONCERNS: "concerns for somebody’s safety",
    RecordKind.EXPORTS: "files made from returns and experiences",
}


def list_translators(content: FileContent) -> list[Recipient]:
    """Those outside the staff who may get a copy of an experience to translate."""
    return [one for one in content.recipients if one.kind is RecipientKind.TRANSLATOR]


def list_others(content: FileContent) -> list[Recipient]:
    """Those who get nothing of an experience."""
    own = [one for one in content.recipients if one.kind is not RecipientKind.TRANSLATOR]
    return [one for one in own if not one.may_be_given_accounts]


def list_missing(content: FileContent, *, today: date) -> list[Missing]:
    """What has to be filled in before the file can be approved, in the order of the form."""
    gaps = [Missing(name, words) for name, words in NEEDED.items() if not getattr(content, name)]
    if content.withdrawal_until_on and content.withdrawal_until_on < today:
        words = "a date until which somebody can withdraw that has not passed"
        gaps.append(Missing("withdrawal_until_on", words))
    if content.controllership is Controllership.JOINT and len(content.controllers) == 1:
        gaps.append(Missing("controllers", "the other bodies that are jointly responsible"))
    if content.controllership is Controllership.SOLE and len(content.controllers) > 1:
        gaps.append(Missing("controllership", "whether the bodies named are jointly responsible"))
    unset = [kind for kind in TIMED_RECORDS if kind not in content.retention]
    gaps += [
        Missing(f"retention_{kind.value}", f"how long we keep {RETENTION_WORDS[kind]}") for kind in unset
    ]
    if _do_keys_end_first(content):
        words = "a time for keys that is no shorter than the one for experiences, which end with their keys"
        gaps.append(Missing(f"retention_{RecordKind.KEYS.value}", words))
    if not content.recipients:
        gaps.append(Missing("recipients", "who receives what people tell us"))
    return gaps


def to_dict(content: FileContent) -> dict[str, Any]:
    """The content as the row holds it."""
    plain = {name: getattr(content, name) for name in FileContent.__dataclass_fields__}
    day = content.withdrawal_until_on
    return plain | {
        "controllers": list(content.controllers),
        "recipients": [{**vars(one), "names": dict(one.names)} for one in content.recipients],
        "retention": {kind.value: [kept.count, kept.unit.value] for kind, kept in content.retention.items()},
        "withdrawal_until_on": day.isoformat() if day else None,
    }


def from_dict(row: Mapping[str, Any]) -> FileContent:
    """The content that a row holds; an empty row is a file in which nothing was filled in."""
    found = {name: row[name] for name in FileContent.__dataclass_fields__ if name in row}
    if not found:
        return FileContent()
    day, condition = found["withdrawal_until_on"], found["special_condition"]
    return FileContent(
        **found
        | {
            "controllers": tuple(found["controllers"]),
            "controllership": Controllership(found["controllership"]),
            "lawful_basis": LawfulBasis(found["lawful_basis"]),
            "special_condition": SpecialCondition(condition) if condition else None,
            "recipients": tuple(_read_recipient(one) for one in found["recipients"]),
            "retention": {
                RecordKind(kind): Retention(count, RetentionUnit(unit))
                for kind, (count, unit) in found["retention"].items()
            },
            "withdrawal_until_on": date.fromisoformat(day) if day else None,
        }
    )


def digest(content: FileContent) -> str:
    """Stands for the content: equal where two files say the same."""
    return hashlib.sha256(json.dumps(to_dict(content), sort_keys=True).encode("ascii")).hexdigest()


def _do_keys_end_first(content: FileContent) -> bool:
    """Whether keys could end before experiences: asked of each month, as months differ in length."""
    keys, experiences = (content.retention.get(one) for one in (RecordKind.KEYS, RecordKind.EXPERIENCES))
    if keys is None or experiences is None:
        return False
    return any(keys.find_last_day(day) < experiences.find_last_day(day) for day in MONTHS_OF_FOUR_YEARS)


def _read_recipient(row: Mapping[str, Any]) -> Recipient:
    return Recipient(**{**row, "kind": RecipientKind(row["kind"])})
