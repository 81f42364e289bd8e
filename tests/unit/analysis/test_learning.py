"""Learning from decisions: they move what is alike, across languages, and few of them move little."""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from analysis import texts_learnt_from
from analysis.codebook import Code
from analysis.decisions import Decisions
from analysis.learning import Likeness, learn

CODES = [Code(name, name, "domain", "", "x", ()) for name in ("a", "b")]


def make_likeness(groups: list[int], *, size: int = 4, words: csr_matrix | None = None) -> Likeness:
    """Texts of one group mean nearly the same; no two share a word unless words are given."""
    drawn = np.random.RandomState(0).normal(0, 0.1, (len(groups), size))
    rows = np.eye(size)[groups] + drawn
    shared = csr_matrix((len(groups), 1)) if words is None else words
    return Likeness(rows / np.linalg.norm(rows, axis=1, keepdims=True), shared)


def test_decision__accepted_or_rejected__moves_texts_alike_in_meaning() -> None:
    described = np.full((40, 2), 0.3)
    accepted = {(place, "a"): 1.0 for place in range(0, 10)}
    rejected = {(place, "a"): 0.0 for place in range(20, 30)}
    found = learn(described, Decisions(accepted | rejected), CODES, make_likeness([0] * 20 + [1] * 20))
    assert found[10:20, 0].min() > 0.6 > 0.3 > found[30:, 0].max()
    assert abs(found[:, 1] - found[0, 1]).max() < 1e-9  # nobody decided about b


def test_decisions__where_words_say_the_same__reach_another_language_as_without_them() -> None:
    described, groups = np.full((40, 2), 0.3), [0] * 20 + [1] * 20
    shares = {(place, "a"): float(place < 20) for place in [*range(0, 10), *range(20, 30)]}
    words = np.zeros((40, 2))  # those decided about share a word with their kind; other languages share none
    words[0:10, 0] = words[20:30, 1] = 1
    plain = learn(described, Decisions(shares), CODES, make_likeness(groups))
    found = learn(described, Decisions(shares), CODES, make_likeness(groups, words=csr_matrix(words)))
    assert abs(found[10:20, 0] - plain[10:20, 0]).max() < 0.02
    assert abs(found[30:, 0] - plain[30:, 0]).max() < 0.02


def test_decisions__that_meaning_does_not_explain__reach_texts_that_share_words() -> None:
    described = np.full((40, 2), 0.3)
    shares = {(place, "a"): float(place % 2) for place in range(20)}
    words = csr_matrix(np.eye(2)[np.arange(40) % 2])
    found = learn(described, Decisions(shares), CODES, make_likeness([0] * 40, words=words))
    assert found[21::2, 0].min() > 0.6 > 0.3 > found[20::2, 0].max()


def test_decisions__without_the_model__reach_texts_that_share_words() -> None:
    described = np.full((40, 2), 0.3)
    shares = {(place, "a"): float(place % 2) for place in range(20)}
    found = learn(
        described, Decisions(shares), CODES, Likeness(None, csr_matrix(np.eye(2)[np.arange(40) % 2]))
    )
    assert found[21::2, 0].min() > 0.6 > 0.3 > found[20::2, 0].max()


def test_decisions__that_contradict__leave_doubt() -> None:
    described = np.full((20, 2), 0.3)
    shares = {(place, "a"): 0.5 for place in range(10)}
    found = learn(described, Decisions(shares), CODES, make_likeness([0] * 20))
    assert 0.4 < found[10:, 0].mean() < 0.6


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_single_decision__about_one_text__moves_others_little(share: float) -> None:
    described = np.full((20, 2), 0.3)
    found = learn(described, Decisions({(0, "a"): share}), CODES, make_likeness([0] + [1] * 19))
    assert abs(found[1:] - 0.3).max() < 0.15
    assert (found[0, 0] > 0.3) == (share == 1.0)


def test_codes__accepted_and_never_rejected__do_not_fit_everything() -> None:
    described = np.full((100, 2), 0.3)
    shares = {(place, "ab"[place >= 50]): 1.0 for place in [*range(0, 20), *range(50, 70)]}
    found = learn(described, Decisions(shares), CODES, make_likeness([0] * 50 + [1] * 50))
    assert found[20:50, 0].min() > found[70:, 0].max() and found[70:, 1].min() > found[20:50, 1].max()
    assert found[70:, 0].max() < 0.35 and found[20:50, 1].max() < 0.35


def test_theme_made_a_tag__with_all_of_it_accepted__says_little_of_other_texts() -> None:
    described = np.full((100, 2), 0.3)
    shares = {(place, "a"): 1.0 for place in range(15)}
    found = learn(described, Decisions(shares), CODES, make_likeness([0] * 20 + [1] * 80))
    assert found[15:20, 0].min() > 0.5 and found[20:, 0].max() < 0.35


def test_decisions__of_codes_that_are_gone__change_nothing() -> None:
    described = np.full((3, 2), 0.3)
    assert learn(described, Decisions({(0, "z"): 1.0}), CODES, make_likeness([0, 0, 1])) is described


def test_two_thousand_codes__each_decided_once__are_learnt_from() -> None:
    codes = [Code(f"c{place}", "x", "domain", "", "x", ()) for place in range(2_000)]
    shares = {(place % 50, code.code): float(place % 2) for place, code in enumerate(codes)}
    found = learn(np.full((60, 2_000), 0.2), Decisions(shares), codes, make_likeness([0, 1] * 30))
    assert np.isfinite(found).all()
    assert ((found > 0) & (found < 1)).all()


@pytest.mark.parametrize("is_crowded", [False, True])
def test_many_codes__each_decided_on_its_own_texts__compare_each_text_once(
    monkeypatch: pytest.MonkeyPatch, is_crowded: bool
) -> None:
    compared = {"compare": 0, "compare_words": 0}

    def count(name: str) -> None:
        plain = getattr(Likeness, name)

        def counted(likeness: Likeness, some: Sequence[int], others: Sequence[int]) -> np.ndarray:
            compared[name] += len(some) * len(others)
            return np.asarray(plain(likeness, some, others))

        monkeypatch.setattr(Likeness, name, counted)

    for name in compared:
        count(name)
    texts, each = 200, 4
    if is_crowded:
        monkeypatch.setattr("analysis.texts_learnt_from.MAX_LEARNT", texts // 2)
    codes = [Code(f"c{place}", "x", "domain", "", "x", ()) for place in range(500)]
    drawn = np.random.RandomState(0)
    own = [sorted(drawn.choice(texts, each, replace=False).tolist()) for _ in codes]
    shares = {
        (text, code.code): float(text % 2) for code, some in zip(codes, own, strict=True) for text in some
    }
    found = learn(np.full((texts, 500), 0.2), Decisions(shares), codes, make_likeness([0, 1] * 100))

    assert np.isfinite(found).all() and len({tuple(some) for some in own}) > 490
    alone = len(codes) * (5 * each) ** 2  # each code of its own texts and four times as many undecided
    most = (
        alone if is_crowded else texts**2
    ) + texts**2  # within each group, and of all texts with all, once
    assert max(compared.values()) <= most


def test_groups__each_of_other_texts__spread_what_one_after_another_would(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shares = {(place, "a"): float(place < 20) for place in (0, 1, 2, 22, 25)}
    shares |= {(place, "b"): float(place > 20) for place in (1, 5, 24, 30)}
    words = csr_matrix(np.eye(4)[np.arange(40) % 4])
    given = np.full((40, 2), 0.3), Decisions(shares), CODES, make_likeness([0] * 20 + [1] * 20, words=words)
    together = learn(*given)
    monkeypatch.setattr("analysis.learning._MAX_TOGETHER", 1)
    monkeypatch.setattr("analysis.learning._BLOCK", 7)
    assert abs(learn(*given) - together).max() < 1e-9


def test_texts_learnt_from__where_groups_are_many__are_fewer_for_the_large_ones_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert texts_learnt_from._find_most([30, 1_000, 5_000]) == 1_000
    monkeypatch.setattr(texts_learnt_from, "_MAX_PAIRS", 2 * 100**2 + 30**2)
    assert texts_learnt_from._find_most([30, 1_000, 5_000]) == 100
    monkeypatch.setattr(texts_learnt_from, "_MAX_PAIRS", 10)
    assert texts_learnt_from._find_most([10_000] * 50) == 1
