"""The analysis of any table, with no database: a CSV file in, a folder of results out."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.codebook import get_builtin_codebook, read_codebook
from analysis.models import Models, open_models
from analysis.outputs.folder import PersonalData, check_folder, write_folder
from analysis.pipeline import analyse
from analysis.progress import Progress, ShouldStop, Watch, keep_quiet, never_stop
from analysis.reading import Table, TableColumns, read_table
from analysis.redaction import find_identifiers, make_shelf
from analysis.results import Analysis
from analysis.settings import Settings, TableLimits
from analysis.store import NO_STORE, Store, TidiedLater


def theme_file(
    path: Path,
    *,
    text: str,
    out: Path,
    id: str | None = None,
    language: str | None = None,
    group: str | None = None,
    codebook: Path | None = None,
    replace: bool = False,
    settings: Settings | None = None,
    limits: TableLimits | None = None,
    models: Models | None = None,
    store: Store = NO_STORE,
    progress: Progress = keep_quiet,
    should_stop: ShouldStop = never_stop,
) -> Analysis:
    """Analyse the answers in a CSV file and write the results into a folder.

    text, id, language, group: names of columns; only text is needed. codebook: a CSV file, or None for the
    built-in one. replace: whether earlier results in the folder may be replaced.
    store: of what was derived from such answers before.
    Raises: any AnalysisError; nothing is written then.
    """
    check_folder(out, replace=replace)
    book = get_builtin_codebook() if codebook is None else read_codebook(codebook)
    wanted = TableColumns(text, id, language, group)
    table = read_table(path, wanted, limits)
    used = models or open_models()
    kept = TidiedLater(store)
    found = analyse(
        table.items,
        book,
        settings or Settings(),
        models=used,
        store=kept,
        progress=progress,
        should_stop=should_stop,
    )
    watch = Watch(progress, should_stop)
    version = used.describe_namer()
    identifiers = find_identifiers(found.items, nlp=used.names, version=version, store=kept, watch=watch)
    kept.tidy_now(make_shelf(version))
    watch.tell("writing the results", 0, 1)
    write_folder(
        found,
        out,
        replace=replace,
        inputs=[_describe(table, wanted)],
        personal_data=PersonalData(identifiers, version),
    )
    return found


def _describe(table: Table, wanted: TableColumns) -> dict[str, Any]:
    used = {use: column for use, column in asdict(wanted).items() if column is not None}
    return {
        "name": table.name,
        "sha256": table.sha256,
        "bytes": table.size_bytes,
        "rows": len(table.items),
        "columns": used,
    }
