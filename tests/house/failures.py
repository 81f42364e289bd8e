"""Every coded failure of the product, from the catalogues of its rooms."""

import ast
import re
from dataclasses import dataclass

import consult.errors
import consult.sealing.errors
import forms.errors
from analysis.errors import list_errors
from tests.house import tree

ROOMS = ("C", "S", "F", "A")
CODE = re.compile(r"^[ACFS]\d{3}$")
DEFINED = re.compile(r"^CATALOGUE: dict|^    code(: ClassVar\[str\])? = \"[ACFS]\d", re.MULTILINE)
ABSTRACT = "A000"
STATUS_OF_FILES_AND_TABLES = 422
CATALOGUES = (consult.errors.CATALOGUE, consult.sealing.errors.CATALOGUE, forms.errors.CATALOGUE)


@dataclass(frozen=True, order=True)
class Failure:
    """A code, what it means and what to do about it."""

    code: str
    message: str
    remedy: str
    status: int


def list_failures() -> list[Failure]:
    """Every failure by code; analysis and forms know no HTTP, their pages answer 422."""
    found = [
        Failure(code, entry.message, entry.remedy, getattr(entry, "status", STATUS_OF_FILES_AND_TABLES))
        for catalogue in CATALOGUES
        for code, entry in catalogue.items()
    ]
    return sorted([*found, *_list_of_analysis()])


def list_codes_used() -> dict[str, str]:
    """Every code that the code names, and one file that does."""
    nodes = [(path, node) for path in tree.list_files(*tree.PACKAGES) for node in ast.walk(tree.parse(path))]
    words = [(node.value, path) for path, node in nodes if isinstance(node, ast.Constant)]
    return {word: path for word, path in words if isinstance(word, str) and CODE.match(word)}


def list_catalogues_defined() -> set[str]:
    """Files that define failures: so that none is forgotten here."""
    return {path for path in tree.list_files(*tree.PACKAGES) if DEFINED.search(tree.read(path))}


def _list_of_analysis() -> list[Failure]:
    kinds = [kind for kind in list_errors() if kind.code != ABSTRACT]
    return [Failure(kind.code, kind.message, kind.remedy, STATUS_OF_FILES_AND_TABLES) for kind in kinds]
