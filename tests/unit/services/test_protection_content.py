"""What a data-protection file says: times counted from a day, gaps in order, same words same digest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult.models.protection_kinds import TIMED_RECORDS, Controllership, RecordKind, RetentionUnit
from consult.services.consultations.protection_content import (
    FileContent,
    Retention,
    digest,
    from_dict,
    list_missing,
    to_dict,
)
from tests.factories.numbering import TODAY
from tests.factories.protecting import COMPLETE


@pytest.mark.parametrize(
    ("kept", "last"),
    [
        (Retention(90, RetentionUnit.DAYS), date(2031, 4, 30)),
        (Retention(1, RetentionUnit.MONTHS), date(2031, 2, 28)),
        (Retention(13, RetentionUnit.MONTHS), date(2032, 2, 29)),
        (Retention(11, RetentionUnit.MONTHS), date(2031, 12, 30)),
        (Retention(12, RetentionUnit.MONTHS), date(2032, 1, 30)),
        (Retention(0, RetentionUnit.DAYS), date(2031, 1, 30)),
        (Retention(9999 * 12, RetentionUnit.MONTHS), date.max),
        (Retention(9_999_999, RetentionUnit.DAYS), date.max),
    ],
)
def test_retention__counted_from_a_day__ends_on_a_real_day(kept: Retention, last: date) -> None:
    assert kept.find_last_day(date(2031, 1, 30)) == last


def test_content__written_and_read__is_the_same_with_the_same_digest() -> None:
    assert from_dict(to_dict(COMPLETE)) == COMPLETE and from_dict({}) == FileContent()
    assert digest(from_dict(to_dict(COMPLETE))) == digest(COMPLETE) != digest(FileContent())


def test_empty_file__looked_through__misses_everything_but_what_has_a_usual_value() -> None:
    missing = {one.field for one in list_missing(FileContent(), today=TODAY)}

    assert {f"retention_{kind.value}" for kind in TIMED_RECORDS} < missing
    assert "retention_audit" not in missing, "it is kept as long as the site exists, as the notice says"
    assert {"controllers", "recipients", "law", "special_condition"} < missing
    assert not {"lawful_basis", "regulator_contact", "language"} & missing


@pytest.mark.parametrize(
    ("experiences", "keys", "is_missing"),
    [
        (Retention(12, RetentionUnit.MONTHS), Retention(7, RetentionUnit.DAYS), True),
        (Retention(12, RetentionUnit.MONTHS), Retention(365, RetentionUnit.DAYS), True),
        (Retention(12, RetentionUnit.MONTHS), Retention(366, RetentionUnit.DAYS), False),
        (Retention(59, RetentionUnit.DAYS), Retention(2, RetentionUnit.MONTHS), False),
        (Retention(60, RetentionUnit.DAYS), Retention(2, RetentionUnit.MONTHS), True),
        (Retention(12, RetentionUnit.MONTHS), Retention(12, RetentionUnit.MONTHS), False),
    ],
)
def test_keys__that_could_end_before_experiences__are_a_gap(
    experiences: Retention, keys: Retention, is_missing: bool
) -> None:
    times = {**COMPLETE.retention, RecordKind.EXPERIENCES: experiences, RecordKind.KEYS: keys}
    missing = [one.field for one in list_missing(replace(COMPLETE, retention=times), today=TODAY)]

    assert missing == (["retention_keys"] if is_missing else [])


@pytest.mark.parametrize(("day", "is_missing"), [(TODAY - timedelta(days=1), True), (TODAY, False)])
def test_withdrawal_date__that_has_passed__is_a_gap(day: date, is_missing: bool) -> None:
    missing = [one.field for one in list_missing(replace(COMPLETE, withdrawal_until_on=day), today=TODAY)]

    assert missing == ["withdrawal_until_on"] * is_missing


@pytest.mark.parametrize(
    ("names", "how", "field"),
    [
        (("One",), Controllership.JOINT, "controllers"),
        (("One", "Two"), Controllership.SOLE, "controllership"),
        (("One", "Two"), Controllership.JOINT, None),
        (("One",), Controllership.SOLE, None),
    ],
)
def test_controllers__counted__fit_whether_they_are_joint(
    names: tuple[str, ...], how: Controllership, field: str | None
) -> None:
    missing = list_missing(replace(COMPLETE, controllers=names, controllership=how), today=TODAY)

    assert [one.field for one in missing] == ([field] if field else [])
