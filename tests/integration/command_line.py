"""Runs `consult` inside the test, on an installation of its own with one consultation."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.cli.main import run
from consult.models.engine import make_engine
from forms.definitions import Choice, Question
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.region import make_organisation, make_sub_region

SLUG = "consultation-1"


@dataclass
class CommandLine:
    """`consult` as somebody at a terminal meets it."""

    folder: Path
    url: str
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Run it: exit code, standard output, standard error."""
        self.capsys.readouterr()
        code = run(create_app, [str(one) for one in arguments])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file beside the installation."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def look(self, see: Callable[[Session], object]) -> object:
        """What a function sees in the database."""
        engine = make_engine(self.url)
        try:
            with Session(engine) as session:
                return see(session)
        finally:
            engine.dispose()


def point_at(monkeypatch: pytest.MonkeyPatch, folder: Path, **settings: str) -> None:
    """Let `consult` use the installation in this folder, in UTC-like quiet."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CONSULT_INSTANCE", str(folder / "instance"))
    for name, value in settings.items():
        monkeypatch.setenv(f"CONSULT_{name}", value)


def fill(session: Session) -> None:
    """One consultation, one organisation, and four questions."""
    choices = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
    area = make_sub_region(session, key="vale", name="Osmere Vale")
    make_organisation(session, key="ostley", name="Ostley Council", sub_region=area)
    make_questionnaire_version(
        session,
        make_consultation(session),
        Question(id="agree", kind="select_one", label={"en": "Agree?"}, choices=choices, required=True),
        Question(id="barriers", kind="select_multiple", label={"en": "Barriers?"}, choices=choices),
        Question(id="homes", kind="integer", label={"en": "Homes?"}),
        Question(id="said", kind="text", label={"en": "Say?"}),
    )
    session.commit()
