"""A key file that somebody else wrote to: what they exchanged is noticed by whoever opens it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consult.sealing.errors import KeyFileTampered, WrongPassphrase
from consult.sealing.holder_changes import add_holder
from consult.sealing.holder_halves import new_half, seal_share
from consult.sealing.holders import HolderKind
from consult.sealing.key_files import create_key_file, open_keys, read_key_file
from consult.sealing.key_opening import authenticate, make_holder
from consult.sealing.key_ring import KeyRing
from consult.sealing.key_rotation import rotate
from consult.sealing.key_text import from_text, to_text
from consult.sealing.keys import new_partnership_key
from consult.sealing.stretching import MINIMAL
from tests.factories.key_format_1 import show, write_format_1

ALMA, BODE, EVE = "copper kettle north wind", "seven quiet lanterns walk", "one bad apple falls"
TODAY = date(2026, 5, 4)
Content = dict[str, Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "partnership-key.json"
    create_key_file(path, "Alma", ALMA, today=TODAY, cost=MINIMAL)
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)
    return path


def tamper(path: Path, change: Callable[[Content], None]) -> None:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content, indent=2))


def swap_public_key(content: Content) -> None:
    content["public_key"] = show(new_partnership_key().public_key.raw)


def swap_public_half(content: Content) -> None:
    content["holders"][1]["public_half"] = show(new_half().public_half)


def swap_own_half(content: Content) -> None:
    content["holders"][0]["public_half"] = show(new_half().public_half)


def give_another_s_share(content: Content) -> None:
    content["holders"][0]["shares"] = content["holders"][1]["shares"]


def rename_somebody_else(content: Content) -> None:
    content["holders"][1]["name"] = "Eve"


def drop_the_check(content: Content) -> None:
    content["check"] = ""


def take_somebody_off(content: Content) -> None:
    del content["holders"][1]


def add_a_retiring_key(content: Content) -> None:
    public_key = show(new_partnership_key().public_key.raw)
    content["retiring"] = [{"public_key": public_key, "created_on": "2026-01-01", "retired_on": "2026-02-01"}]


def lose_the_shares(content: Content) -> None:
    content["holders"][0]["shares"] = []


@pytest.mark.parametrize(
    "change",
    [
        swap_public_key,
        swap_public_half,
        swap_own_half,
        give_another_s_share,
        rename_somebody_else,
        drop_the_check,
        take_somebody_off,
        add_a_retiring_key,
        lose_the_shares,
    ],
)
def test_key_file__changed_in_one_place__opens_for_nobody_and_is_not_rotated(
    path: Path, change: Callable[[Content], None]
) -> None:
    tamper(path, change)
    before = path.read_bytes()
    with pytest.raises(KeyFileTampered):
        open_keys(path, ALMA)
    with pytest.raises(KeyFileTampered):
        rotate(path, ALMA, today=TODAY)
    assert path.read_bytes() == before


def test_key_file__made_over_to_another_key_with_everything_fitting__is_noticed(path: Path) -> None:
    """Whoever can write makes a key of their own, seals it to each holder, and makes the check anew."""
    theirs, key_file = new_partnership_key(), read_key_file(path)
    tamper(path, lambda content: content.update(public_key=show(theirs.public_key.raw)))
    content = json.loads(path.read_text())
    for one, holder in zip(content["holders"], key_file.holders, strict=True):
        share = seal_share(theirs, holder.public_half)
        one["shares"] = [{"of": show(theirs.public_key.raw), "box": show(share.box)}]
        link = {"before": show(key_file.public_key.raw), "after": show(theirs.public_key.raw)}
        one["links"] = [{**link, "box": show(share.box)}]
    made = authenticate(from_text(json.dumps(content).encode()), theirs)
    path.write_bytes(to_text(made))
    for secret in (ALMA, BODE):
        with pytest.raises(KeyFileTampered, match="does not follow"):
            open_keys(path, secret)


def test_holder__slipped_into_a_file_that_was_half_brought_up_to_date__is_noticed_by_the_old_share(
    path: Path,
) -> None:
    write_format_1(path, {"Alma": ALMA, "Bode": BODE})
    open_keys(path, ALMA)
    eve = make_holder(KeyRing(new_partnership_key()), "Eve", HolderKind.PASSPHRASE, EVE, MINIMAL)

    def slip_in(content: Content) -> None:
        content["check"] = ""
        content["holders"][0].update(name="Eve", public_half=show(eve.public_half))

    tamper(path, slip_in)
    with pytest.raises(KeyFileTampered):
        open_keys(path, BODE)


def test_locked_half__of_another_holder_in_their_place__is_a_wrong_passphrase(path: Path) -> None:
    def swap(content: Content) -> None:
        first, second = content["holders"]
        for field in ("locked_key", "salt"):
            first[field], second[field] = second[field], first[field]

    tamper(path, swap)
    with pytest.raises(WrongPassphrase):
        open_keys(path, ALMA)
