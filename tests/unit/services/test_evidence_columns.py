"""A released row of an evidence index, whatever stands behind it, gives none of what tells who it was."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.drafting.figures import Rules
from analysis.drafting.statements import Counted, Figure
from consult.services.versions.counted_evidence import describe_counted
from consult.services.versions.evidence_columns import NOT_NAMED, SHARED, Unnameable, make_released_rows
from consult.services.versions.evidence_items import Behind, EvidenceItem
from consult.services.versions.leaving_out_names import SOMEBODY, index_names

SAMPLE = tomllib.loads((files("consult") / "sample" / "region.toml").read_text(encoding="utf-8"))
NAMES = sorted(one["name"] for one in SAMPLE["organisations"])
IDS = st.uuids(version=4).map(str)
WORDS = st.text(min_size=12, max_size=60).map(lambda words: f"«{words}»")


@given(IDS, st.sampled_from(NAMES), WORDS, st.sampled_from(["quotation", "partner’s fact", "narrative"]))
def test_released_row__of_any_return__has_neither_its_id_nor_its_body_nor_typed_words(
    key: str, name: str, words: str, kind: str
) -> None:
    behind = Behind(key, name, f"a council beside {name}")
    item = EvidenceItem(
        "E1", f"What {name.upper()} asks", kind, words, holder=name, authority=words, behind=behind
    )
    unnameable = Unnameable(index_names([name]), frozenset())
    [row] = make_released_rows([item], unnameable)
    said = "\n".join(str(cell) for cell in row)
    assert not [one for one in (key, words, name, name.upper()) if one in said]
    assert len(row) == len(SHARED) and said.count(SOMEBODY) == 2 and NOT_NAMED in row


@given(st.sampled_from(NAMES))
def test_released_holder__who_may_be_named__is_given_as_typed(name: str) -> None:
    item = EvidenceItem("E1", "Homes", "position or ask", "", holder=f" {name.upper()} ")
    [row] = make_released_rows([item], Unnameable(index_names([]), frozenset({name.casefold()})))
    assert item.holder in row and NOT_NAMED not in row


@given(st.integers(1, 200), st.integers(1, 200), st.integers(2, 20))
def test_released_row__of_a_count__gives_it_only_where_it_is_not_small(
    count: int, rest: int, small: int
) -> None:
    base = count + rest
    printed = f"{count} of the {base} returns chose “Sell it”."
    figure = Figure("choice", count, base, choice="sell_it")
    item = EvidenceItem("E1", "Homes", "counted", printed)
    found = describe_counted(item, Counted("choice", (figure,), (("label", "Sell it"),)), Rules(small))
    row = dict(
        zip(SHARED, make_released_rows([found], Unnameable(index_names([]), frozenset()))[0], strict=True)
    )
    if count < small:
        assert (row["Count"], row["Out of"], row["As printed"], row["What is counted"]) == (
            None,
            None,
            "",
            "",
        )
    else:
        assert (row["Count"], row["Out of"], row["As printed"]) == (count, base, printed)


@pytest.mark.parametrize(
    ("printed", "count", "base"),
    [
        ("Some returns raised this.", None, None),
        ("Most returns raised this (34 of 43).", 34, 43),
        ("34 returns raised this.", 34, None),
    ],
)
def test_count__that_the_sentence_does_not_print__is_not_given(
    printed: str, count: int | None, base: int | None
) -> None:
    item = EvidenceItem("E1", "Homes", "counted", printed)
    found = describe_counted(item, Counted("theme", (Figure("theme", 34, 43, "1", "T01"),)), Rules(5))
    assert (found.count, found.base) == (count, base)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("HARBOUR LIGHT and harbour lights", f"{SOMEBODY} and harbour lights"),
        ("(Harbour Light Drop-in)", f"({SOMEBODY})"),
        ("St. Aldric's!", f"{SOMEBODY}!"),
        ("*** told us", f"{SOMEBODY} told us"),
        ("Nobody here", "Nobody here"),
        ("", ""),
    ],
)
def test_names__in_a_text__are_put_out_of_it_as_whole_words(text: str, left: str) -> None:
    names = index_names(["Harbour Light", "Harbour Light Drop-in", "St. Aldric's", "***", ""])
    assert names.leave_out(text) == left
