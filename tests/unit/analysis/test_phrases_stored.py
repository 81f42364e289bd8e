"""Phrases of texts, kept as places under the hash of each text: nothing is read for phrases twice."""

from pathlib import Path
from typing import Any

import pytest

from analysis.deriving import Deriver
from analysis.store import hash_text
from analysis.store_folder import FolderStore
from analysis.themes import phrase_steps
from analysis.themes.phrase_steps import PhraseReader, list_phrase_shelves
from analysis.themes.phrases import list_phrases, make_phrase

TEXTS = [
    ("en", "Affordable family homes, and Dr Abdi’s surgery\nin  the old town."),
    ("en", "Nothing."),
    ("zh-Hans", "我们需要更多的住房"),
    ("ar", "تأخر هاشم في السكن"),
    ("uk", "Оксана чекала на  житло ２０ днів"),
    ("en", "A very long paper. " * 100 + "Cheap bus passes at the end."),
]
ASKED = [(text, language) for language, text in TEXTS]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read for phrases."""
    seen: list[str] = []

    def note(texts: Any, *rest: Any) -> Any:
        seen.extend(texts)
        return list_phrases(texts, *rest)

    monkeypatch.setattr(phrase_steps, "list_phrases", note)
    return seen


def make_reader(folder: Path) -> PhraseReader:
    store = FolderStore(folder)
    store.claim({"1": [hash_text(text[:1_500]) for text, _ in ASKED]})
    return PhraseReader(deriver=Deriver(store))


def test_phrases__of_texts_read_before__are_the_same_and_not_read_again(
    tmp_path: Path, read: list[str]
) -> None:
    fresh = PhraseReader().read(ASKED, [False] * len(ASKED))
    assert sum(map(len, fresh)) > 20 and read == [text for text, _ in ASKED]
    first = make_reader(tmp_path).read(ASKED, [True] * len(ASKED))
    again = make_reader(tmp_path).read([*ASKED, ("New buses", "en")], [True] * (len(ASKED) + 1))
    assert read == [text for text, _ in ASKED] * 2 + ["New buses"]
    assert fresh == first == again[:-1]
    assert [phrase.shown for phrase in again[-1]] == ["New", "buses", "New buses"]


def test_phrases__of_locked_experiences__are_never_kept(tmp_path: Path) -> None:
    make_reader(tmp_path).read(ASKED, [False] * len(ASKED))
    assert {path.parent.name for path in tmp_path.rglob("*.part")} == {"owners"}


def test_phrases__kept__hold_no_word_and_go_with_their_text(tmp_path: Path) -> None:
    make_reader(tmp_path).read(ASKED, [True] * len(ASKED))
    kept = next(path for path in tmp_path.rglob("phrases-*/*.part")).read_bytes()
    assert not any(word in kept for word in (b"omes", b"urgery", "житло".encode()))
    FolderStore(tmp_path).tidy({"1": [hash_text("Nothing.")]}, list_phrase_shelves())
    assert sum(path.stat().st_size for path in tmp_path.rglob("phrases-*/*.part")) < 80


def test_phrase__made_of_places_in_a_parsed_text__reads_as_it_stands_there() -> None:
    parsed = make_phrase("Our  Old\ntowns", "en", ((5, 8), (9, 14)), parsed=True)
    assert (parsed.key, parsed.shown, parsed.words) == ("old town", "Old\ntowns", 2)
