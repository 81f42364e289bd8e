"""Every item in one bucket; unreadable is a hard word and used sparingly."""

import pytest
from hypothesis import given

from analysis import columns
from analysis.substance import choose_bucket, count_buckets, keep_analysed
from tests.unit.analysis.item_frames import make_items, odd_texts, sort_into_buckets, steady

BUCKETS = {
    "empty": ["", " \n", "\u200b\u202e", "\ufeff"],
    "no_substance": [
        "N/A",
        "No comment.",
        "nothing to add!",
        "-",
        "...",
        "👍🏽",
        "42",
        "£5 & 10%",
        "yes",
        "Dim sylw",
        "لا يوجد",
        "نظری ندارم",
        "немає",
        "nie mam nic do dodania",
        "无意见。",
        "የለም",
        "S’ka",
        "không có",
    ],
    "unreadable": [
        "\ufffd\ufffd\ufffd\ufffd",
        "\x00\x00\x00",
        "asdfghjkl",
        "qwerty asdf",
        "aaaaaaa",
        "asdasdasd",
        "sdfkjhsdkjfh",
        "#$%^&*(",
        "Ð¿Ñ€Ð¸Ð²ÐµÑ‚ ÐºÐ°Ðº Ð´ÐµÐ»Ð°",
        "РїСЂРёРІРµС‚ РєР°Рє РґРµР»Р°",
        "Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…",
        "Ã‚Â¬ Ã¢â€š hgjk sdlfkj ;;l \ufffd\ufffd jkl;' qwerqwer zxcvzxcv \ufffd\ufffd",
        "ä¸\xadæ–‡å¾ˆå¥½",
    ],
    "analysed": [
        "ana mabsut ketir",
        "mbsot shwy",
        "mujhe ghar chahiye",
        "Housing",
        "BRP NRPF",
        "ESOL, NRPF and BRP \ufffd\ufffd all need advice",
        "donâ€™t stop helping",
        "No comment on schools but homes are cold",
        "Рік і рівень життя",
        "однією Італії",
        "strč prst skrz krk",
        "hahaha",
        "👍 good homes",
        "No more hotels",
    ],
}


@pytest.mark.parametrize(
    ("bucket", "text"), [(bucket, text) for bucket, texts in BUCKETS.items() for text in texts]
)
def test_bucket__of_a_text__is_the_expected_one(bucket: str, text: str) -> None:
    assert choose_bucket(text, language_known=True) == bucket


@pytest.mark.parametrize("text", BUCKETS["analysed"])
def test_bucket__of_words_in_no_known_language__says_so(text: str) -> None:
    assert choose_bucket(text, language_known=False) == "unknown_language"


@steady
@given(odd_texts)
def test_buckets__of_anything__add_up_to_the_rows(text: str) -> None:
    items = make_items(
        "We need more homes here.", text.encode("utf-8", "replace").decode(), "", id=["a", "b", "b"]
    )
    results = sort_into_buckets(items)
    counts = count_buckets(results)
    assert sum(counts.values()) == len(items)
    assert list(counts) == list(columns.BUCKETS)
    assert results["bucket"][0] == "analysed" and results["bucket"][2] == "duplicate_id"


def test_buckets__of_a_repeated_id__keep_input_order_and_analyse_the_first() -> None:
    items = make_items("We need more homes.", "n/a", "We need more schools.", id=["b", "a", "b"])
    results = sort_into_buckets(items)
    assert list(results["id"]) == ["b", "a", "b"]
    assert list(results["bucket"]) == ["analysed", "no_substance", "duplicate_id"]
    assert list(keep_analysed(items, results)["text"]) == ["We need more homes."]


def test_buckets__of_an_empty_corpus__are_all_nought() -> None:
    results = sort_into_buckets(make_items())
    assert set(count_buckets(results).values()) == {0}
