"""Documentation: pages made from the code are fresh, links lead somewhere, commands shown exist."""

import re
import shlex
from collections import Counter

import click
import pytest

from consult.cli.main import consult
from consult.errors import CATALOGUE, FAMILIES
from tests.house import failures, tree, write_docs

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(consult [^`]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
TARGET = re.compile(r"`make ([a-z-]+)|^(?:\$ )?make ([a-z-]+)", re.MULTILINE)
SHELLS = {"sh", "bash", "console", "shell"}
ROOTS = (".venv/bin/consult", "./consult", "consult")
HELP = {"-h", "--help"}


def list_pages() -> list[str]:
    """Every page of documentation."""
    return tree.list_files(".", endings=(".md",))


def list_commands_shown(path: str) -> list[str]:
    """Calls of `consult` in the code blocks and in the running text of a page."""
    text = tree.read(path)
    blocks = [block for language, block in FENCE.findall(text) if language in SHELLS]
    lines = [
        line.strip().removeprefix("$ ")
        for block in blocks
        for line in block.replace("\\\n", " ").splitlines()
    ]
    shown = [line for line in lines if line.startswith(tuple(f"{root} " for root in ROOTS))]
    return [*shown, *INLINE.findall(FENCE.sub("", text))]


def find_misuse(line: str) -> str:
    """Why the command line would refuse a call as wrong usage; empty when it would not."""
    words = shlex.split(line.split(" # ")[0], comments=True)[1:]
    command: click.Command = consult
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0).rstrip("…")
        if not name:
            continue
        found = command.get_command(click.Context(command), name)
        if found is None:
            return f"{line}: there is no command {name}"
        command = found
    return _find_wrong_option(line, command, [word for word in words if word not in HELP and word != "…"])


def _find_wrong_option(line: str, command: click.Command, words: list[str]) -> str:
    context = click.Context(command)
    try:
        command.make_parser(context).parse_args(_drop_brackets(words))
    except click.UsageError as error:
        return f"{line}: {error.format_message()}"
    return ""


def _drop_brackets(words: list[str]) -> list[str]:
    return [word.strip("[]") for word in words]


def find_dead_links(path: str) -> list[str]:
    """Links of a page that lead to no file or no heading."""
    folder = (tree.ROOT / path).parent
    targets = [target for target in LINK.findall(FENCE.sub("", tree.read(path))) if "://" not in target]
    return [f"{path}: {target}" for target in targets if not _leads_somewhere(path, target, folder)]


def _leads_somewhere(path: str, target: str, folder: object) -> bool:
    name, _, anchor = target.partition("#")
    file = (tree.ROOT / path).parent / name if name else tree.ROOT / path
    if not file.exists():
        return False
    return not anchor or anchor in _list_anchors(file.read_text(encoding="utf-8"))


def _list_anchors(text: str) -> set[str]:
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text)]
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("name", write_docs.PAGES)
def test_page_made_from_the_code__compared_with_it__is_fresh(name: str) -> None:
    assert tree.read(f"docs/{name}") == write_docs.PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("path", list_pages())
def test_links_of_a_page__followed__lead_somewhere(path: str) -> None:
    assert find_dead_links(path) == []


@pytest.mark.parametrize("path", list_pages())
def test_commands_shown__parsed__are_those_of_the_command_line(path: str) -> None:
    assert [misuse for line in list_commands_shown(path) if (misuse := find_misuse(line))] == []


@pytest.mark.parametrize("path", list_pages())
def test_make_targets_named__looked_up__exist(path: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", tree.read("Makefile"), re.MULTILINE))
    named = {first or second for first, second in TARGET.findall(tree.read(path))}
    assert named - targets == set()


def test_makefile__read__explains_every_target_of_the_issue() -> None:
    explained = set(re.findall(r"^([a-z]+):.*## ", tree.read("Makefile"), re.MULTILINE))
    assert {
        "install",
        "demo",
        "serve",
        "test",
        "soak",
        "bench",
        "check",
        "wheel",
        "help",
        "catalogues",
    } <= explained


def test_codes__of_all_rooms__are_each_defined_once() -> None:
    counted = Counter(failure.code for failure in failures.list_failures())
    assert [code for code, times in counted.items() if times > 1] == []


def test_codes__that_the_code_raises__are_in_a_catalogue() -> None:
    known = {failure.code for failure in failures.list_failures()} | {failures.ABSTRACT}
    assert {code: path for code, path in failures.list_codes_used().items() if code not in known} == {}


def test_catalogues_of_failures__looked_for__are_all_in_the_documentation() -> None:
    known = {"consult/errors.py", "consult/sealing/errors.py", "forms/errors.py", "analysis/errors.py"}
    assert failures.list_catalogues_defined() == known


def test_families_of_failures__put_together__are_all_there_and_repeat_no_code() -> None:
    files = [path for path in tree.list_files("consult/failures") if "ErrorEntry] = {" in tree.read(path)]
    assert len(files) == len(FAMILIES)
    assert sum(len(family) for family in FAMILIES) == len(CATALOGUE)


def test_failures__read__each_says_what_to_do() -> None:
    assert [
        one.code for one in failures.list_failures() if not (one.message.strip() and one.remedy.strip())
    ] == []


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [("consult nosuch", True), ("consult --nosuch", True), ("consult --help", False)],
)
def test_misuse__planted__is_found(line: str, is_wrong: bool) -> None:
    assert bool(find_misuse(line)) is is_wrong


def test_architecture_decisions__listed__are_numbered_without_gap_or_repeat() -> None:
    numbers = [int(path.split("/")[-1][:4]) for path in tree.list_files("docs/decisions") + _list_decisions()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def _list_decisions() -> list[str]:
    return tree.list_files("docs/decisions", endings=(".md",))


@pytest.mark.parametrize("path", _list_decisions())
def test_architecture_decision__read__has_every_part(path: str) -> None:
    headings = {heading.lower() for heading in HEADING.findall(tree.read(path))}
    assert {"context", "decision", "alternatives", "consequences"} <= headings
